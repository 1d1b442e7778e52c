"""The ways really run and timed, for networks of any shape, within a bound."""

from __future__ import annotations

import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from dnn.activations import Array
from dnn.lessons.recomputation.counts import layer_work
from dnn.lessons.recomputation.ways import WAYS, steps
from dnn.losses import TASKS
from dnn.network import Layer, Parameters, parameters_in

BUDGET = 0.08
"""Seconds after which no further round is begun."""
FIRST_ROUND = 0.03
"""Seconds that the first round may take by estimate; examples are left out until it does."""
MAX_ROUNDS = 9
MAX_TIMED_PARAMETERS = 1_000_000
"""Networks with more entries of W and b are not timed."""
SECONDS_A_PRODUCT, SECONDS_AN_ENTRY, SECONDS_A_CALL = 0.3e-9, 4e-9, 6e-6
"""Rough durations of a multiply-add, an entry of g and g', and a layer's calls: for the estimate alone."""


@dataclass(frozen=True)
class Shape:
    """All that the time of a pass depends on: layer sizes, the hidden layers' activation functions, task, precision."""

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    task: str
    precision: str

    @property
    def parameters(self) -> int:
        """Entries of all W and b."""
        return parameters_in(self.sizes)


@dataclass(frozen=True)
class Timing:
    """Medians of several rounds in which shapes and ways took turns.

    Attributes:
        m: examples of the passes, those asked for or fewer.
        rounds: how often each pass was run.
        seconds: (shape, way) -> seconds of each layer, forward and back, layer 1 first.
    """

    m: int
    rounds: int
    seconds: dict[tuple[Shape, str], tuple[float, ...]]

    def total(self, shape: Shape, way: str) -> float | None:
        """Seconds of one pass forward and back; None for a shape that is too large to be timed."""
        layers = self.seconds.get((shape, way))
        return None if layers is None else sum(layers)


@lru_cache(maxsize=256)
def time_ways(shapes: tuple[Shape, ...], m: int, ways: tuple[str, ...]) -> Timing:
    """Run every shape in every way on m random examples, and take the medians.

    A time depends on shapes and not on values, so random ones serve, and the answer is cached. It takes about BUDGET
    seconds; where a round on all m examples would take too long, fewer are used and the answer says how many.

    Args:
        shapes: the networks; those with more than MAX_TIMED_PARAMETERS are left out.
        m: examples.
        ways: names in WAYS.
    """
    small = [shape for shape in dict.fromkeys(shapes) if shape.parameters <= MAX_TIMED_PARAMETERS]
    m = _affordable(small, m, ways)
    rng = np.random.default_rng(0)
    drawn = {shape: _draw(shape, m, rng) for shape in small}
    samples: dict[tuple[Shape, str], list[list[float]]] = defaultdict(list)
    begun, rounds = time.perf_counter(), 0
    while small and rounds < MAX_ROUNDS and (not rounds or time.perf_counter() - begun < BUDGET):
        for shape, (parameters, X, Y) in drawn.items():
            for way in ways[rounds % len(ways) :] + ways[: rounds % len(ways)]:
                samples[shape, way].append(_seconds(way, parameters, X, Y))
        rounds += 1
    medians = {key: tuple(map(statistics.median, zip(*taken, strict=True))) for key, taken in samples.items()}
    return Timing(m, rounds, medians)


def _seconds(way: str, parameters: Parameters, X: Array, Y: Array) -> list[float]:
    """Seconds of one pass by layer, forward and back together; layer 1 is passed once before, to warm the caches."""
    next(steps(parameters, X, Y, WAYS[way].memory(parameters, X)))
    seconds = [0.0] * parameters.L
    before = time.perf_counter()
    for done in steps(parameters, X, Y, WAYS[way].memory(parameters, X)):
        now = time.perf_counter()
        seconds[done.l - 1] += now - before
        before = now
    return seconds


def _affordable(shapes: Sequence[Shape], m: int, ways: Sequence[str]) -> int:
    """Number of examples, of m, that make the first round last FIRST_ROUND seconds by estimate, at least 1."""
    fixed, each = 0.0, 0.0
    for shape in shapes:
        for way in ways:
            fixed += SECONDS_A_CALL * _layers_passed(way, len(shape.sizes) - 1)
            each += SECONDS_A_PRODUCT * sum(work.total for work in layer_work(way, shape.sizes, 1))
            each += SECONDS_AN_ENTRY * _layers_passed(way, len(shape.sizes) - 1) * max(shape.sizes)
    return max(1, min(m, int((FIRST_ROUND - fixed) / each))) if each else m


def _layers_passed(way: str, L: int) -> int:
    """Number of times that a layer is computed, forward, again and back."""
    return sum(work.forward + work.again + 1 for work in layer_work(way, (1,) * (L + 1), 1))


def _draw(shape: Shape, m: int, rng: np.random.Generator) -> tuple[Parameters, Array, Array]:
    """A network with weights of about 1/√n^[l-1], and examples with labels."""
    dtype = np.dtype(shape.precision)
    names = (*shape.activations, TASKS[shape.task].output_name)
    layers = []
    for n_previous, n, name in zip(shape.sizes, shape.sizes[1:], names, strict=False):
        W = (rng.standard_normal((n, n_previous)) / n_previous**0.5).astype(dtype)  # (n, n_previous)
        layers.append(Layer(W, np.zeros((n, 1), dtype), name))
    X = rng.standard_normal((shape.sizes[0], m)).astype(dtype)  # (n_x, m)
    Y = np.zeros((shape.sizes[-1], m), dtype)  # (n_y, m)
    Y[0] = 1
    return Parameters(tuple(layers), shape.task), X, Y
