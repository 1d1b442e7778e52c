"""The examples of a configuration, kept for as long as visitors use them."""

from __future__ import annotations

from functools import lru_cache

from dnn.configuration import DatasetConfig
from dnn.datasets import Data, load_dataset


@lru_cache(maxsize=64)
def examples(dataset: DatasetConfig) -> Data:
    """The data of a configuration, kept for as long as visitors use it; the arrays are read-only."""
    return load_dataset(dataset)
