"""The stores that a server under load may have: memory alone, SQLite, or a PostgreSQL that is started for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.postgres import running_postgres

Variables = dict[str, str]


@contextmanager
def _memory(_folder: Path) -> Iterator[Variables]:
    yield {"DNN_STORE": "memory"}


@contextmanager
def _sqlite(folder: Path) -> Iterator[Variables]:
    yield {"DNN_STORE": "database", "DNN_DATA": str(folder)}


@contextmanager
def _postgresql(_folder: Path) -> Iterator[Variables]:
    with running_postgres() as url:
        yield {"DNN_STORE": "database", "DNN_DATABASE_URL": url}


STORES: dict[str, Callable[[Path], AbstractContextManager[Variables]]] = {
    "memory": _memory,
    "sqlite": _sqlite,
    "postgresql": _postgresql,
}
"""Each has the server's variables for a folder of its own."""
