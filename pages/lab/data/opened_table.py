"""The table that is on a visitor's page: which it is, how it was read, and what she chose to make of it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import BoundedSemaphore

from dnn.errors import DnnError
from dnn.tables.joining import MAX_PARTS, joined
from dnn.tables.limits import READING_SECONDS
from dnn.tables.preparation import Preparation
from dnn.tables.read_safely import read_safely
from dnn.tables.reading.options import ReadingOptions
from dnn.tables.table import Table
from dnn.tables.table_error import TableError, TooLargeError, unusable
from dnn.text.messages import Text
from pages.lab.data import held_tables
from pages.lab.data.held_tables import Key, OpenedTable
from pages.lab.data.likely_target import likely_target
from pages.shared.session import control_keys, session

CHOICES = (
    *("target", "features", "task", "missing", "duplicates"),
    *("division", "test_fraction", "seed", "standardize", "images"),
    *("encoding", "separator", "decimal", "header"),
)
"""Names of the controls that begin anew with another table."""
MIN_DIVIDED = 20
"""Rows of a table of which some are kept for testing unless the visitor says so; a truth table is learned whole."""
MIN_READERS = 2
"""Files that are read at once, each in a process of its own, on a machine with a single core."""
WAITING_SECONDS = 3 * READING_SECONDS
OPENED, REFUSED = "opened_table", "refused_file"
_readers = BoundedSemaphore(max(MIN_READERS, os.cpu_count() or 1))


class ReadersBusy(TableError):
    """A file that was not read because others are."""


@dataclass(frozen=True)
class Refused:
    """A file that was not read.

    Attributes:
        problem: why.
        key: where its bytes are, if another try is worth while; None otherwise.
        name: its name.
        options: how it was to be read.
    """

    problem: DnnError
    key: Key | None
    name: str
    options: ReadingOptions


@dataclass(frozen=True)
class Choice:
    """A table in the session: its key, and what the visitor chose to make of it."""

    key: Key
    preparation: Preparation


def current() -> tuple[OpenedTable, Preparation] | None:
    """The table on the page and what is made of it; None where there is none."""
    choice = _choice()
    if choice is None:
        return None
    opened = held_tables.held(choice.key)
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
    _forget_refused()
    try:
        table = _read(source, name, options)
    except DnnError as problem:
        is_kept = isinstance(problem, TooLargeError | ReadersBusy)
        key = held_tables.hold_source(source) if is_kept else None
        session.set_page_value(REFUSED, Refused(problem, key, name, options))
        return
    _show(held_tables.hold(table, source, options))


def open_files(files: Sequence[tuple[bytes, str]], options: ReadingOptions) -> None:
    """Read a file, or the two that are the training and the test part of the course's arrays."""
    if len(files) == 1:
        open_file(*files[0], options)
        return
    _forget_refused()
    try:
        table = joined([_read(source, name, options) for source, name in files[: MAX_PARTS + 1]])
    except DnnError as problem:
        session.set_page_value(REFUSED, Refused(problem, None, files[0][1], options))
        return
    _show(held_tables.hold(table, b"", options))


def try_again(sample_rows: int | None = None) -> None:
    """Read the file that was refused once more, or a sample of its rows."""
    found = refused()
    source = None if found is None or found.key is None else held_tables.take_source(found.key)
    if found is None or source is None:
        session.set_page_value(REFUSED, None)
        session.add_problem(unusable(Text("a file in the server's memory"), Text("none"), Text("opening it again")))
        return
    open_file(source, found.name, replace(found.options, sample_rows=sample_rows or found.options.sample_rows))


def read_again(options: ReadingOptions) -> None:
    """Read the table on the page in another way."""
    found = current()
    if found is not None and found[0].options != options and found[0].source:
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
        held_tables.let_go(choice.key)
    session.set_page_value(OPENED, None)
    _forget_refused()
    control_keys.forget(*(control_name(name) for name in CHOICES))


def control_name(choice: str) -> str:
    """The name of the control of a choice."""
    return f"table_{choice}"


def _forget_refused() -> None:
    found = refused()
    if found is not None and found.key is not None:
        held_tables.take_source(found.key)
    session.set_page_value(REFUSED, None)


def _choice() -> Choice | None:
    found: Choice | None = session.page_value(OPENED, None)
    return found


def _show(opened: OpenedTable) -> None:
    """Have a table on the page, in the place of the one before; choices that are possible with it, too, stay."""
    before = _choice()
    close()
    preparation = Preparation(target=likely_target(opened.table, opened.columns))
    if len(opened.table.frame) < MIN_DIVIDED:
        preparation = replace(preparation, test_fraction=0.0)
    if before is not None and {before.preparation.target, *before.preparation.features} <= set(opened.table.frame):
        preparation = before.preparation
    session.set_page_value(OPENED, Choice(opened.key, preparation))


def _read(source: bytes, name: str, options: ReadingOptions) -> Table:
    """The table of a file, read when it is its turn."""
    if not _readers.acquire(timeout=WAITING_SECONDS):
        expected = Text("its turn to be read within {seconds} seconds", seconds=f"{WAITING_SECONDS:g}")
        got = unusable(expected, Text("many files before it"), Text("again in a minute"))
        raise ReadersBusy(got.message)
    try:
        return read_safely(source, name, options)
    finally:
        _readers.release()
