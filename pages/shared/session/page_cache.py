"""What pages compute from a run and keep for a while, bounded in bytes: a hundred visitors share the memory."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from dnn.system.cache import BoundedCache

Value = TypeVar("Value")

SMALL = 1_000
"""Bytes that a value without arrays counts for."""


class PageCache(Generic[Value]):
    """Values by key; one that is not kept is made. Keys are values themselves, so that they hold no run's arrays."""

    def __init__(self, bytes: int, size: Callable[[Value], int] = lambda value: SMALL, entries: int = 500) -> None:
        self._cache: BoundedCache[tuple[Value]] = BoundedCache(entries, bytes)
        self._size = size

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value at `key`, made by `make` where it is not kept."""
        found = self._cache.get(key)
        if found is None:
            found = (make(),)
            self._cache.put(key, found, self._size(found[0]))
        return found[0]
