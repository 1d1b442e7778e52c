"""W^[1] in the coordinates of the examples, for runs that have far more inputs than examples.

X = Q R, with Q (n_x, m) orthonormal: R (m, m) is a factor of the Gram matrix, RᵀR = XᵀX. W^[1] = V Qᵀ + U with U Q = 0,
so that W^[1] X = V R: no example sees U. The gradient dZ Xᵀ = (dZ Rᵀ) Qᵀ lies in the span of Q. So where an optimiser
treats all entries alike and linearly, V (n, m) trains as the W^[1] of a network with m inputs on the examples R does,
with the same costs and norms of gradients, while U is multiplied by numbers: under L2 by 1 - α λ/m, without it by 1.
"""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from dnn.configuration import Hyperparameters
from dnn.network import parameters_in
from dnn.optimizers import OPTIMIZERS
from dnn.training.data import Part, TrainingData
from dnn.training.memory import Array, aligned_zeros
from dnn.training.state import ReducedState, TrainingState

MIN_INPUT_RATIO = 4
"""Inputs for each example from which on the coordinates are used."""
MIN_SAMPLE_SPACE_INPUTS = 256
"""Inputs from which on they are: with fewer, an iteration is mostly calls."""


def uses_sample_space(sizes: Sequence[int], optimizer: str, m: int) -> bool:
    """True if a run with `sizes` n[0] … n[L] on m examples holds W^[1] in their coordinates; decided here alone."""
    return OPTIMIZERS[optimizer].is_linear and sizes[0] >= max(MIN_SAMPLE_SPACE_INPUTS, MIN_INPUT_RATIO * m)


def space_numbers(sizes: Sequence[int], slots: int) -> int:
    """Numbers of W^[1] and its slots, which a space holds, and a state of such a run once more."""
    return (1 + slots) * sizes[0] * sizes[1]


class SampleSpace:
    """The coordinates of one run, and what its W^[1], and the slots of that, have outside of them.

    Outside they are combinations of what they were when the run was loaded; the shares follow from the formula of the
    optimiser itself, applied to the shares.
    """

    def __init__(self, data: TrainingData, sizes: Sequence[int], slots: int) -> None:
        """`sizes` n[0] … n[L] are the run's own."""
        self._n_x, self._n = sizes[:2]
        self._count = parameters_in(sizes)
        self._Q, R = data.train.factors
        self._X_test = data.test.X
        self.data = TrainingData(Part.of(R, data.train.Y), Part.of(self._Q.T @ self._X_test, data.test.Y), data.task)
        """Both parts in the coordinates, with m inputs."""
        self.of_test = aligned_zeros((self._n, data.test.m), R.dtype)
        """(n[1], m_test) U X of the test part as `refresh_test` left it, to be added to its Z^[1]: V sees the rest."""
        self._outside = aligned_zeros((1 + slots, self._n, self._n_x), R.dtype)
        self._path = np.eye(1 + slots)[np.newaxis]  # (planned iterations + 1, 1 + slots, 1 + slots) shares
        self._made = 0
        self._checkpoint = self.factors

    @property
    def nbytes(self) -> int:
        """Bytes that it holds, the factors of the data aside."""
        parts = [array for part in (self.data.train, self.data.test) for array in (part.columns, part.columns, part.Y)]
        return sum(array.nbytes for array in (self._outside, self.of_test, *parts))

    @property
    def factors(self) -> Array:
        """(1 + slots, 1 + slots) shares of what was outside at the load in what W^[1] and each slot have there now."""
        factors: Array = self._path[self._made]
        return factors

    def load(self, state: TrainingState) -> tuple[Array, tuple[Array, ...]]:
        """Take a state of the run: θ and the slots (P',) of the network with m inputs."""
        for name in ("_products", "_outside_of_test"):
            self.__dict__.pop(name, None)
        reduced = state.reduced
        if reduced is not None and reduced.belongs_to(state):
            np.copyto(self._outside, reduced.outside)
            self._stand(reduced.factors)
            return reduced.theta, reduced.slots
        self._stand(np.eye(len(self._outside)))
        theta, *slots = (self._enter(k, vector) for k, vector in enumerate((state.theta, *state.slots)))
        return theta, tuple(slots)

    def unload(self, theta: Array, slots: Sequence[Array]) -> tuple[Array, tuple[Array, ...], ReducedState]:
        """θ and the slots (P,) of the run itself, and the state from which `load` goes on to the bit."""
        whole = tuple(self._leave(k, vector) for k, vector in enumerate((theta, *slots)))
        return whole[0], whole[1:], ReducedState(theta, tuple(slots), self._outside.copy(), self.factors, whole)

    def checkpoint(self) -> None:
        """Save the shares, for `restore`."""
        self._checkpoint = self.factors

    def restore(self) -> None:
        """Return to the last checkpoint."""
        self._stand(self._checkpoint)

    def plan(self, hyperparameters: Hyperparameters, alphas: Array, steps: Array, m: int) -> None:
        """Work out the shares of the next iterations, on batches of m examples, with these learning rates and step
        numbers."""
        optimizer, decay = OPTIMIZERS[hyperparameters.optimizer], hyperparameters.l2 / m
        path, self._made = [self.factors], 0
        if not (decay or optimizer.slots):
            self._path = np.broadcast_to(path[0], (len(alphas) + 1, 1, 1))
            return
        for alpha, t in zip(alphas.tolist(), steps.tolist(), strict=True):
            now, *slots = path[-1]
            after, slots_after = optimizer.update(now, decay * now, tuple(slots), alpha, t, hyperparameters)
            path.append(np.array([after, *slots_after]))
        self._path = np.array(path)

    def move(self, made: int) -> None:
        """Stand where `made` of the planned iterations are over."""
        self._made = made

    def squares(self, count: int) -> Array:
        """(count,) ‖U‖² before each of the planned iterations, float64."""
        return self._squares(self._path[:count, 0])

    def norm(self) -> float:
        """‖U‖ now."""
        return float(np.sqrt(self._squares(self.factors[:1])[0]))

    def norm_of_step(self) -> float:
        """‖ΔU‖ of the next planned iteration."""
        step = self._path[self._made + 1, :1] - self.factors[:1]
        return float(np.sqrt(self._squares(step)[0]))

    def refresh_test(self) -> None:
        """Compute `of_test` for the weights as they are now."""
        shares = self.factors[0].astype(self.of_test.dtype)
        np.copyto(self.of_test, sum(share * Z for share, Z in zip(shares, self._outside_of_test, strict=True)))

    def _stand(self, factors: Array) -> None:
        self._path, self._made = factors[np.newaxis], 0

    def _enter(self, k: int, vector: Array) -> Array:
        U, stop = self._outside[k], self._n * self._n_x
        np.copyto(U, vector[:stop].reshape(U.shape))
        V = U.dot(self._Q)  # (n, m)
        np.subtract(U, V.dot(self._Q.T), U)  # (n, n_x)
        return np.concatenate([V.ravel(), vector[stop:]])

    def _leave(self, k: int, vector: Array) -> Array:
        middle, stop = self._n * self._Q.shape[1], self._n * self._n_x
        whole = np.empty(self._count, vector.dtype)
        W = whole[:stop].reshape(self._n, self._n_x)
        vector[:middle].reshape(self._n, -1).dot(self._Q.T, W)  # (n, n_x)
        for share, U in zip(self.factors[k], self._outside, strict=True):
            if share:
                W += U if share == 1 else U.dtype.type(share) * U  # (n, n_x)
        whole[stop:] = vector[middle:]
        return whole

    def _squares(self, shares: Array) -> Array:
        """(k,) squared norms of combinations of what was outside at the load, by their shares (k, 1 + slots)."""
        squares: Array = np.einsum("ki,ij,kj->k", shares, self._products, shares)
        return np.maximum(squares, 0)

    @cached_property
    def _products(self) -> Array:
        """(1 + slots, 1 + slots) inner products of what was outside at the load."""
        flat = self._outside.reshape(len(self._outside), -1).astype(np.float64)  # (1 + slots, n n_x)
        return np.array([[one.dot(other) for other in flat] for one in flat])

    @cached_property
    def _outside_of_test(self) -> list[Array]:
        """(n, m_test) what each of those makes of the test part."""
        return [U.dot(self._X_test) for U in self._outside]
