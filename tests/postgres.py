"""A PostgreSQL of one's own: the programs that Debian has, in a folder that goes with it, reached through a socket."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
"""Where Debian has PostgreSQL's programs, newest first."""
SECONDS = 60


class NoPostgres(LookupError):
    """PostgreSQL is not installed here."""


@contextmanager
def running_postgres(*settings: str) -> Iterator[str]:
    """Start a PostgreSQL with further settings, and end it; its address, as SQLAlchemy writes it.

    Raises:
        NoPostgres: its programs are not to be found.
    """
    initdb, server = program("initdb"), program("postgres")
    if initdb is None or server is None:
        raise NoPostgres("no PostgreSQL here: initdb and postgres are not to be found")
    with tempfile.TemporaryDirectory(prefix="dnn-") as name:  # pytest's own folder is too deep for a socket
        folder, options = Path(name), dict[str, Any](stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if os.geteuid() == 0:  # PostgreSQL does not run as root
            shutil.chown(folder, "postgres")
            options["user"] = "postgres"
        data = folder / "data"
        subprocess.run([initdb, "-D", data, "-U", "dnn", "-A", "trust", "--no-sync"], check=True, **options)
        given = ["listen_addresses=", f"unix_socket_directories={folder}", *settings]
        process = subprocess.Popen([server, "-D", data, *(part for each in given for part in ("-c", each))], **options)
        try:
            _wait_until_ready(folder)
            yield f"postgresql+psycopg://dnn@/postgres?host={folder}"
        finally:
            process.terminate()
            process.wait(SECONDS)


def program(name: str) -> str | None:
    """The path of one of its programs; None where it is not to be found."""
    return shutil.which(name, path=os.pathsep.join([*map(str, BINARIES), os.environ.get("PATH", "")]))


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
