"""Registries of runs, which end with the test; and databases: a new SQLite file each, and one each of a PostgreSQL that
the tests start themselves.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from dnn.background.manager import RunManager
from dnn.background.settings import Settings
from dnn.background.store.database import sqlite_url
from tests.dnn.background.running import THREAD
from tests.postgres import NoPostgres, running_postgres


@pytest.fixture
def open_runs() -> Iterator[Callable[..., RunManager]]:
    opened: list[RunManager] = []

    def make(settings: Settings = THREAD, **arguments: object) -> RunManager:
        opened.append(RunManager(settings, **arguments))  # type: ignore[arg-type]
        opened[-1].open()
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def runs(open_runs: Callable[..., RunManager]) -> RunManager:
    return open_runs()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL of this session."""
    with ExitStack() as stack:
        try:
            yield stack.enter_context(running_postgres("fsync=off"))
        except NoPostgres as missing:
            pytest.skip(str(missing))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "runs.sqlite3")
        return
    server = request.getfixturevalue("postgres")
    name = f"test_{uuid.uuid4().hex}"
    plain = server.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
