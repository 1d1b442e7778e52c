"""Shared by the tests of tables and of lessons: contents, databases that come and go, and runs on tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from dnn.background.manager import RunManager
from dnn.background.settings import Settings
from dnn.background.store.database import Database
from dnn.background.store.database_store import DatabaseStore
from dnn.background.store.protocol import StoreAway
from dnn.background.tables.database_rows import DatabaseRows
from dnn.background.tables.visitor_tables import VisitorTables
from dnn.configuration import RunConfig
from dnn.configuration.table import configuration_of
from dnn.datasets.contents import CONTENTS, ContentAway, TableContent
from tests.dnn.background.running import THREAD, config


def content(seed: int, n_x: int = 3, m: int = 40, *, is_whole: bool = False) -> TableContent:
    """A regression of normal numbers, or of their whole parts; another one for each seed."""
    rng = np.random.default_rng(seed)
    X, targets = rng.standard_normal((n_x, m)), rng.standard_normal(m)  # (n_x, m), (m,)
    names = tuple(f"feature {j}" for j in range(1, n_x + 1))
    return TableContent(np.trunc(X) if is_whole else X, np.trunc(targets) if is_whole else targets, names)


def on_table(table: TableContent, iterations: int = 200, **hyperparameters: object) -> RunConfig:
    """A run on a table."""
    return replace(config(iterations, **hyperparameters), dataset=configuration_of(table))


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """A database with its tables."""
    database = Database(url)
    try:
        database.make_ready()
        yield database
    finally:
        database.close()


class Gate:
    """Rows that are away when the test says so."""

    def __init__(self, rows: object) -> None:
        self._rows, self.is_away = rows, False

    def __getattr__(self, name: str) -> Callable[..., object]:
        if self.is_away:
            raise StoreAway(ContentAway("").message)
        found: Callable[..., object] = getattr(self._rows, name)
        return found


@contextmanager
def resolving(tables: VisitorTables) -> Iterator[VisitorTables]:
    """Tables of a server: this process brings from them what is not at hand."""
    before, CONTENTS.resolver = CONTENTS.resolver, tables.content
    try:
        yield tables
    finally:
        CONTENTS.resolver = before


@contextmanager
def server(url: str | None, settings: Settings = THREAD) -> Iterator[RunManager]:
    """A server with its runs and tables in a database, or in memory."""
    if url is None:
        runs = RunManager(settings)
    else:
        database = Database(url)
        store = DatabaseStore(database, batch_seconds=0.02)
        runs = RunManager(settings, store=store, tables=VisitorTables(settings, DatabaseRows(database)))
    with resolving(runs.tables):
        runs.open()
        try:
            yield runs
        finally:
            runs.close()
