"""Memory that a run takes from its beginning to its end, worked out before any of it is allocated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dnn.configuration import RunConfig
from dnn.forward import EXAMPLES_AT_ONCE
from dnn.network import layer_sizes, parameter_count, parameters_in
from dnn.optimizers import OPTIMIZERS
from dnn.text.messages import Text
from dnn.training.data import training_data
from dnn.training.plan.sample_space import space_numbers, uses_sample_space
from dnn.training.plan.size import batch_numbers, penalty_numbers, weight_numbers

FEWER_PARAMETERS = Text("fewer units or fewer layers")
SMALLER_BATCH = Text("a smaller batch, fewer units or fewer layers")
SMALL_THINGS, SHARE_OF_CALLS = 4_000_000, 0.02
"""Bytes of all that is not worked out, such as costs on their way to a file; and the share that the calls of a plan add
to the arrays which they are bound to."""
STEPS_OF_AN_ACTIVATION = 3
"""Arrays of the size of one layer, at most, that the readable forward pass makes on the way to its A."""
COPIES_OF_W1 = 4
"""Copies of W^[1] and its slots beside those in θ, in sample space: the plan's, two states', and one on its way."""
ARRAYS_OF_A_FACTORISATION = 4
"""Arrays of the size of X that there are while it is factorised: a copy, LAPACK's, and Q twice."""


@dataclass(frozen=True)
class NeededMemory:
    """Bytes that a run takes.

    Attributes:
        for_parameters: those of the vectors with an entry for each parameter, however small the batches are.
        for_examples: those of the activations.
    """

    for_parameters: int
    for_examples: int

    @property
    def total(self) -> int:
        """Bytes, those of small things with them."""
        return round((self.for_parameters + self.for_examples) * (1 + SHARE_OF_CALLS)) + SMALL_THINGS

    @property
    def hint(self) -> Text:
        """Something that would take less; smaller batches only where they would."""
        return SMALLER_BATCH if self.for_examples > self.for_parameters else FEWER_PARAMETERS


def needed_memory(config: RunConfig) -> NeededMemory:
    """The memory of a run without evaluations on its way, and of the cost of all examples at its end.

    While it trains there are the plan and two states, before and after a slice; while its cost is computed, the plan,
    one state, and the activations of some examples. The data, a few megabytes, are loaded for it.
    """
    sizes, h, m = layer_sizes(config), config.hyperparameters, training_data(config).train.m
    activations = [layer.activation for layer in config.architecture.hidden]
    slots, P, batch = OPTIMIZERS[h.optimizer].slots, parameter_count(config), min(h.batch_size or m, m)
    state, in_space = (1 + slots) * P, uses_sample_space(sizes, h.optimizer, m)
    trained = (m, *sizes[1:]) if in_space else sizes
    vectors = weight_numbers(trained, slots) + 2 * state + (penalty_numbers(trained, batch, m) if h.l2 else 0)
    item = np.dtype(h.precision).itemsize
    at_the_end = min(EXAMPLES_AT_ONCE, m) * (2 * sum(sizes[1:]) + STEPS_OF_AN_ACTIVATION * max(sizes[1:]))
    numbers = batch_numbers(trained, activations, batch, m) + max(0, at_the_end - state)
    if in_space:
        vectors += COPIES_OF_W1 * space_numbers(sizes, slots) + 2 * (1 + slots) * parameters_in(trained)
        numbers += ARRAYS_OF_A_FACTORISATION * sizes[0] * m
    return NeededMemory(vectors * item + P, numbers * item)  # P bytes: whether each parameter is finite
