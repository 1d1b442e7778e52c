"""Rows of progress and of own lessons in the database of runs."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Column, ColumnElement, Connection, Table, delete, func, insert, select, text, tuple_, update

from dnn.background.learning.limits import check_begun, check_own
from dnn.background.learning.rows import LearningLimits
from dnn.background.learning.stored import StoredLesson, StoredProgress, from_bytes, to_bytes
from dnn.background.store.database import ADVISORY_LOCK, FAILURES, Database
from dnn.background.store.protocol import StoreAway
from dnn.background.store.tables import LESSON_PROGRESS, OWN_LESSONS
from dnn.text.messages import Text

AWAY = Text(
    "Expected the stored progress and lessons to be within reach, and at present they are not; try again in a minute."
)
LOCK = ADVISORY_LOCK + 2
"""Number of the locks of PostgreSQL under which rows of one owner, or lessons, are written."""
ALL_LESSONS = ""
"""The lock of all lessons, in the place of an owner."""

log = logging.getLogger(__name__)


class DatabaseRows:
    """Rows in two tables of a database, which the store of runs opens and closes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def progress(self, owner: str, lesson: str) -> StoredProgress | None:
        """The progress of an owner in a lesson."""
        columns = LESSON_PROGRESS.c
        with self._reading() as connection:
            row = connection.execute(
                select(columns.document, columns.updated).where(columns.owner == owner, columns.lesson == lesson)
            ).one_or_none()
        return None if row is None else StoredProgress(lesson, from_bytes(row.document), row.updated)

    def all_progress(self, owner: str) -> list[StoredProgress]:
        """The progress of an owner in all lessons."""
        columns = LESSON_PROGRESS.c
        query = select(columns.lesson, columns.document, columns.updated).where(columns.owner == owner)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [StoredProgress(row.lesson, from_bytes(row.document), row.updated) for row in rows]

    def put_progress(self, owner: str, progress: StoredProgress, limits: LearningLimits | None) -> None:
        """Have progress in place of what there is of this owner and lesson."""
        hers = LESSON_PROGRESS.c.owner == owner
        is_meant = hers & (LESSON_PROGRESS.c.lesson == progress.lesson)
        document = to_bytes(progress.document)
        values = {"updated": progress.updated, "bytes": len(document), "document": document}
        with self._writing(owner) as connection:
            there = connection.execute(select(LESSON_PROGRESS.c.updated).where(is_meant)).scalar()
            if there is None:
                if limits is not None:
                    check_begun(_count(connection, LESSON_PROGRESS, hers), limits.begun)
                named = {"owner": owner, "lesson": progress.lesson}
                connection.execute(insert(LESSON_PROGRESS).values(named | values))
            elif limits is not None or there <= progress.updated:
                connection.execute(update(LESSON_PROGRESS).where(is_meant).values(values))

    def remove_progress(self, owner: str, lesson: str) -> None:
        """Delete the progress of an owner in a lesson."""
        is_meant = (LESSON_PROGRESS.c.owner == owner) & (LESSON_PROGRESS.c.lesson == lesson)
        with self._writing(owner) as connection:
            connection.execute(delete(LESSON_PROGRESS).where(is_meant))

    def put_lesson(self, owner: str, lesson: StoredLesson, text: str, limits: LearningLimits | None) -> None:
        """Have a lesson, and not too many."""
        hers = OWN_LESSONS.c.owner == owner
        again = update(OWN_LESSONS).where(hers & (OWN_LESSONS.c.digest == lesson.digest))
        data = to_bytes(text)
        with self._writing(ALL_LESSONS) as connection:
            if connection.execute(again.values(title=lesson.title, used=lesson.used)).rowcount:
                return
            if limits is not None:
                check_own(_count(connection, OWN_LESSONS, hers), limits.own)
            named = {"owner": owner, "digest": lesson.digest, "title": lesson.title}
            times = {"created": lesson.created, "used": lesson.used}
            connection.execute(insert(OWN_LESSONS).values(named | times | {"bytes": len(data), "text": data}))
            if limits is not None and _count(connection, OWN_LESSONS) > limits.lessons:
                _trim_lessons(connection, limits)

    def text(self, digest: str) -> str | None:
        """The text of a digest, that which was brought in first."""
        query = select(OWN_LESSONS.c.text).where(OWN_LESSONS.c.digest == digest).order_by(OWN_LESSONS.c.created)
        with self._reading() as connection:
            found = connection.execute(query.limit(1)).scalar()
        return None if found is None else from_bytes(found)

    def lessons(self, owner: str) -> list[StoredLesson]:
        """The lessons of an owner."""
        columns = [OWN_LESSONS.c[name] for name in ("digest", "title", "created", "used", "bytes")]
        with self._reading() as connection:
            rows = connection.execute(select(*columns).where(OWN_LESSONS.c.owner == owner)).all()
        return [StoredLesson(*row) for row in rows]

    def remove_lesson(self, owner: str, digest: str) -> None:
        """Delete the owner's lesson."""
        is_meant = (OWN_LESSONS.c.owner == owner) & (OWN_LESSONS.c.digest == digest)
        with self._writing(ALL_LESSONS) as connection:
            connection.execute(delete(OWN_LESSONS).where(is_meant))

    def note_use(self, digests: Collection[str], now: float) -> None:
        """Have these lessons used now."""
        with self._writing(ALL_LESSONS) as connection:
            connection.execute(update(OWN_LESSONS).where(OWN_LESSONS.c.digest.in_(digests)).values(used=now))

    def remove_all(self, owner: str) -> int:
        """Delete all rows of an owner."""
        with self._writing(owner, ALL_LESSONS) as connection:
            rows = [delete(table).where(table.c.owner == owner) for table in (LESSON_PROGRESS, OWN_LESSONS)]
            return sum(connection.execute(each).rowcount for each in rows)

    def trim(self, limits: LearningLimits, now: float) -> int:
        """Delete what is too old or too much."""
        oldest = now - limits.seconds
        updated, used = LESSON_PROGRESS.c.updated, OWN_LESSONS.c.used
        with self._writing(ALL_LESSONS) as connection:
            gone = connection.execute(delete(LESSON_PROGRESS).where(updated < oldest)).rowcount
            gone += connection.execute(delete(OWN_LESSONS).where(used < oldest)).rowcount
            gone += _trim(connection, LESSON_PROGRESS, LESSON_PROGRESS.c.lesson, updated, None, limits.bytes)
            return gone + _trim_lessons(connection, limits)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _within_reach(), self._database.reading() as connection:
            yield connection

    @contextmanager
    def _writing(self, *locked: str) -> Iterator[Connection]:
        """A connection in a transaction that no other one on rows of the same owner, or on lessons, runs beside: two
        new rows of one key would else be inserted at once, or one more than a visitor may keep."""
        with _within_reach():
            self._database.make_ready()
            with self._database.writing() as connection:
                if connection.dialect.name == "postgresql":
                    for name in locked:
                        values = {"number": LOCK, "name": name}
                        connection.execute(text("SELECT pg_advisory_xact_lock(:number, hashtext(:name))"), values)
                yield connection


@contextmanager
def _within_reach() -> Iterator[None]:
    """Have errors of the database said as StoreAway."""
    try:
        yield
    except FAILURES as error:
        log.warning("Progress and lessons cannot be reached: %s", str(error).partition("\n")[0])
        raise StoreAway(AWAY) from error


def _count(connection: Connection, table: Table, condition: ColumnElement[bool] | None = None) -> int:
    query = select(func.count()).select_from(table)
    return connection.execute(query if condition is None else query.where(condition)).scalar_one()


def _trim_lessons(connection: Connection, limits: LearningLimits) -> int:
    lessons = OWN_LESSONS.c
    return _trim(connection, OWN_LESSONS, lessons.digest, lessons.used, limits.lessons, limits.bytes)


def _trim(
    connection: Connection, table: Table, name: Column[str], time: Column[float], rows: int | None, bytes: int
) -> int:
    """Delete of the rows of a table those oldest by a time that are more than there may be, or take more bytes; how
    many."""
    owner, order = table.c.owner, (time.desc(), table.c.owner, name)
    number, total = func.row_number().over(order_by=order), func.sum(table.c.bytes).over(order_by=order)
    ranked = select(owner, name, number.label("number"), total.label("total")).subquery()
    is_too_much = ranked.c.total > bytes
    if rows is not None:
        is_too_much |= ranked.c.number > rows
    leaving = select(ranked.c.owner, ranked.c[name.name]).where(is_too_much)
    return connection.execute(delete(table).where(tuple_(owner, name).in_(leaving))).rowcount
