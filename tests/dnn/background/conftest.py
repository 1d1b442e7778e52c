"""Registries of runs, which end with the test; and databases: a new SQLite file each, and one each of a PostgreSQL that
the tests start themselves.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from dnn.background.manager import RunManager
from dnn.background.settings import Settings
from dnn.background.store.database import sqlite_url
from tests.dnn.background.running import THREAD

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
"""Where Debian has PostgreSQL's programs, newest first."""
SECONDS = 60


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


def _program(name: str) -> str | None:
    return shutil.which(name, path=os.pathsep.join([*map(str, BINARIES), os.environ.get("PATH", "")]))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL of this session, which listens on a socket in a folder of its own."""
    initdb, server = _program("initdb"), _program("postgres")
    if initdb is None or server is None:
        pytest.skip("no PostgreSQL here: initdb and postgres are not to be found")
    with tempfile.TemporaryDirectory(prefix="dnn-") as name:  # pytest's own folder is too deep for a socket
        folder, options = Path(name), dict[str, Any](stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if os.geteuid() == 0:  # PostgreSQL does not run as root
            shutil.chown(folder, "postgres")
            options["user"] = "postgres"
        data = folder / "data"
        subprocess.run([initdb, "-D", data, "-U", "dnn", "-A", "trust", "--no-sync"], check=True, **options)
        settings = ["listen_addresses=", "fsync=off", f"unix_socket_directories={folder}"]
        command = [server, "-D", data, *(part for setting in settings for part in ("-c", setting))]
        process = subprocess.Popen(command, **options)
        try:
            _wait_until_ready(folder)
            yield f"postgresql+psycopg://dnn@/postgres?host={folder}"
        finally:
            process.terminate()
            process.wait(SECONDS)


def _wait_until_ready(folder: Path) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            psycopg.connect(host=str(folder), user="dnn", dbname="postgres").close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


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
