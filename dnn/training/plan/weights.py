"""The parameters of a plan: one flat vector, its gradient and the optimiser's slots, with a view for each layer.

Layer l takes the block [W | b] transposed, (n[l-1] + 1, n[l]), the bias as its last row. With a row of ones under
the activations, Z = [W | b] @ [A_previous; 1] is one matrix product, and dW and db come out of one as well. Stored
transposed, the rows of W alone are contiguous, and dA_previous needs no copy.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike

from dnn.network import parameters_in
from dnn.training.memory import Array, aligned_zeros


class LayerViews(NamedTuple):
    """Views of one layer in a flat vector."""

    augmented: Array  # (n_previous + 1, n)  [W | b] transposed
    W_transposed: Array  # (n_previous, n)
    b: Array  # (n,)


def layer_views(vector: Array, sizes: Sequence[int]) -> tuple[LayerViews, ...]:
    """Views of every layer in the flat (P,) `vector` of a network with `sizes` n[0] … n[L]."""
    views, start = [], 0
    for n_previous, n in pairwise(sizes):
        stop = start + (n_previous + 1) * n
        augmented = vector[start:stop].reshape(n_previous + 1, n)
        views.append(LayerViews(augmented, augmented[:n_previous], augmented[n_previous]))
        start = stop
    return tuple(views)


class Weights:
    """theta, its gradient and `slots` vectors of the optimiser, all (P,), in the order described above."""

    def __init__(self, sizes: Sequence[int], slots: int, dtype: DTypeLike) -> None:
        self.sizes = tuple(sizes)
        self.count = parameters_in(sizes)
        self.theta = aligned_zeros((self.count,), dtype)
        self.gradient = aligned_zeros((self.count,), dtype)
        self.slots = tuple(aligned_zeros((self.count,), dtype) for _ in range(slots))
        self._checkpoint = tuple(aligned_zeros((self.count,), dtype) for _ in range(1 + slots))
        self.layers = layer_views(self.theta, sizes)
        self.gradients = layer_views(self.gradient, sizes)

    def load(self, theta: Array, slots: Sequence[Array]) -> None:
        """Take theta and the slots from vectors in the order of dnn.network.flatten."""
        for vector, values in zip((self.theta, *self.slots), (theta, *slots), strict=True):
            self._scatter(values, vector)

    def unload(self) -> tuple[Array, tuple[Array, ...]]:
        """Copies of theta and of the slots in the order of dnn.network.flatten."""
        return self._gather(self.theta), tuple(self._gather(slot) for slot in self.slots)

    def checkpoint(self) -> None:
        """Copy theta and the slots as they are, for `restore`; much cheaper than `unload`."""
        for vector, saved in zip((self.theta, *self.slots), self._checkpoint, strict=True):
            np.copyto(saved, vector)

    def restore(self) -> None:
        """Copy back the last checkpoint."""
        for vector, saved in zip((self.theta, *self.slots), self._checkpoint, strict=True):
            np.copyto(vector, saved)

    def weight_mask(self) -> Array:
        """(P,) 1 at weights, 0 at biases."""
        mask = aligned_zeros((self.count,), self.theta.dtype)
        for views in layer_views(mask, self.sizes):
            views.W_transposed[...] = 1
        return mask

    def _scatter(self, values: Array, vector: Array) -> None:
        start = 0
        for W_transposed, b in self._parts(vector):
            n_previous, n = W_transposed.shape
            middle = start + n_previous * n
            np.copyto(W_transposed.T, values[start:middle].reshape(n, n_previous))
            np.copyto(b, values[middle : middle + n])
            start = middle + n

    def _gather(self, vector: Array) -> Array:
        values, start = np.empty_like(vector), 0
        for W_transposed, b in self._parts(vector):
            n_previous, n = W_transposed.shape
            middle = start + n_previous * n
            np.copyto(values[start:middle].reshape(n, n_previous), W_transposed.T)
            np.copyto(values[middle : middle + n], b)
            start = middle + n
        return values

    def _parts(self, vector: Array) -> list[tuple[Array, Array]]:
        return [(views.W_transposed, views.b) for views in layer_views(vector, self.sizes)]
