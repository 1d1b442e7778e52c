"""The shapes that the arrays of a running network really have, for comparison with what the formulas expect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dnn.activations import Array
from dnn.configuration import RunConfig
from dnn.network import layer_sizes
from dnn.shapes import ShapeTable, rows_for
from dnn.step import Iteration, start, step
from dnn.training.state import TrainingState


@dataclass(frozen=True)
class Measurement:
    """One array of an iteration: the shape it should have, the shape it has, the bytes it takes."""

    symbol: str
    layer: int
    expected: tuple[int, ...]
    shape: tuple[int, ...]
    nbytes: int

    @property
    def agrees(self) -> bool:
        """True if the array has the shape of its formula."""
        return self.expected == self.shape


@dataclass(frozen=True)
class Measurements:
    """All arrays of the iteration that follows `iteration` updates, on a batch of m examples."""

    iteration: int
    m: int
    arrays: Mapping[tuple[str, int], Measurement]

    @property
    def cache_bytes(self) -> int:
        """Bytes of what forward propagation caches for the way back: X, and Z and A of every layer."""
        return sum(each.nbytes for (symbol, _), each in self.arrays.items() if symbol in ("X", "Z", "A"))

    @property
    def iteration_bytes(self) -> int:
        """Bytes of all arrays of the iteration together."""
        return sum(each.nbytes for each in self.arrays.values())


def measure(config: RunConfig, state: TrainingState | None = None) -> Measurements:
    """Make the next iteration of a run with the readable formulas, and record every array's shape.

    Args:
        config: the run.
        state: where it stands; None means its beginning.
    """
    state = state or start(config)
    iteration = step(config, state)
    m = iteration.X.shape[1]
    sizes = layer_sizes(config)
    found = _arrays(iteration)
    expected = ShapeTable(sizes, m, "all", tuple(rows_for(sizes, m)))
    arrays = {
        (row.symbol, row.layer): Measurement(
            row.symbol, row.layer, row.shape, found[row.symbol, row.layer].shape, found[row.symbol, row.layer].nbytes
        )
        for row in expected.rows
    }
    return Measurements(state.iteration, m, arrays)


def _arrays(iteration: Iteration) -> dict[tuple[str, int], Array]:
    """Every array of an iteration by symbol and layer."""
    arrays: dict[tuple[str, int], Array] = {("X", 0): iteration.X, ("Y", 0): iteration.Y}
    layers = zip(iteration.parameters.layers, iteration.passes, iteration.gradients, strict=True)
    for l, (layer, forward_pass, gradient) in enumerate(layers, start=1):
        arrays |= {("W", l): layer.W, ("b", l): layer.b, ("Z", l): forward_pass.Z, ("A", l): forward_pass.A}
        arrays |= {("dW", l): gradient.dW, ("db", l): gradient.db, ("dZ", l): gradient.dZ, ("dA", l): gradient.dA}
    return arrays
