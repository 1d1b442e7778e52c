"""A cache with limits in bytes and entries, for what a process holds between slices of many runs."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class BoundedCache(Generic[Value]):
    """Values that were used last, up to `entries` of them with `bytes` in all; the newest is held even if larger.

    Safe to use from several threads.
    """

    def __init__(self, entries: int, bytes: int) -> None:
        self._entries, self._bytes = entries, bytes
        self._values: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._total, self._discards = 0, 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._values)

    def take(self, key: Hashable) -> Value | None:
        """Remove and return the value at `key`; None when there is none. What was taken belongs to the taker."""
        with self._lock:
            value, size = self._values.pop(key, (None, 0))
            self._total -= size
            return value

    def get(self, key: Hashable) -> Value | None:
        """The value at `key`, which stays; None when there is none."""
        with self._lock:
            if key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key][0]

    @property
    def discards(self) -> int:
        """The number of times that values were to be forgotten on purpose."""
        return self._discards

    def put(self, key: Hashable, value: Value, size: int, discards: int | None = None) -> None:
        """Store `value` of `size` bytes at `key`, and forget what has not been used for longest. With `discards`, the
        number before the value was begun to be made, it is not stored if any were to be forgotten meanwhile: it may be
        among them."""
        with self._lock:
            if discards not in (None, self._discards):
                return
            self._total += size - self._values.pop(key, (None, 0))[1]
            self._values[key] = (value, size)
            while len(self._values) > 1 and (len(self._values) > self._entries or self._total > self._bytes):
                self._total -= self._values.popitem(last=False)[1][1]

    def find(self, is_meant: Callable[[Any], bool]) -> list[Value]:
        """The values of all keys for which `is_meant(key)` is true."""
        with self._lock:
            return [value for key, (value, _size) in self._values.items() if is_meant(key)]

    def discard_values(self, is_meant: Callable[[Value], bool]) -> list[Hashable]:
        """Forget the values that are meant; their keys."""
        with self._lock:
            self._discards += 1
            keys = [key for key, (value, _size) in self._values.items() if is_meant(value)]
            for key in keys:
                self._total -= self._values.pop(key)[1]
            return keys

    def discard(self, is_meant: Callable[[Any], bool]) -> list[Any]:
        """Forget the values of all keys for which `is_meant(key)` is true; those keys."""
        with self._lock:
            self._discards += 1
            keys = [key for key in self._values if is_meant(key)]
            for key in keys:
                self._total -= self._values.pop(key)[1]
            return keys
