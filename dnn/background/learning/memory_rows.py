"""Rows of progress and of own lessons in the memory of this process: they end with it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from dnn.background.learning.limits import check_begun, check_own
from dnn.background.learning.rows import LearningLimits
from dnn.background.learning.stored import StoredLesson, StoredProgress, to_bytes

Key = tuple[str, str]
"""An owner, and the name or the digest of a lesson."""


class _Sized(Protocol):
    @property
    def bytes(self) -> int: ...


Row = TypeVar("Row", bound=_Sized)


@dataclass(frozen=True)
class _Progress:
    stored: StoredProgress
    bytes: int


@dataclass(frozen=True)
class _Lesson:
    stored: StoredLesson
    text: str

    @property
    def bytes(self) -> int:
        return self.stored.bytes


class _Rows(Generic[Row]):
    """Rows by key, whose bytes are counted."""

    def __init__(self) -> None:
        self._rows: dict[Key, Row] = {}
        self.bytes = 0

    def get(self, key: Key) -> Row | None:
        return self._rows.get(key)

    def set(self, key: Key, row: Row) -> None:
        self.pop(key)
        self._rows[key] = row
        self.bytes += row.bytes

    def pop(self, key: Key) -> bool:
        row = self._rows.pop(key, None)
        self.bytes -= 0 if row is None else row.bytes
        return row is not None

    def items(self) -> list[tuple[Key, Row]]:
        return list(self._rows.items())

    def of(self, owner: str) -> dict[Key, Row]:
        return {key: row for key, row in self._rows.items() if key[0] == owner}

    def keep(self, age: Callable[[Row], float], oldest: float, count: float, bytes: int) -> int:
        """Delete what is older, and of the rest the oldest rows that are too many, or too large; how many."""
        before = len(self._rows)
        for key, row in sorted(self._rows.items(), key=lambda item: (age(item[1]), item[0])):
            if age(row) >= oldest and len(self._rows) <= count and self.bytes <= bytes:
                break
            self.pop(key)
        return before - len(self._rows)


class MemoryRows:
    """Rows in memory alone."""

    def __init__(self) -> None:
        self._progress: _Rows[_Progress] = _Rows()
        self._lessons: _Rows[_Lesson] = _Rows()
        self._lock = threading.Lock()

    @property
    def bytes(self) -> int:
        """Bytes of all documents and texts."""
        return self._progress.bytes + self._lessons.bytes

    def is_over(self, limit: int) -> bool:
        """True if all documents take more than so many bytes, or all texts do."""
        return max(self._progress.bytes, self._lessons.bytes) > limit

    def progress(self, owner: str, lesson: str) -> StoredProgress | None:
        """The progress of an owner in a lesson."""
        with self._lock:
            row = self._progress.get((owner, lesson))
            return None if row is None else row.stored

    def all_progress(self, owner: str) -> list[StoredProgress]:
        """The progress of an owner in all lessons."""
        with self._lock:
            return [row.stored for row in self._progress.of(owner).values()]

    def put_progress(self, owner: str, progress: StoredProgress, limits: LearningLimits | None) -> None:
        """Have progress in place of what there is of this owner and lesson."""
        key = (owner, progress.lesson)
        with self._lock:
            there = self._progress.get(key)
            if limits is None and there is not None and there.stored.updated > progress.updated:
                return
            if limits is not None and there is None:
                check_begun(len(self._progress.of(owner)), limits.begun)
            self._progress.set(key, _Progress(progress, len(to_bytes(progress.document))))

    def remove_progress(self, owner: str, lesson: str) -> None:
        """Delete the progress of an owner in a lesson."""
        with self._lock:
            self._progress.pop((owner, lesson))

    def drop_progress(self, owner: str, lesson: str, until: float) -> None:
        """Forget progress that was not updated after a moment: it is written down elsewhere."""
        with self._lock:
            row = self._progress.get((owner, lesson))
            if row is not None and row.stored.updated <= until:
                self._progress.pop((owner, lesson))

    def put_lesson(self, owner: str, lesson: StoredLesson, text: str, limits: LearningLimits | None) -> None:
        """Have a lesson, and not too many."""
        key = (owner, lesson.digest)
        with self._lock:
            there = self._lessons.get(key)
            if there is not None:
                stored = replace(there.stored, title=lesson.title, used=lesson.used)
                self._lessons.set(key, replace(there, stored=stored))
                return
            if limits is not None:
                check_own(len(self._lessons.of(owner)), limits.own)
            self._lessons.set(key, _Lesson(lesson, text))
            if limits is not None:
                self._lessons.keep(_used, float("-inf"), limits.lessons, limits.bytes)

    def text(self, digest: str) -> str | None:
        """The text of a digest, that which was brought in first."""
        with self._lock:
            found = [row for (_owner, held), row in self._lessons.items() if held == digest]
            return min(found, key=lambda row: row.stored.created).text if found else None

    def lessons(self, owner: str) -> list[StoredLesson]:
        """The lessons of an owner."""
        with self._lock:
            return [row.stored for row in self._lessons.of(owner).values()]

    def lesson_and_text(self, owner: str, digest: str) -> tuple[StoredLesson, str] | None:
        """A lesson with its text; None where there is none."""
        with self._lock:
            row = self._lessons.get((owner, digest))
            return None if row is None else (row.stored, row.text)

    def remove_lesson(self, owner: str, digest: str) -> None:
        """Delete the owner's lesson."""
        with self._lock:
            self._lessons.pop((owner, digest))

    def note_use(self, digests: Collection[str], now: float) -> None:
        """Have these lessons used now."""
        with self._lock:
            for key, row in self._lessons.items():
                if key[1] in digests:
                    self._lessons.set(key, replace(row, stored=replace(row.stored, used=now)))

    def remove_all(self, owner: str) -> int:
        """Delete all rows of an owner."""
        with self._lock:
            return _popped(self._progress, owner) + _popped(self._lessons, owner)

    def trim(self, limits: LearningLimits, now: float) -> int:
        """Delete what is too old or too much."""
        oldest = now - limits.seconds
        with self._lock:
            gone = self._progress.keep(_updated, oldest, float("inf"), limits.bytes)
            return gone + self._lessons.keep(_used, oldest, limits.lessons, limits.bytes)

    def waiting(self) -> tuple[Iterable[tuple[str, StoredProgress]], Iterable[Key]]:
        """All progress, each with its owner, and owners and digests of all lessons."""
        with self._lock:
            progress = [(owner, row.stored) for (owner, _lesson), row in self._progress.items()]
            return progress, [key for key, _row in self._lessons.items()]


def _updated(row: _Progress) -> float:
    return row.stored.updated


def _used(row: _Lesson) -> float:
    return row.stored.used


def _popped(rows: _Rows[_Progress] | _Rows[_Lesson], owner: str) -> int:
    return sum([rows.pop(key) for key in rows.of(owner)])
