"""A cache of values that pages compute from a run, bounded in bytes: a hundred visitors share the memory."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from dnn.system.cache import BoundedCache

Value = TypeVar("Value")

SMALL = 1_000
"""Bytes counted for a value without arrays."""


class PageCache(Generic[Value]):
    """Values by key; a missing one is computed. Keys are plain values, so that they hold no arrays of a run."""

    def __init__(self, bytes: int, size: Callable[[Value], int] = lambda value: SMALL, entries: int = 500) -> None:
        self._cache: BoundedCache[tuple[Value]] = BoundedCache(entries, bytes)
        self._size = size

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of `key`, computed by `make` if it is not in the cache."""
        found = self._cache.get(key)
        if found is None:
            found = (make(),)
            self._cache.put(key, found, self._size(found[0]))
        return found[0]
