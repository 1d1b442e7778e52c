"""The loops of tight_loop.c in Python, for numba to compile: two hidden layers of tanh, one sigmoid, batches of one
size. Examples are the fast index."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit

from dnn.activations import Array

compiled: Any = njit(fastmath=True, cache=False)


@compiled
def forward_layer(W: Array, b: Array, A_previous: Array, A: Array) -> None:
    """A = tanh(W A_previous + b), (n, m)."""
    n, n_previous, m = W.shape[0], W.shape[1], A.shape[1]
    for i in range(n):
        for k in range(m):
            A[i, k] = b[i, 0]
        for j in range(n_previous):
            for k in range(m):
                A[i, k] += W[i, j] * A_previous[j, k]
        for k in range(m):
            A[i, k] = math.tanh(A[i, k])


@compiled
def back_to(W: Array, dZ: Array, A_previous: Array, dZ_previous: Array) -> None:
    """dZ_previous = Wᵀ dZ ∗ (1 - A_previous²), (n_previous, m)."""
    n, n_previous, m = W.shape[0], W.shape[1], dZ.shape[1]
    for j in range(n_previous):
        for k in range(m):
            dZ_previous[j, k] = 0
        for i in range(n):
            for k in range(m):
                dZ_previous[j, k] += W[i, j] * dZ[i, k]
        for k in range(m):
            dZ_previous[j, k] *= 1 - A_previous[j, k] * A_previous[j, k]


@compiled
def update(W: Array, b: Array, dZ: Array, A_previous: Array, rate: float) -> None:
    """W := W - rate dZ A_previousᵀ, b := b - rate Σ dZ."""
    n, n_previous, m = W.shape[0], W.shape[1], dZ.shape[1]
    for i in range(n):
        total = rate * 0
        for k in range(m):
            total += dZ[i, k]
        b[i, 0] -= rate * total
        for j in range(n_previous):
            product = rate * 0
            for k in range(m):
                product += dZ[i, k] * A_previous[j, k]
            W[i, j] -= rate * product


@compiled
def train(order: Array, m: int, alpha: float, X: Array, Y: Array, matrices: Any) -> None:
    """Train on the examples of `order`, m in each iteration; it is one batch over and over where m is all of them."""
    (W1, b1), (W2, b2), (W3, b3) = matrices
    A1, A2 = np.empty((len(W1), m), X.dtype), np.empty((len(W2), m), X.dtype)
    dZ1, dZ2, dZ3 = np.empty_like(A1), np.empty_like(A2), np.empty((1, m), X.dtype)
    X_batch, Y_batch, is_full = np.empty((len(X), m), X.dtype), np.empty((1, m), X.dtype), m == X.shape[1]
    rate = alpha / m
    for t in range(len(order) // m):
        if t == 0 or not is_full:
            for k in range(m):
                example = order[t * m + k]
                Y_batch[0, k] = Y[0, example]
                for j in range(len(X)):
                    X_batch[j, k] = X[j, example]
        forward_layer(W1, b1, X_batch, A1)
        forward_layer(W2, b2, A1, A2)
        for k in range(m):
            z = b3[0, 0]
            for j in range(len(A2)):
                z += W3[0, j] * A2[j, k]
            dZ3[0, k] = 1 / (1 + math.exp(-z)) - Y_batch[0, k]
        back_to(W3, dZ3, A2, dZ2)
        back_to(W2, dZ2, A1, dZ1)
        update(W3, b3, dZ3, A2, rate)
        update(W2, b2, dZ2, A1, rate)
        update(W1, b1, dZ1, X_batch, rate)
