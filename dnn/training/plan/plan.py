"""The plan of a run: its weights, and the iteration blocks compiled for the batch sizes that it meets."""

from collections.abc import Sequence

import numpy as np

from dnn.optimizers import OPTIMIZERS, Constants
from dnn.training.memory import Array
from dnn.training.plan.evaluator import Evaluator
from dnn.training.plan.iteration_block import IterationBlock
from dnn.training.plan.sample_space import SampleSpace
from dnn.training.plan.size import batch_numbers, penalty_numbers, position_count, weight_numbers
from dnn.training.plan.weights import Weights


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
        space: SampleSpace | None = None,
    ) -> None:
        """`columns` (n[0] + 1, m) and `Y` (n[L], m) are the training part, `batch` the length of a whole batch, `space`
        the coordinates that `columns` are in, where these are not the run's own inputs."""
        self.space = space
        self.m = columns.shape[1]
        self.batch = min(batch, self.m)
        self.weights = Weights(sizes, OPTIMIZERS[optimizer].slots, columns.dtype)
        self._kind = (activations, task, optimizer, constants, l2)
        whole = self.batch == self.m
        positions = position_count(sizes, self.batch, self.m)
        self._block = IterationBlock(self.weights, *self._kind, positions, self.batch, columns if whole else None)
        self._encoded = self._block.output.encode(Y)
        if whole:
            self._block.output.set_targets(slice(None), np.tile(self._encoded, (1, self._block.positions)))
        self._rest: IterationBlock | None = None
        numbers = weight_numbers(sizes, len(self.weights.slots)) + batch_numbers(sizes, activations, self.batch, self.m)
        numbers += penalty_numbers(sizes, self.batch, self.m) if l2 else 0
        self._bytes = numbers * columns.dtype.itemsize + (space.nbytes if space is not None else 0)
        self._evaluators: dict[str, Evaluator] = {}

    @property
    def nbytes(self) -> int:
        """Bytes that the plan holds, the shorter last batch of an epoch counted whether it has come or not, evaluators
        when they have been made."""
        return self._bytes + sum(each.nbytes for each in self._evaluators.values())

    def evaluator(self, name: str, columns: Array, addend: Array | None = None) -> Evaluator:
        """The evaluator of one part of the data, "train" or "test", made when it is first asked for."""
        if name not in self._evaluators:
            self._evaluators[name] = Evaluator(self.weights, self._kind[0], columns, addend)
        return self._evaluators[name]

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
