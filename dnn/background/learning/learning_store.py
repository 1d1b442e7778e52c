"""The store of progress and lessons as pages ask for it: how far a learner is in each, and what visitors bring in.

What cannot be written to the database at present is held in memory until it can, so that a learner goes on.
"""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from threading import Lock

from dnn.background.learning.limits import (
    MAX_LESSON_TITLE,
    check_digest,
    check_document,
    check_name,
    check_text,
    check_waiting,
)
from dnn.background.learning.memory_rows import MemoryRows
from dnn.background.learning.rows import LearningLimits, LearningRows
from dnn.background.learning.stored import StoredLesson, StoredProgress, to_bytes
from dnn.background.settings import Settings
from dnn.background.store.making import DAY, MEGABYTE
from dnn.background.store.names import stored_name
from dnn.background.store.protocol import StoreAway
from dnn.system.cache import BoundedCache

KNOWN, KNOWN_BYTES = 5_000, 20_000_000
"""Progress that is remembered for when the database is away."""
KNOWN_SECONDS = 600.0
"""Seconds after which it is not believed any more: another server may have changed or deleted it."""
NOTED_SECONDS = 3_600.0
"""Seconds after which it is noted again that a lesson is used."""

log = logging.getLogger(__name__)


class LearningStore:
    """Progress and lessons in memory, and in a database where there is one. Every method may be called from any thread,
    without the manager's lock, and may take milliseconds.

    All that reads, lists or deletes raises StoreAway where the database has to be asked and cannot be reached: a
    learner who has progress must not be taken for one who has none, or what she writes next would stand in its place.

    Args:
        database: rows that outlive the server; None where nothing does.
        clock: seconds since 1970.
    """

    def __init__(
        self, settings: Settings, database: LearningRows | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self._database, self._now = database, clock
        megabytes = settings.kept_learning_megabytes if database is None else settings.stored_learning_megabytes
        self._limits = LearningLimits(
            begun=settings.begun_lessons_per_visitor,
            own=settings.lessons_per_visitor,
            lessons=settings.stored_lessons,
            bytes=MEGABYTE * megabytes,
            seconds=settings.stored_days * DAY,
        )
        self._waiting_bytes = MEGABYTE * settings.kept_learning_megabytes
        self._memory = MemoryRows()
        self._known: BoundedCache[tuple[float, StoredProgress]] = BoundedCache(KNOWN, KNOWN_BYTES)
        self._used: dict[str, float] = {}
        self._noted: dict[str, float] = {}
        self._moving = Lock()  # held while rows move from memory to the database, or are deleted

    # What pages ask of it.

    def progress(self, owner: str, lesson: str) -> StoredProgress | None:
        """The progress of a learner in a lesson; None where there is none. While the database is away, what was known
        of it within KNOWN_SECONDS.

        Raises:
            StoreAway: it cannot be known at present.
        """
        waiting, discards = self._memory.progress(owner, lesson), self._known.discards
        if self._database is None:
            return waiting
        try:
            found = _later(waiting, self._database.progress(owner, lesson))
        except StoreAway:
            known = waiting or self._known_lately(owner, lesson)
            if known is None:
                raise
            return known
        if found is not None:
            self._remember(owner, found, discards)
        return found

    def all_progress(self, owner: str) -> list[StoredProgress]:
        """The progress of a learner in all lessons, the latest first. Raises StoreAway."""
        found: dict[str, StoredProgress] = {}
        for rows in self._layers():
            for progress in rows.all_progress(owner):
                found[progress.lesson] = _later(found.get(progress.lesson), progress) or progress
        return sorted(found.values(), key=lambda progress: (-progress.updated, progress.lesson))

    def put_progress(self, owner: str, lesson: str, document: str) -> None:
        """Store the progress of a learner in a lesson, in place of what there was: written down when this returns,
        unless the database is away.

        Raises:
            LimitReached: the document is too long, there is progress in as many other lessons as may be, or no room.
            ConfigurationError: no name of a lesson.
        """
        check_name(lesson)
        size, discards = check_document(document), self._known.discards
        progress = StoredProgress(lesson, document, self._now())
        if self._database is not None:
            try:
                self._database.put_progress(owner, progress, self._limits)
            except StoreAway:
                log.warning("Progress is held in memory until it can be written down.")
                waiting = self._memory.progress(owner, lesson)
                more = size - (0 if waiting is None else len(to_bytes(waiting.document)))
                check_waiting(self._memory.bytes, more, self._waiting_bytes)
            else:
                self._memory.drop_progress(owner, lesson, progress.updated)
                self._remember(owner, progress, discards)
                return
        self._memory.put_progress(owner, progress, self._limits)
        self._trim_memory()

    def remove_progress(self, owner: str, lesson: str) -> None:
        """Delete the progress of a learner in a lesson for good, if there is any. Raises StoreAway."""
        with self._moving:
            for rows in reversed(self._layers()):
                rows.remove_progress(owner, lesson)
        self._known.discard(lambda key: key == (owner, lesson))

    def put_lesson(self, owner: str, digest: str, title: str, text: str) -> None:
        """Store a lesson of a visitor's own. One that she has already gets this title.

        Args:
            digest: the hash of the text, computed by whoever calls this, never one that came from outside.

        Raises:
            LimitReached: the text is too long, she has as many as she may, or there is no room.
            ConfigurationError: no hash.
        """
        check_digest(digest)
        size, now = check_text(text), self._now()
        lesson = StoredLesson(digest, stored_name(title, MAX_LESSON_TITLE), now, now, size)
        if self._database is not None:
            try:
                self._database.put_lesson(owner, lesson, text, self._limits)
            except StoreAway:
                log.warning("A lesson is held in memory until it can be written down.")
                check_waiting(self._memory.bytes, size, self._waiting_bytes)
            else:
                self._memory.remove_lesson(owner, digest)
                return
        self._memory.put_lesson(owner, lesson, text, self._limits)
        self._trim_memory()

    def lesson(self, digest: str) -> str | None:
        """The text of a lesson, whosever it is: whoever has the hash, from a link, may use it. None where there is
        none. Raises StoreAway."""
        found = next((text for rows in self._layers() if (text := rows.text(digest)) is not None), None)
        now = self._now()
        if found is not None and now - self._noted.get(digest, -math.inf) >= NOTED_SECONDS:
            self._used[digest] = now
        return found

    def lessons(self, owner: str) -> list[StoredLesson]:
        """The lessons of a visitor's own, the latest first. Raises StoreAway."""
        found = {lesson.digest: lesson for rows in self._layers() for lesson in rows.lessons(owner)}
        return sorted(found.values(), key=lambda lesson: (-lesson.created, lesson.digest))

    def remove_lesson(self, owner: str, digest: str) -> None:
        """Delete the owner's lesson for good, if there is one: its link leads nowhere then, unless somebody else has
        brought in the same. Raises StoreAway."""
        with self._moving:
            for rows in reversed(self._layers()):
                rows.remove_lesson(owner, digest)

    def delete_all(self, owner: str) -> int:
        """Delete all progress and all lessons of an owner for good; how many rows there were. Raises StoreAway."""
        with self._moving:
            count = sum(rows.remove_all(owner) for rows in reversed(self._layers()))
        self._known.discard(lambda key: key[0] == owner)
        return count

    # What the upkeep asks of it.

    def write_down(self) -> None:
        """Write what is in memory until it can be written to the database, whether there is room or not: what has
        waited there is bounded. Raises StoreAway."""
        if self._database is None:
            return
        all_progress, lessons = self._memory.waiting()
        for owner, progress in all_progress:
            with self._moving:  # nothing is written that its owner deletes meanwhile, or has deleted
                if self._memory.progress(owner, progress.lesson) is progress:
                    self._database.put_progress(owner, progress, None)
                    self._memory.drop_progress(owner, progress.lesson, progress.updated)
        for owner, digest in lessons:
            with self._moving:
                held = self._memory.lesson_and_text(owner, digest)
                if held is not None:
                    self._database.put_lesson(owner, *held, None)
                    self._memory.remove_lesson(owner, digest)

    def note_use(self) -> None:
        """Write down which lessons were used since this was asked last, so that their age begins anew. Raises
        StoreAway."""
        now, used = self._now(), dict(self._used)
        for rows in self._layers() if used else ():
            rows.note_use(list(used), now)
        self._noted = {digest: at for digest, at in self._noted.items() if now - at < NOTED_SECONDS}
        self._noted |= dict.fromkeys(used, now)
        for digest in used:
            self._used.pop(digest, None)

    def trim(self) -> int:
        """Delete progress and lessons that are too old, and those that are too much; how many. Raises StoreAway."""
        rows = self._memory if self._database is None else self._database
        return rows.trim(self._limits, self._now())

    def _layers(self) -> tuple[LearningRows, ...]:
        """Memory, and the database where there is one, in the order in which they are asked."""
        return (self._memory,) if self._database is None else (self._memory, self._database)

    def _trim_memory(self) -> None:
        """Let the oldest go where memory is all there is and holds too much."""
        if self._database is None and self._memory.is_over(self._limits.bytes):
            self.trim()

    def _remember(self, owner: str, progress: StoredProgress, discards: int) -> None:
        self._known.put((owner, progress.lesson), (self._now(), progress), len(progress.document), discards)

    def _known_lately(self, owner: str, lesson: str) -> StoredProgress | None:
        seen, known = self._known.get((owner, lesson)) or (-math.inf, None)
        return known if self._now() - seen < KNOWN_SECONDS else None


def _later(one: StoredProgress | None, other: StoredProgress | None) -> StoredProgress | None:
    """Of two states of progress that which was stored later."""
    there = [each for each in (one, other) if each is not None]
    return max(there, key=lambda progress: progress.updated, default=None)
