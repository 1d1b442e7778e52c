"""A block of consecutive iterations with batches of one size, compiled into one flat list of bound calls.

The iterations of a block share all buffers but those that differ by *position*: a batch's inputs and targets, its Z
of the output layer (stored for the costs) and its rates. The position of an iteration follows from the state of the
run alone, never from where a slice begins, so that the same iteration always works on the same memory.
"""

from collections.abc import Sequence

import numpy as np

from dnn.optimizers import Constants
from dnn.training.memory import Array, Call, Calls, aligned_zeros
from dnn.training.plan.hidden_layers import HiddenLayers
from dnn.training.plan.outputs import output_of
from dnn.training.plan.updates import Penalty, Rates, blocks_of, update_of
from dnn.training.plan.weights import Weights


class IterationBlock:
    """`positions` iterations on batches of m examples."""

    def __init__(
        self,
        weights: Weights,
        activations: Sequence[str],
        task: str,
        optimizer: str,
        constants: Constants,
        l2: float,
        positions: int,
        m: int,
        X: Array | None = None,
    ) -> None:
        """`X` (n[0] + 1, m) is the one batch that every position uses; without it `feed` brings the batches."""
        dtype = weights.theta.dtype
        self.m = m
        self.positions = positions
        self.output = output_of(task, positions, weights.sizes[-1], m, dtype)
        self._rows = aligned_zeros((positions * m, weights.sizes[0] + 1), dtype) if X is None else None
        self._update = update_of(optimizer)
        self._rates = Rates(positions, weights, constants, self.output.scale)
        blocks = blocks_of(weights)
        self._penalty = Penalty(weights, positions, len(blocks), l2, self.output.scale, m) if l2 else None
        hidden_layers = HiddenLayers(weights, activations, m)
        self._propagations: list[Calls] = []
        self._updates: list[Calls] = []
        for position in range(positions):
            inputs = X if self._rows is None else self._rows[position * m : (position + 1) * m].T
            assert inputs is not None
            to_dZ, dZ = self.output.backward(position)
            forward = hidden_layers.forward(inputs, self.output.Z[position])
            self._propagations.append([*forward, *to_dZ, *hidden_layers.backward(inputs, dZ)])
            update: Calls = []
            for number, (start, block) in enumerate(blocks):
                if self._penalty is not None:
                    update.extend(self._penalty.calls(block, number, start, position))
                update.extend(self._update.calls(block, self._rates, position))
            self._updates.append(update)
        pairs = zip(self._propagations, self._updates, strict=True)
        self._calls: Calls = [call for pair in pairs for calls in pair for call in calls]
        self._calls_per_position = len(self._calls) // positions

    def feed(self, first: int, rows: Array, Y: Array, examples: Array) -> None:
        """Bring the batches of the positions from `first` on.

        `rows` (m_train, n[0] + 1) and `Y` (n[L], m_train) hold all examples; `examples` are the indices to take,
        a multiple of m of them.
        """
        count = len(examples) // self.m
        start = first * self.m
        assert self._rows is not None
        rows.take(examples, 0, self._rows[start : start + len(examples)], "clip")  # clip: without a second buffer
        self.output.set_targets(slice(first, first + count), Y.take(examples, 1, mode="clip"))

    def set_rates(self, first: int, alphas: Array, steps: Array) -> None:
        """Learning rates and step numbers (1, 2, … since the optimiser was chosen) from position `first` on."""
        self._update.set_rates(self._rates, slice(first, first + len(alphas)), alphas, steps)

    def run(self, first: int, stop: int) -> None:
        """Train through the positions `first` … `stop` - 1."""
        per_position = self._calls_per_position
        _play(self._calls[first * per_position : stop * per_position])

    def propagate(self, position: int) -> None:
        """The forward and backward pass of one position, which leave its gradient in the weights."""
        _play(self._propagations[position])

    def update(self, position: int) -> None:
        """The update of one position."""
        _play(self._updates[position])

    def costs(self, first: int, stop: int) -> tuple[Array, Array]:
        """Two times (stop - first,) float64 of positions that have been trained through: J, L2 included, and its data
        term, without L2."""
        data_terms = self.output.losses()
        costs = data_terms if self._penalty is None else data_terms + self._penalty.costs()
        return costs[first:stop].astype(np.float64), data_terms[first:stop].astype(np.float64)


def _play(calls: Sequence[Call]) -> None:
    for call in calls:
        call()
