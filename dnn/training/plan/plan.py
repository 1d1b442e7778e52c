"""The plan of a run: its weights, and the groups of iterations compiled for the batch sizes that it meets."""

from collections.abc import Sequence

import numpy as np

from dnn.optimizers import Constants
from dnn.training.memory import Array
from dnn.training.plan.iteration_block import IterationBlock
from dnn.training.plan.updates import UPDATES
from dnn.training.plan.weights import Weights

GROUP_NUMBERS = 32_768
"""About how many numbers of input, and of four outputs, a group holds at most."""
GROUP_WORK = 12_000_000
"""About how many multiplications a group's forward passes take at most: a few milliseconds, and then the clock is
looked at."""
GROUP_PLACES = 32


class Plan:
    """Everything that training one kind of run needs, allocated once. Only one run may use it at a time.

    Nothing in it outlasts a slice: `Weights.load` overwrites all that the next run would see.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        activations: Sequence[str],
        task: str,
        optimizer: str,
        constants: Constants,
        l2: float,
        batch: int,
        columns: Array,
        Y: Array,
    ) -> None:
        """`columns` (n[0] + 1, m) and `Y` (n[L], m) are the training part, `batch` the length of a whole batch."""
        self.m = columns.shape[1]
        self.batch = min(batch, self.m)
        self.weights = Weights(sizes, UPDATES[optimizer].slots, columns.dtype)
        self._kind = (activations, task, optimizer, constants, l2)
        whole = self.batch == self.m
        self._group = IterationBlock(self.weights, *self._kind, self._places(), self.batch, columns if whole else None)
        self._encoded = self._group.output.encode(Y)
        if whole:
            self._group.output.set_targets(slice(None), np.tile(self._encoded, (1, self._group.places)))
        self._rest: IterationBlock | None = None

    @property
    def nbytes(self) -> int:
        """About how many bytes the plan holds."""
        weights, groups = self.weights, [self._group, *([self._rest] if self._rest else [])]
        vectors = (4 + 2 * len(weights.slots)) * weights.count
        buffers = sum(g.m * (4 * sum(weights.sizes) + g.places * 6 * weights.sizes[-1]) for g in groups)
        inputs = self._group.places * self.batch * weights.sizes[0]
        return int((vectors + buffers + inputs) * weights.theta.itemsize)

    def group_at(self, iteration: int, offset: int, length: int) -> tuple[IterationBlock, int, int]:
        """Where the next iteration runs: (group, place in it, iterations that can follow there from that place).

        `iteration` updates have been done, `offset` examples of the epoch are used, the next batch has `length`.
        """
        if length < self.batch:
            if self._rest is None or self._rest.m != length:
                self._rest = IterationBlock(self.weights, *self._kind, 1, length)
            return self._rest, 0, 1
        group = self._group
        if self.batch == self.m:
            place = iteration % group.places
            return group, place, group.places - place
        remaining = (self.m - offset) // self.batch  # whole batches
        place = (self.m // self.batch - remaining) % group.places
        return group, place, min(group.places - place, remaining)

    def feed(self, group: IterationBlock, place: int, rows: Array, examples: Array) -> None:
        """Bring the batches of `examples`, indices into `rows` (m, n[0] + 1), to `group` from `place` on."""
        group.feed(place, rows, self._encoded, examples)

    def _places(self) -> int:
        """How many iterations make a group, from the configuration alone."""
        n_x, n_y = self.weights.sizes[0], self.weights.sizes[-1]
        numbers = max(4 * n_y, n_x if self.batch < self.m else 0) * self.batch
        places = min(GROUP_PLACES, GROUP_NUMBERS // numbers, GROUP_WORK // (self.weights.count * self.batch))
        batches = self.m // self.batch if self.batch < self.m else places
        return -(-batches // -(-batches // max(places, 1))) if batches else 1
