"""Registries of runs, which end with the test; and databases: a new SQLite file each, and one each of a PostgreSQL that
the tests start themselves.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest

from dnn.background.manager import RunManager
from dnn.background.settings import Settings
from dnn.background.store.database import Database, sqlite_url
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


@contextmanager
def postgres_database(server: str, template: str = "template1") -> Iterator[tuple[str, str]]:
    """The name and the address of a new database, a copy of another one."""
    name = f"test_{uuid.uuid4().hex}"
    plain = server.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield name, server.replace("/postgres?", f"/{name}?")
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def migrated(url: str) -> None:
    """Bring the tables of a database up to date, and leave it."""
    database = Database(url)
    database.migrate()
    database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no rows: to make them takes five times as long as to copy it."""
    path = tmp_path_factory.mktemp("template") / "runs.sqlite3"
    migrated(sqlite_url(path))
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: str) -> Iterator[str]:
    """The name of a database with all tables and no rows."""
    with postgres_database(postgres) as (name, url):
        migrated(url)
        yield name


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield sqlite_url(tmp_path / "runs.sqlite3")
        return
    with postgres_database(request.getfixturevalue("postgres")) as (_name, url):
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with all tables and no rows."""
    if request.param == "sqlite":
        path = tmp_path / "runs.sqlite3"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield sqlite_url(path)
        return
    template = request.getfixturevalue("postgres_template")
    with postgres_database(request.getfixturevalue("postgres"), template) as (_name, url):
        yield url
