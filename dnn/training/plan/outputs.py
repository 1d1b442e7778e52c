"""The last layer of a plan: from Z to a multiple of dZ = A - Y, and the cost, for each task.

The cost is not needed to train, so it is worked out for a whole iteration block at once from the Z of its output
layers: a dozen NumPy calls for the block instead of a dozen for each iteration. Always the whole block is computed,
also when fewer of its positions are requested, so that a cost never depends on how a run is cut into slices.

Arrays of the whole block have the shape (positions, n, m): n outputs, m examples of one batch.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import DTypeLike

from dnn.losses import TASKS, Task
from dnn.training.memory import Array, Calls, aligned_zeros, constant


class Output(ABC):
    """The output layer of `positions` iterations with m examples each."""

    scale: float
    """The gradient that a plan computes is this times the gradient of the mean loss."""

    def __init__(self, positions: int, n: int, m: int, dtype: DTypeLike) -> None:
        self.Z = aligned_zeros((positions, n, m), dtype)
        self.targets = aligned_zeros((positions, n, m), dtype)
        self.m = m

    def set_targets(self, positions: slice, Y: Array) -> None:
        """Take Y, (n, m times the number of positions), as encoded by `encode`."""
        targets = self.targets[positions]
        count, n, m = targets.shape
        np.copyto(targets, Y.reshape(n, count, m).transpose(1, 0, 2))

    @staticmethod
    def encode(Y: Array) -> Array:
        """The form in which this output stores labels or values Y (n, m)."""
        return Y

    @abstractmethod
    def backward(self, position: int) -> tuple[Calls, Array]:
        """Calls that compute scale/m * m dZ from Z of one position, and the (n, m) buffer that holds it then."""

    @abstractmethod
    def losses(self) -> Array:
        """(positions,) mean loss of each position's batch, without L2."""


class BinaryOutput(Output):
    """Sigmoid and cross-entropy of one output. Labels are stored as s = 1 - 2y.

    With t = tanh(z/2), a = (1 + t)/2, so that 2 (a - y) = t + s: three calls. The loss of an example is
    log(1 + e^u) with u = s z, computed as max(u, 0) + log(1 + e^-|u|).
    """

    def __init__(self, positions: int, n: int, m: int, dtype: DTypeLike) -> None:
        super().__init__(positions, n, m, dtype)
        self.scale = 2.0 * m
        self._dZ = aligned_zeros((n, m), dtype)
        self._u, self._work = aligned_zeros(self.Z.shape, dtype), aligned_zeros(self.Z.shape, dtype)

    @staticmethod
    def encode(Y: Array) -> Array:
        return 1 - 2 * Y

    def backward(self, position: int) -> tuple[Calls, Array]:
        Z, s, dZ = self.Z[position].ravel(), self.targets[position].ravel(), self._dZ.ravel()
        half = constant(0.5, Z.dtype)
        calls = [partial(np.multiply, Z, half, dZ), partial(np.tanh, dZ, dZ), partial(np.add, dZ, s, dZ)]
        return list(calls), self._dZ

    def losses(self) -> Array:
        u, work = self._u, self._work
        np.multiply(self.Z, self.targets, u)
        np.absolute(u, work)
        np.add(u, work, u)  # 2 max(u, 0)
        np.multiply(u, 0.5, u)
        np.negative(work, work)
        np.exp(work, work)
        np.log1p(work, work)
        np.add(u, work, u)
        return np.add.reduce(u.reshape(len(u), -1), axis=1) / self.m


class MulticlassOutput(Output):
    """Softmax and cross-entropy. A = e^(Z - max) / sum; the loss of an example is log(sum) - (z_label - max).

    Of the sum, one term is e^0 = 1. It is left out and log(1 + the others) taken: where the others are tiny, 1 + them
    rounds to 1.
    """

    def __init__(self, positions: int, n: int, m: int, dtype: DTypeLike) -> None:
        super().__init__(positions, n, m, dtype)
        self.scale = float(m)
        self._maximum = aligned_zeros((m,), dtype)
        self._A = aligned_zeros((n, m), dtype)
        self._ones = np.ones((n, n), dtype)
        self._sums = aligned_zeros((positions, n, m), dtype)
        self._work, self._others = aligned_zeros(self.Z.shape, dtype), aligned_zeros((positions, 1, m), dtype)
        self._is_less = np.zeros(self.Z.shape, bool)

    def backward(self, position: int) -> tuple[Calls, Array]:
        Z, A, sums = self.Z[position], self._A, self._sums[position]
        flat_A = A.ravel()
        calls: Calls = [
            partial(np.maximum.reduce, Z, 0, None, self._maximum),
            partial(np.subtract, Z, self._maximum, Z),
            partial(np.exp, Z.ravel(), flat_A),
            partial(self._ones.dot, A, sums),  # every row is the sum over the classes: faster than a broadcast
            partial(np.divide, flat_A, sums.ravel(), flat_A),
            partial(np.subtract, flat_A, self.targets[position].ravel(), flat_A),
        ]
        return calls, A

    def losses(self) -> Array:
        np.multiply(self.Z, self.targets, self._work)
        labels = np.add.reduce(self._work.reshape(len(self._work), -1), axis=1)
        np.less(self.Z, 0, self._is_less)
        np.exp(self.Z, self._work)
        np.multiply(self._work, self._is_less, self._work)
        np.matmul(self._ones[:1], self._work, self._others)
        if np.count_nonzero(self._is_less) < self._is_less.size - self._others.size:  # classes share a largest z
            self._others += len(self._ones) - 1 - np.add.reduce(self._is_less, 1, keepdims=True)
        np.log1p(self._others, self._others)
        return (np.add.reduce(self._others[:, 0], axis=1) - labels) / self.m


class RegressionOutput(Output):
    """Identity and half the squared error; dZ itself is stored, and the loss is its square."""

    def __init__(self, positions: int, n: int, m: int, dtype: DTypeLike) -> None:
        super().__init__(positions, n, m, dtype)
        self.scale = float(m)
        self._dZ, self._work = aligned_zeros(self.Z.shape, dtype), aligned_zeros(self.Z.shape, dtype)

    def backward(self, position: int) -> tuple[Calls, Array]:
        dZ = self._dZ[position]
        return [partial(np.subtract, self.Z[position].ravel(), self.targets[position].ravel(), dZ.ravel())], dZ

    def losses(self) -> Array:
        np.square(self._dZ, self._work)
        return np.add.reduce(self._work.reshape(len(self._work), -1), axis=1) / (2 * self.m)


class GeneralOutput(Output):
    """The functions of a task in the registry themselves; slower than what is written for one task."""

    def __init__(self, task: Task, positions: int, n: int, m: int, dtype: DTypeLike) -> None:
        super().__init__(positions, n, m, dtype)
        self.scale = float(m)
        self._task, self._dZ = task, aligned_zeros((n, m), dtype)

    def backward(self, position: int) -> tuple[Calls, Array]:
        Z, Y, dZ = self.Z[position], self.targets[position], self._dZ
        return [lambda: np.subtract(self._task.output(Z), Y, dZ)], dZ

    def losses(self) -> Array:
        means = [self._task.cost(Z, Y) for Z, Y in zip(self.Z, self.targets, strict=True)]
        return np.array(means, self.Z.dtype)


OUTPUTS: dict[str, Callable[[int, int, int, DTypeLike], Output]] = {
    "binary": BinaryOutput,
    "multiclass": MulticlassOutput,
    "regression": RegressionOutput,
}
"""Name of a task -> the output layer written for it, where there is one: it is faster."""


def output_of(task: str, positions: int, n: int, m: int, dtype: DTypeLike) -> Output:
    """The output layer of a task for `positions` iterations with n outputs and m examples each."""
    written = OUTPUTS.get(task)
    return GeneralOutput(TASKS[task], positions, n, m, dtype) if written is None else written(positions, n, m, dtype)
