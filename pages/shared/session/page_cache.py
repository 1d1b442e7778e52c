"""A cache of values that pages compute from a run, bounded in bytes: a hundred visitors share the memory."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

from dnn.configuration import DatasetConfig, RunConfig
from dnn.datasets.contents import CONTENTS
from dnn.datasets.own_table import uses_content
from dnn.system.cache import BoundedCache

Value = TypeVar("Value")

SMALL = 1_000
"""Bytes counted for a value without arrays."""


class PageCache(Generic[Value]):
    """Values by key; a missing one is computed. Keys are plain values, so that they hold no arrays of a run.

    What was computed on a visitor's table is forgotten with the table: its configuration is in the key.
    """

    def __init__(self, bytes: int, size: Callable[[Value], int] = lambda value: SMALL, entries: int = 500) -> None:
        self._cache: BoundedCache[tuple[Value]] = BoundedCache(entries, bytes)
        self._size = size
        CONTENTS.on_discard(self._forget)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of `key`, computed by `make` if it is not in the cache."""
        found = self._cache.get(key)
        if found is None:
            discards = self._cache.discards
            found = (make(),)
            self._cache.put(key, found, self._size(found[0]), discards)
        return found[0]

    def discard(self, is_meant: Callable[[Any], bool]) -> None:
        """Forget the values of all keys for which `is_meant(key)` is true."""
        self._cache.discard(is_meant)

    def _forget(self, digest: str) -> None:
        self.discard(lambda key: _is_on(key, digest))


def _is_on(key: object, digest: str) -> bool:
    """True if a part of the key is a configuration on the table with this digest."""
    if isinstance(key, tuple):
        return any(_is_on(part, digest) for part in key)
    dataset = key.dataset if isinstance(key, RunConfig) else key
    return isinstance(dataset, DatasetConfig) and uses_content(dataset, digest)
