"""Datasets made anew for a test, and ways to inspect them."""

from __future__ import annotations

from typing import Any

import numpy as np

from dnn.configuration import DatasetConfig
from dnn.datasets import Data
from dnn.datasets.load import make_dataset

REAL = {"breast_cancer": (569, 30), "digits": (1_797, 64), "iris": (150, 4), "diabetes": (442, 10)}
"""Name -> how many examples, how many features."""


def configure(name: str, **settings: Any) -> DatasetConfig:
    """A dataset's configuration: its own defaults and `settings`."""
    return DatasetConfig.from_dict({"name": name, **settings})


def load(name: str, **settings: Any) -> Data:
    """The arrays of a dataset with its own defaults and `settings`."""
    return make_dataset(configure(name, **settings))


def labels_of(Y: np.ndarray) -> np.ndarray:
    """(m,) the class of each column of Y."""
    return Y.argmax(axis=0) if len(Y) > 1 else Y[0].astype(int)


def whole(data: Data) -> tuple[np.ndarray, np.ndarray]:
    """X (n_x, m) as drawn, and Y, of both parts together, in an order of their own."""
    X = np.hstack([data.X_train, data.X_test]) * data.scale + data.mean
    Y = np.hstack([data.Y_train, data.Y_test]) * data.target_scale + data.target_mean
    return X, Y


def sorted_columns(X: np.ndarray) -> np.ndarray:
    """The columns of X in an order that depends on nothing but their values, to 9 decimals."""
    return np.round(X, 9)[:, np.lexsort(np.round(X, 9))]
