"""The compose file of docs/deploy: no password in it, health checks, and an app that runs with its variables on a
PostgreSQL that asks for the password.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from packaging.requirements import Requirement

from tests.conftest import ROOT, end, free_port, running_server
from tests.postgres import SECONDS, program

PASSWORD = "p@ss:w/rd%41 ü"  # what an address would have to escape
VARIABLE = re.compile(r"\$\{(\w+)(?::([-?])([^}]*))?\}")


def services() -> dict[str, Any]:
    """The services of the file."""
    found: dict[str, Any] = yaml.safe_load((ROOT / "docs/deploy/compose.yaml").read_text("utf-8"))["services"]
    return found


def filled_in(text: str, variables: dict[str, str]) -> str:
    """A text of the file with its variables, as Compose reads them."""

    def value(match: re.Match[str]) -> str:
        name, kind, rest = match.groups()
        if not variables.get(name) and kind == "?":
            raise LookupError(rest)
        return variables.get(name) or rest or ""

    return VARIABLE.sub(value, str(text))


def environment(service: str, **variables: str) -> dict[str, str]:
    """The variables of a service."""
    return {name: filled_in(text, variables) for name, text in services()[service]["environment"].items()}


def test_no_password_is_in_git_and_none_is_guessed() -> None:
    for service in ("app", "database"):
        secrets = [text for name, text in services()[service]["environment"].items() if "PASSWORD" in name]
        assert len(secrets) == 1 and VARIABLE.fullmatch(secrets[0])
        with pytest.raises(LookupError, match=r"docs/deploy/\.env"):
            environment(service)
    assert "@" not in environment("app", DATABASE_PASSWORD="x")["DNN_DATABASE_URL"].partition("://dnn@")[2]
    ignored = subprocess.run(["git", "check-ignore", "docs/deploy/.env"], cwd=ROOT, capture_output=True)
    assert ignored.returncode == 0


def test_the_app_waits_for_a_database_that_answers() -> None:
    assert services()["app"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert services()["database"]["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text("utf-8")
    assert "ports" not in services()["database"]


def test_the_driver_is_one_that_the_project_asks_for() -> None:
    pinned = Requirement(services()["app"]["build"]["args"]["DRIVERS"])
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    (asked,) = map(Requirement, extras["postgresql"])
    (version,) = pinned.specifier
    assert (pinned.name, pinned.extras) == (asked.name, asked.extras)
    assert version.operator == "==" and asked.specifier.contains(version.version)
    dockerfile = (ROOT / "Dockerfile").read_text("utf-8")
    assert "ARG DRIVERS" in dockerfile and f'DRIVERS="{pinned}"' in dockerfile


@pytest.fixture
def database_port() -> Iterator[int]:
    """The port of a PostgreSQL with the file's user and database, which asks for the password."""
    programs = {name: program(name) for name in ("initdb", "postgres")}
    if None in programs.values():
        pytest.skip("no PostgreSQL here: initdb and postgres are not to be found")
    asked = environment("database", DATABASE_PASSWORD=PASSWORD)
    with tempfile.TemporaryDirectory(prefix="dnn-") as name:
        folder, options = Path(name), dict[str, Any](stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        (folder / "password").write_text(asked["POSTGRES_PASSWORD"], "utf-8")
        if os.geteuid() == 0:  # PostgreSQL does not run as root
            shutil.chown(folder, "postgres")
            options["user"] = "postgres"
        data, port = folder / "data", free_port()
        owner = ["-U", asked["POSTGRES_USER"], "-A", "scram-sha-256", f"--pwfile={folder / 'password'}"]
        subprocess.run([programs["initdb"], "-D", data, *owner, "--no-sync", "-E", "UTF8"], check=True, **options)
        settings = ["listen_addresses=127.0.0.1", f"port={port}", "fsync=off", f"unix_socket_directories={folder}"]
        command = [programs["postgres"], "-D", data, *(part for setting in settings for part in ("-c", setting))]
        process = subprocess.Popen(command, **options)
        try:
            with _connection(port, asked, "postgres") as connection:
                connection.execute(f"CREATE DATABASE {asked['POSTGRES_DB']}")
            yield port
        finally:
            end(process)


@pytest.mark.workers
def test_the_app_keeps_its_runs_there(tmp_path: Path, database_port: int) -> None:
    variables = environment("app", DATABASE_PASSWORD=PASSWORD)
    variables["DNN_DATABASE_URL"] = variables["DNN_DATABASE_URL"].replace("@database/", f"@127.0.0.1:{database_port}/")
    log = tmp_path / "app.log"
    with running_server(log, DNN_STORE="database", **variables):
        asked = environment("database", DATABASE_PASSWORD=PASSWORD)
        with _connection(database_port, asked, asked["POSTGRES_DB"]) as connection:
            tables = {name for (name,) in connection.execute("SELECT tablename FROM pg_tables")}
    assert {"runs", "alembic_version"} <= tables
    assert "http://:" not in log.read_text("utf-8")  # a host that is not set is none


def _connection(port: int, asked: dict[str, str], database: str) -> psycopg.Connection:
    """A connection, as soon as the server takes one."""
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            return psycopg.connect(
                host="127.0.0.1", port=port, dbname=database, autocommit=True,
                user=asked["POSTGRES_USER"], password=asked["POSTGRES_PASSWORD"],
            )  # fmt: skip
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
