"""The plan of a run: its weights, and the iteration blocks compiled for the batch sizes that it meets."""

from collections.abc import Sequence

import numpy as np

from dnn.optimizers import OPTIMIZERS, Constants
from dnn.training.memory import Array
from dnn.training.plan.iteration_block import IterationBlock
from dnn.training.plan.weights import Weights

MAX_BLOCK_NUMBERS = 32_768
"""Approximate maximum of numbers of input, and of four outputs, that an iteration block holds."""
MAX_BLOCK_WORK = 12_000_000
"""Approximate maximum of multiplications of an iteration block's forward passes: a few milliseconds, after which the
deadline is checked."""
MAX_BLOCK_ITERATIONS = 32


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
        self.weights = Weights(sizes, OPTIMIZERS[optimizer].slots, columns.dtype)
        self._kind = (activations, task, optimizer, constants, l2)
        whole = self.batch == self.m
        self._block = IterationBlock(
            self.weights, *self._kind, self._position_count(), self.batch, columns if whole else None
        )
        self._encoded = self._block.output.encode(Y)
        if whole:
            self._block.output.set_targets(slice(None), np.tile(self._encoded, (1, self._block.positions)))
        self._rest: IterationBlock | None = None

    @property
    def nbytes(self) -> int:
        """Approximate number of bytes that the plan holds."""
        weights, blocks = self.weights, [self._block, *([self._rest] if self._rest else [])]
        vectors = (4 + 2 * len(weights.slots)) * weights.count
        buffers = sum(g.m * (4 * sum(weights.sizes) + g.positions * 6 * weights.sizes[-1]) for g in blocks)
        inputs = self._block.positions * self.batch * weights.sizes[0]
        return int((vectors + buffers + inputs) * weights.theta.itemsize)

    def block_at(self, iteration: int, offset: int, length: int) -> tuple[IterationBlock, int, int]:
        """Position of the next iteration: (block, position in it, iterations that can follow in it).

        `iteration` updates have been done, `offset` examples of the epoch are used, the next batch has `length`.
        """
        if length < self.batch:
            if self._rest is None or self._rest.m != length:
                self._rest = IterationBlock(self.weights, *self._kind, 1, length)
            return self._rest, 0, 1
        block = self._block
        if self.batch == self.m:
            position = iteration % block.positions
            return block, position, block.positions - position
        remaining = (self.m - offset) // self.batch  # whole batches
        position = (self.m // self.batch - remaining) % block.positions
        return block, position, min(block.positions - position, remaining)

    def feed(self, block: IterationBlock, position: int, rows: Array, examples: Array) -> None:
        """Bring the batches of `examples`, indices into `rows` (m, n[0] + 1), to `block` from `position` on."""
        block.feed(position, rows, self._encoded, examples)

    def _position_count(self) -> int:
        """Number of iterations of an iteration block, from the configuration alone."""
        n_x, n_y = self.weights.sizes[0], self.weights.sizes[-1]
        numbers = max(4 * n_y, n_x if self.batch < self.m else 0) * self.batch
        positions = min(
            MAX_BLOCK_ITERATIONS, MAX_BLOCK_NUMBERS // numbers, MAX_BLOCK_WORK // (self.weights.count * self.batch)
        )
        batches = self.m // self.batch if self.batch < self.m else positions
        return -(-batches // -(-batches // max(positions, 1))) if batches else 1
