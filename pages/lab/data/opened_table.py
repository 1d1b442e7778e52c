"""The table that is on the page: what was read of a file, how, and what the visitor chose to make of it.

The session holds a name for it alone: the tables of all visitors share a bounded part of the server's memory, and one
that has gone from there is read again from the visitor's file.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from threading import BoundedSemaphore

from dnn.datasets.contents import TableContent
from dnn.errors import DnnError
from dnn.system.cache import BoundedCache
from dnn.tables.columns import ColumnSummary, describe_columns, duplicate_rows
from dnn.tables.limits import READING_SECONDS
from dnn.tables.preparation import Preparation
from dnn.tables.prepare import PreparedTable, prepare
from dnn.tables.read_safely import read_safely
from dnn.tables.reading.options import ReadingOptions
from dnn.tables.table import Table
from dnn.tables.table_error import TooLargeError, unusable
from dnn.text.messages import Text
from pages.lab.data.likely_target import likely_target
from pages.shared.session import control_keys, session
from pages.shared.session.page_cache import PageCache

CHOICES = (
    *("target", "features", "task", "missing", "duplicates"),
    *("division", "test_fraction", "seed", "standardize", "images"),
    *("encoding", "separator", "decimal", "header"),
)
"""Names of the controls that begin anew with another table."""
MAX_READERS = 2
"""Files that are read at once, each in a process of its own."""
OPENED, REFUSED = "opened_table", "refused_file"
HELD_TABLES, HELD_BYTES = 300, 500_000_000
_readers = BoundedSemaphore(MAX_READERS)


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

    key: str
    table: Table
    source: bytes
    options: ReadingOptions
    columns: tuple[ColumnSummary, ...]
    duplicates: int

    @property
    def nbytes(self) -> int:
        """Bytes that it takes, about."""
        return int(self.table.frame.memory_usage(deep=True).sum()) + len(self.source)


@dataclass(frozen=True)
class Refused:
    """A file that was not read.

    Attributes:
        problem: why.
        key: where its bytes are, if a sample of its rows can be read; None otherwise.
        name: its name.
        options: how it was to be read.
    """

    problem: DnnError
    key: str | None
    name: str
    options: ReadingOptions


@dataclass(frozen=True)
class Choice:
    """A table in the session: its key, and what the visitor chose to make of it."""

    key: str
    preparation: Preparation


_TABLES: BoundedCache[OpenedTable] = BoundedCache(HELD_TABLES, HELD_BYTES)
_SOURCES: BoundedCache[bytes] = BoundedCache(HELD_TABLES, HELD_BYTES)
_CONTENTS: PageCache[TableContent] = PageCache(HELD_BYTES, lambda content: content.nbytes)
_PREPARED: PageCache[PreparedTable] = PageCache(HELD_BYTES, lambda made: made.X.nbytes + made.labels.nbytes)


def current() -> tuple[OpenedTable, Preparation] | None:
    """The table on the page and what is made of it; None where there is none."""
    choice = _choice()
    if choice is None:
        return None
    opened = _TABLES.get(choice.key)
    if opened is None:
        close()
        session.add_problem(unusable(Text("a table in the server's memory"), Text("none"), Text("opening it again")))
        return None
    return opened, choice.preparation


def refused() -> Refused | None:
    """The file that could not be read, until another one is tried."""
    found: Refused | None = session.page_value(REFUSED, None)
    return found


def open_file(source: bytes, name: str, options: ReadingOptions) -> None:
    """Read a file, and have its table on the page; or note why there is none."""
    session.set_page_value(REFUSED, None)
    try:
        table = _read(source, name, options)
    except DnnError as problem:
        key = None
        if isinstance(problem, TooLargeError):
            key = secrets.token_hex(8)
            _SOURCES.put(key, source, len(source))
        session.set_page_value(REFUSED, Refused(problem, key, name, options))
        return
    key, columns = secrets.token_hex(8), describe_columns(table)
    _show(OpenedTable(key, table, source, options, columns, duplicate_rows(table)))


def open_sample(rows: int) -> None:
    """Read a sample of the rows of the file that was refused for its size."""
    found = refused()
    source = None if found is None or found.key is None else _SOURCES.take(found.key)
    if found is None or source is None:
        session.set_page_value(REFUSED, None)
        session.add_problem(unusable(Text("a file in the server's memory"), Text("none"), Text("opening it again")))
        return
    open_file(source, found.name, replace(found.options, sample_rows=rows))


def read_again(options: ReadingOptions) -> None:
    """Read the table on the page in another way."""
    found = current()
    if found is not None and found[0].options != options:
        open_file(found[0].source, found[0].table.name, options)


def choose(preparation: Preparation) -> None:
    """Note what the visitor chose to make of the table on the page."""
    choice = _choice()
    if choice is not None:
        session.set_page_value(OPENED, replace(choice, preparation=preparation))


def close() -> None:
    """Have no table on the page."""
    choice = _choice()
    if choice is not None:
        _TABLES.take(choice.key)
    session.set_page_value(OPENED, None)
    session.set_page_value(REFUSED, None)
    _forget_choices()


def prepared(opened: OpenedTable, preparation: Preparation) -> PreparedTable:
    """The matrices of the table, made once for the same choices.

    Raises:
        TableError: the choices make no data.
    """
    return _PREPARED.get((opened.key, preparation), lambda: prepare(opened.table, preparation))


def content_of(opened: OpenedTable, preparation: Preparation, made: PreparedTable) -> TableContent:
    """The examples of a prepared table, as a configuration knows them.

    Raises:
        ConfigurationError: more than there may be, or a number or name that cannot be used.
    """

    def content() -> TableContent:
        return TableContent(made.X, made.labels, made.feature_names, made.class_names)

    return _CONTENTS.get((opened.key, preparation), content)


def _choice() -> Choice | None:
    found: Choice | None = session.page_value(OPENED, None)
    return found


def _show(opened: OpenedTable) -> None:
    """Have a table on the page, in the place of the one before; choices that are possible with it, too, stay."""
    before = _choice()
    close()
    _TABLES.put(opened.key, opened, opened.nbytes)
    preparation = Preparation(target=likely_target(opened.table, opened.columns))
    if before is not None and {before.preparation.target, *before.preparation.features} <= set(opened.table.frame):
        preparation = before.preparation
    session.set_page_value(OPENED, Choice(opened.key, preparation))


def _forget_choices() -> None:
    control_keys.forget(*(control_name(name) for name in CHOICES))


def control_name(choice: str) -> str:
    """The name of the control of a choice."""
    return f"table_{choice}"


def _read(source: bytes, name: str, options: ReadingOptions) -> Table:
    """The table of a file, read when it is its turn."""
    if not _readers.acquire(timeout=READING_SECONDS):
        raise unusable(Text("a free reader of files"), Text("many that are at work"), Text("again in a minute"))
    try:
        return read_safely(source, name, options)
    finally:
        _readers.release()
