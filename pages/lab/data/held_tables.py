"""The tables that visitors look at, with what was made of them: a bounded part of the server's memory, for some hours.

A session has a key alone. What belongs to a table goes with it when its visitor takes another one; what is made of a
table that its owner deletes goes as well.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from threading import BoundedSemaphore
from typing import Any, TypeVar

from dnn.datasets.contents import CONTENTS, TableContent
from dnn.system.cache import BoundedCache
from dnn.tables.columns import ColumnSummary, describe_columns, duplicate_rows
from dnn.tables.limits import READING_SECONDS
from dnn.tables.preparation import Preparation
from dnn.tables.prepare import PreparedTable, prepare
from dnn.tables.reading.options import ReadingOptions
from dnn.tables.table import Table
from dnn.tables.table_error import unusable
from dnn.tables.training_data import content_of
from dnn.text.messages import Text
from pages.shared.session.page_cache import PageCache

HELD_SECONDS = 2 * 60 * 60.0
HELD_ENTRIES = 300
TABLE_BYTES, SOURCE_BYTES, MADE_BYTES = 200_000_000, 100_000_000, 200_000_000
"""Bytes of all tables, of all files that wait for a word of their visitor, and of what was made of tables."""
PICTURE_BYTES, FIGURE_BYTES = 20_000_000, 100_000
"""Bytes of all pictures, and of one that is no text, about."""
MAX_PREPARERS = 1
"""Tables that matrices are made of at once."""
_preparers = BoundedSemaphore(MAX_PREPARERS)

Picture = TypeVar("Picture")
Key = tuple[float, str]
"""The time at which something came, in seconds, and letters that nobody guesses."""


@dataclass(frozen=True, eq=False)
class OpenedTable:
    """A table with all that the page shows of it.

    Attributes:
        key: its name in the session.
        table: what was read.
        source: the bytes that it was read of.
        options: how.
        columns: a summary of each column.
        duplicates: rows that are equal to one above them.
    """

    key: Key
    table: Table
    source: bytes
    options: ReadingOptions
    columns: tuple[ColumnSummary, ...]
    duplicates: int

    @property
    def nbytes(self) -> int:
        """Bytes that it takes, about."""
        return int(self.table.frame.memory_usage(deep=True).sum()) + len(self.source)


@dataclass(frozen=True, eq=False)
class MadeTable:
    """The matrices of a table, and the content by which a configuration knows them; both have the same arrays."""

    prepared: PreparedTable
    content: TableContent


def _size(drawn: object) -> int:
    """Bytes of a picture, about."""
    return len(drawn) if isinstance(drawn, str) else FIGURE_BYTES


_TABLES: BoundedCache[OpenedTable] = BoundedCache(HELD_ENTRIES, TABLE_BYTES)
_SOURCES: BoundedCache[bytes] = BoundedCache(HELD_ENTRIES, SOURCE_BYTES)
_MADE: BoundedCache[MadeTable] = BoundedCache(HELD_ENTRIES, MADE_BYTES)
_PICTURES: PageCache[Any] = PageCache(PICTURE_BYTES, _size)
_DIGESTS: BoundedCache[Key] = BoundedCache(10 * HELD_ENTRIES, 10 * HELD_ENTRIES)
"""Digest of a content -> the key of the table that it was made of."""


def hold(table: Table, source: bytes, options: ReadingOptions) -> OpenedTable:
    """Hold a table that was read."""
    forget_old()
    opened = OpenedTable(_new_key(), table, source, options, describe_columns(table), duplicate_rows(table))
    _TABLES.put(opened.key, opened, opened.nbytes)
    return opened


def held(key: Key) -> OpenedTable | None:
    """The table of a key; None where it has gone."""
    return _TABLES.get(key)


def let_go(key: Key) -> None:
    """Let go of a table, and of all that was made and drawn of it."""
    _TABLES.take(key)
    _MADE.discard(lambda made: made[0] == key)
    _PICTURES.discard(lambda drawn: drawn[0] == key)


def picture(
    opened: OpenedTable, preparation: Preparation, appearance: Hashable, draw: Callable[[], Picture]
) -> Picture:
    """A picture of what was made of a table, drawn once for the same choices and the same look: which it is, in which
    language and colours."""
    found: Picture = _PICTURES.get((opened.key, preparation, appearance), draw)
    return found


def hold_source(source: bytes) -> Key:
    """Hold the bytes of a file that was not read; the key to them."""
    forget_old()
    key = _new_key()
    _SOURCES.put(key, source, len(source))
    return key


def take_source(key: Key) -> bytes | None:
    """The bytes of a file that was not read, which are held no more; None where they have gone."""
    return _SOURCES.take(key)


def made_of(opened: OpenedTable, preparation: Preparation) -> MadeTable:
    """The matrices of a table, made once for the same choices; one table at a time, since they may be large.

    Raises:
        TableError, ConfigurationError: the choices make no data, or more than there may be.
    """
    found = _MADE.get((opened.key, preparation))
    if found is not None:
        return found
    if not _preparers.acquire(timeout=READING_SECONDS):
        raise unusable(Text("a moment of the server"), Text("many tables that are prepared"), Text("again in a minute"))
    try:
        prepared = prepare(opened.table, preparation)
        content = content_of(prepared)
        made = MadeTable(replace(prepared, X=content.X, labels=content.labels), content)
        _DIGESTS.put(content.digest, opened.key, 1)
        _MADE.put((opened.key, preparation), made, content.nbytes)
        return made
    finally:
        _preparers.release()


def forget_old(now: float | None = None) -> None:
    """Let go of what has been held for too long."""
    oldest = (time.time() if now is None else now) - HELD_SECONDS
    _TABLES.discard(lambda key: key[0] < oldest)
    _SOURCES.discard(lambda key: key[0] < oldest)
    _MADE.discard(lambda made: made[0][0] < oldest)
    _PICTURES.discard(lambda drawn: drawn[0][0] < oldest)


def _forget(digest: str) -> None:
    """Let go of what a table was made of that its owner has deleted."""
    key = _DIGESTS.take(digest)
    if key is not None:
        let_go(key)


CONTENTS.on_discard(_forget)


def _new_key() -> Key:
    return time.time(), secrets.token_hex(16)
