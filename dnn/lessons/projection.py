"""A picture of data with many features: their two principal components."""

from __future__ import annotations

import numpy as np

from dnn.activations import Array


def plane_of(X: Array) -> Array:
    """Two coordinates of each example: its features where there are two, else its two principal components.

    Args:
        X: (n_x, m) the examples as columns.

    Returns:
        (2, m); of a single feature the second coordinate is 0. Components as of Pearson 1901, their sign such that the
        largest weight is positive.
    """
    if X.shape[0] <= 2:
        return np.vstack([X, np.zeros((2 - X.shape[0], X.shape[1]), X.dtype)])  # (2, m)
    centred = X - X.mean(axis=1, keepdims=True)  # (n_x, m)
    _, directions = np.linalg.eigh(centred @ centred.T)  # (n_x, n_x), by size
    axes = directions[:, :-3:-1]  # (n_x, 2)
    largest = np.abs(axes).argmax(axis=0)  # (2,)
    axes = axes * np.sign(axes[largest, [0, 1]])  # (n_x, 2)
    return axes.T @ centred  # (2, m)
