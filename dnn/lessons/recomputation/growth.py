"""Growth of the work of each way with the number of layers: a network made deeper with layers like its own."""

from __future__ import annotations

from collections.abc import Sequence

from dnn.lessons.recomputation.counts import layer_work
from dnn.lessons.recomputation.timing import Shape

USUAL_ACTIVATION = "tanh"
"""Activation function of the added layers of a network that has no hidden ones itself."""


def typical_units(shape: Shape) -> int:
    """The mean number of units of its hidden layers, rounded; of its input where it has none."""
    hidden = shape.sizes[1:-1] or shape.sizes[:1]
    return round(sum(hidden) / len(hidden))


def with_layers(shape: Shape, L: int) -> Shape:
    """A network of L layers with the input, output, task and precision of `shape`, and hidden layers of its typical
    number of units, all with the first one's activation function."""
    units, activation = typical_units(shape), (*shape.activations, USUAL_ACTIVATION)[0]
    sizes = (shape.sizes[0], *[units] * (L - 1), shape.sizes[-1])
    return Shape(sizes, (activation,) * (L - 1), shape.task, shape.precision)


def growth(way: str, shape: Shape, m: int, lengths: Sequence[int]) -> list[int]:
    """Multiply-adds of one pass forward and back for each number of layers in `lengths`."""
    return [sum(work.total for work in layer_work(way, with_layers(shape, L).sizes, m)) for L in lengths]
