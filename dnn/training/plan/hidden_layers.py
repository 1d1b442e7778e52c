"""The hidden layers of a plan for batches of one size: their buffers, and the calls forward and backward.

Every activation buffer is (n[l] + 1, m) with a last row of ones, so that the bias is part of the matrix product.
ndarray.dot with a positional `out` is used for the products: on small matrices it costs a third of np.matmul.
"""

import itertools
from collections.abc import Sequence
from functools import cached_property, partial

import numpy as np

from dnn.training.memory import Array, Calls, aligned_zeros, padded
from dnn.training.plan.elementwise import DERIVATIVES_OF_A, Elementwise, elementwise
from dnn.training.plan.size import are_joined
from dnn.training.plan.weights import Weights


class HiddenLayers:
    """Layers 1 … L for batches of m examples. The output layer's Z and dZ are passed in: they differ by position."""

    def __init__(self, weights: Weights, activations: Sequence[str], m: int) -> None:
        """`activations` are those of the hidden layers 1 … L - 1."""
        self._weights, self._m = weights, m
        dtype, hidden = weights.theta.dtype, weights.sizes[1:-1]
        joined = are_joined(weights.sizes, activations, m)
        starts = [0, *itertools.accumulate(padded((n + 1) * m, dtype) for n in hidden)]
        A = aligned_zeros((starts[-1],), dtype)  # [A; 1] of all hidden layers, one after the other
        scratch = aligned_zeros((starts[-1] if joined else max(hidden, default=0) * m,), dtype)
        self._derivatives: Calls = DERIVATIVES_OF_A[activations[0]](A, scratch) if joined else []
        self._outputs: list[Array] = []  # [A; 1] of each, (n + 1, m)
        self._elementwise: list[Elementwise] = []
        for start, n, name in zip(starts, hidden, activations, strict=False):
            augmented = A[start : start + (n + 1) * m].reshape(n + 1, m)
            augmented[n] = 1
            own_scratch = scratch[start : start + n * m] if joined else scratch[: n * m]
            calls = elementwise(name, augmented[:n].ravel(), own_scratch)
            self._outputs.append(augmented)
            self._elementwise.append(Elementwise(calls.forward, partial(_times, own_scratch)) if joined else calls)

    @cached_property
    def _deltas(self) -> list[Array]:
        """dA of every hidden layer, (n, m). It is used up when that of the layer before is complete, so that two
        buffers take turns."""
        hidden, dtype = self._weights.sizes[1:-1], self._weights.theta.dtype
        turns = [aligned_zeros((max(hidden[turn::2], default=0) * self._m,), dtype) for turn in (0, 1)]
        return [turns[l % 2][: n * self._m].reshape(n, self._m) for l, n in enumerate(hidden)]

    def forward(self, X: Array, Z: Array, addend: Array | None = None) -> Calls:
        """Calls from X (n[0] + 1, m), its last row ones, to Z (n[L], m) of the output layer; `addend` (n[1], m) is
        added to Z of the first layer."""
        calls: Calls = []
        sources = [X, *self._outputs]
        targets = [*(augmented[:-1] for augmented in self._outputs), Z]
        for l, views in enumerate(self._weights.layers):
            calls.append(partial(views.augmented.T.dot, sources[l], targets[l]))  # (n, m)
            if l == 0 and addend is not None:
                calls.append(partial(np.add, targets[l], addend, targets[l]))
            if l < len(self._elementwise):
                calls.extend(self._elementwise[l].forward)
        return calls

    def backward(self, X: Array, dZ: Array) -> Calls:
        """Calls from dZ (n[L], m) of the output layer to the gradient of every layer."""
        calls: Calls = [*self._derivatives]
        sources = [X, *self._outputs]
        for l in range(len(sources) - 1, -1, -1):
            calls.append(partial(sources[l].dot, dZ.T, self._weights.gradients[l].augmented))  # (n_previous + 1, n)
            if l > 0:
                dA = self._deltas[l - 1]
                calls.append(partial(self._weights.layers[l].W_transposed.dot, dZ, dA))  # (n_previous, m)
                calls.extend(self._elementwise[l - 1].backward(dA.ravel()))
                dZ = dA
        return calls


def _times(derivative: Array, d: Array) -> Calls:
    """d * g'(z), where g'(z) is there already."""
    return [partial(np.multiply, d, derivative, d)]
