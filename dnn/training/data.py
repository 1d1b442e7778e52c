"""The data of a run as training uses it: in the run's precision, with the row of ones, made once in a process."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
from dnn.datasets.contents import CONTENTS
from dnn.datasets.own_table import uses_content
from dnn.system.cache import BoundedCache
from dnn.training.memory import aligned_zeros

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Part:
    """The training or the test part of a dataset; its arrays cannot be written to."""

    columns: Array
    """(n_x + 1, m) the examples as columns, with a last row of ones."""
    Y: Array
    """(n_y, m)"""

    @property
    def X(self) -> Array:
        """(n_x, m)"""
        return self.columns[:-1]

    @property
    def m(self) -> int:
        """Number of examples."""
        return self.columns.shape[1]

    @cached_property
    def rows(self) -> Array:
        """(m, n_x + 1) the same examples as rows, from which mini-batches are gathered."""
        return _read_only(np.ascontiguousarray(self.columns.T))

    @cached_property
    def factors(self) -> tuple[Array, Array]:
        """Q (n_x, m), its columns orthonormal, and R (m, m), with X = Q R, worked out in float64; for n_x >= m."""
        Q, R = np.linalg.qr(self.X.astype(np.float64))
        return _read_only(_aligned(Q, self.columns.dtype)), _read_only(_aligned(R, self.columns.dtype))

    @staticmethod
    def of(X: Array, Y: Array) -> "Part":
        """The part of the examples X (n_x, m) and their labels Y (n_y, m), in X's precision."""
        columns = aligned_zeros((X.shape[0] + 1, X.shape[1]), X.dtype)
        columns[:-1] = X
        columns[-1] = 1
        return Part(_read_only(columns), _read_only(Y.astype(X.dtype)))


@dataclass(frozen=True, eq=False)
class TrainingData:
    """Both parts of a dataset and its task."""

    train: Part
    test: Part
    task: str

    @property
    def nbytes(self) -> int:
        """Bytes held; rows and factors count whether they have been made yet or not."""
        n_x, m = self.train.X.shape
        factors = (n_x + m) * m * self.train.columns.itemsize if n_x >= m else 0
        return factors + sum(2 * part.columns.nbytes + part.Y.nbytes for part in (self.train, self.test))


_CACHE: BoundedCache[TrainingData] = BoundedCache(entries=32, bytes=64_000_000)


def _forget(digest: str) -> None:
    """Forget the data of a table that is no longer to be there."""
    _CACHE.discard(lambda key: uses_content(key[0], digest))


CONTENTS.on_discard(_forget)


def training_data(config: RunConfig) -> TrainingData:
    """The data of `config` in its precision. The same object for the same dataset while the cache holds it."""
    key = (config.dataset, config.hyperparameters.precision)
    data = _CACHE.get(key)
    if data is None:
        discards = _CACHE.discards
        loaded = load_dataset(config.dataset)
        dtype = np.dtype(config.hyperparameters.precision)
        pairs = (loaded.X_train, loaded.Y_train), (loaded.X_test, loaded.Y_test)
        train, test = (Part.of(X.astype(dtype), Y) for X, Y in pairs)
        data = TrainingData(train, test, loaded.task)
        _CACHE.put(key, data, data.nbytes, discards)
    return data


def _aligned(array: Array, dtype: np.dtype[Any]) -> Array:
    copy = aligned_zeros(array.shape, dtype)
    copy[...] = array
    return copy


def _read_only(array: Array) -> Array:
    array.setflags(write=False)
    return array
