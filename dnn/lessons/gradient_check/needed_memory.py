"""Memory that a gradient check takes, worked out before any of it is allocated; all is float64."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from dnn.configuration import RunConfig
from dnn.lessons.gradient_check.bugs import examples_for
from dnn.lessons.gradient_check.check import Effort, affordable
from dnn.lessons.gradient_check.probe import NUMBERS
from dnn.network import blank_parameters, layer_sizes, parameter_count

SMALL_THINGS = 4_000_000
"""Bytes of all that is not worked out."""
BYTES_A_NUMBER = 8
CHECKED, LOCATED = 2, 5
"""Vectors with an entry for each parameter: W and dW; both of the program with its bug and without, and W before."""
STEPS = 4
"""Arrays of the size of the largest W on the way."""


def check_memory(config: RunConfig, effort: Effort) -> int:
    """Bytes that `check_gradients` takes: the network and its gradient, and every Z and A with some entries changed."""
    sizes, blank = layer_sizes(config), blank_parameters(config)
    examples, entries = affordable(blank, effort)
    at_once = max(1, NUMBERS // (2 * examples * max(sizes[1:])))
    return _bytes(config, CHECKED, changed=2 * min(entries, at_once) * examples)


def location_memory(config: RunConfig, effort: Effort) -> int:
    """Bytes that `locate` takes, which also changes whole units, for all of its few examples."""
    sizes, examples = layer_sizes(config), examples_for(config)
    _examples, entries = affordable(blank_parameters(config), replace(effort, examples=examples))
    return _bytes(config, LOCATED, changed=2 * min(entries, max(sizes[1:])) * examples)


def _bytes(config: RunConfig, vectors: int, changed: int) -> int:
    """Bytes of so many vectors of all parameters, and of Z and A of `changed` examples."""
    sizes = layer_sizes(config)
    largest = max(n * n_previous for n_previous, n in pairwise(sizes))
    numbers = vectors * parameter_count(config) + STEPS * largest + changed * (2 * sum(sizes[1:]) + max(sizes[1:]))
    return BYTES_A_NUMBER * numbers + SMALL_THINGS
