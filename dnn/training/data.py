"""The data of a run as training uses it: in the run's precision, with the row of ones, made once in a process."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dnn.configuration import RunConfig
from dnn.datasets import load_dataset
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


@dataclass(frozen=True, eq=False)
class TrainingData:
    """Both parts of a dataset and its task."""

    train: Part
    test: Part
    task: str

    @property
    def nbytes(self) -> int:
        """Bytes held, the rows counted whether they have been made yet or not."""
        return sum(2 * part.columns.nbytes + part.Y.nbytes for part in (self.train, self.test))


_CACHE: BoundedCache[TrainingData] = BoundedCache(entries=32, bytes=64_000_000)


def training_data(config: RunConfig) -> TrainingData:
    """The data of `config` in its precision. The same object for the same dataset while the cache holds it."""
    key = (config.dataset, config.hyperparameters.precision)
    data = _CACHE.get(key)
    if data is None:
        loaded = load_dataset(config.dataset)
        dtype = np.dtype(config.hyperparameters.precision)
        train, test = (_part(*XY, dtype) for XY in ((loaded.X_train, loaded.Y_train), (loaded.X_test, loaded.Y_test)))
        data = TrainingData(train, test, loaded.task)
        _CACHE.put(key, data, data.nbytes)
    return data


def _part(X: Array, Y: Array, dtype: np.dtype[Any]) -> Part:
    columns = aligned_zeros((X.shape[0] + 1, X.shape[1]), dtype)
    columns[:-1] = X
    columns[-1] = 1
    return Part(_read_only(columns), _read_only(Y.astype(dtype)))


def _read_only(array: Array) -> Array:
    array.setflags(write=False)
    return array
