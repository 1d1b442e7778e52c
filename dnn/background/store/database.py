"""The database of runs: SQLite in a file, or whatever SQLAlchemy knows by an address; its tables are brought up to date
when it is opened.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from filelock import FileLock, Timeout
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    bindparam,
    create_engine,
    delete,
    event,
    func,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from dnn.background.store.saved_run import EMPTIED, SavedRun, SummaryRow
from dnn.background.store.tables import RUNS

MIGRATIONS = "dnn.background.store:migrations"
BEGIN = "sqlite_begin"
"""Option of a connection: the way in which a transaction of SQLite begins."""
BUSY_SECONDS = 5
"""Seconds for which SQLite waits for another process that writes."""
DAMAGED = ("file is not a database", "database disk image is malformed")
"""Words in which SQLite says that a file is none of its own, or no longer."""
FAILURES = (SQLAlchemyError, CommandError, OSError)
"""Errors of a database that is away, full, locked, of a later version, or in a folder that cannot be written."""
ADVISORY_LOCK = 5_142_877
"""Number of the lock that migrations of PostgreSQL are made under."""
SAVED = tuple(field.name for field in fields(SavedRun))
NEWEST_FIRST = (RUNS.c.is_starred.desc(), RUNS.c.written.desc(), RUNS.c.id)
LISTED = tuple(field.name for field in fields(SummaryRow))
WRITTEN = (*(name for name in SAVED if name != "id"), "bytes", "written")
"""Columns of a row that a run written again changes."""
WRITE_AGAIN = update(RUNS).where(RUNS.c.id == bindparam("of_id")).values({name: bindparam(name) for name in WRITTEN})

log = logging.getLogger(__name__)


def sqlite_url(file: Path) -> str:
    """The address of a SQLite database in a file."""
    return f"sqlite:///{file}"


@dataclass(frozen=True)
class RetentionLimits:
    """Limits of what a database keeps: seconds since a run was written last, number of runs, bytes of all of them, and
    bytes of the runs of one owner."""

    seconds: float
    runs: int
    bytes: int
    bytes_per_owner: int


class Database:
    """Runs in the rows of a table. Every method may raise one of FAILURES.

    Args:
        url: an address as SQLAlchemy writes it: sqlite:///FILE, postgresql+psycopg://USER@HOST/NAME.
    """

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._file = _sqlite_file(self._engine.url)
        self._lock = None if self._file is None else FileLock(f"{self._file}.lock", blocking=False, thread_local=False)
        self._making_ready, self._is_migrated = threading.Lock(), False

    def claim(self) -> None:
        """Have the right to write: of a file one server at a time, until its `close` or its end, since two would write
        the same run over one another. Raises an OSError where another one has it."""
        if self._file is None or self._lock is None or self._lock.is_locked:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._lock.acquire()
        except Timeout as taken:
            raise BlockingIOError(f"another server saves its runs in {self._file}") from taken

    def migrate(self) -> None:
        """Bring the tables up to date; one server after the other, where several start at once. The folder of a file is
        made, and a file that is no database is set aside, under another name beside the new one."""
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._migrate()
        except DatabaseError as error:
            if self._file is None or not _is_damaged(error):
                raise
            self._engine.dispose()
            log.warning("%s is damaged, and now called %s", self._file, _set_aside(self._file))
            self._migrate()

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", MIGRATIONS)
        with self.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": ADVISORY_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def make_ready(self) -> None:
        """Have the right to write, and the tables up to date. Raises as `claim` and `migrate` do."""
        with self._making_ready:
            self.claim()
            if not self._is_migrated:
                self.migrate()
                self._is_migrated = True

    def reading(self) -> Connection:
        """A connection, to be closed when it is no longer needed."""
        return self._engine.connect()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction that writes, which is made as a whole or not at all."""
        with self.reading() as connection:
            writing = connection.execution_options(**{BEGIN: "IMMEDIATE"})
            with writing.begin():
                yield writing

    def write(self, runs: Iterable[SavedRun], removed: Iterable[str], created: float | None = None) -> None:
        """Write runs and delete others, all or none; new ones were `created` now, or then."""
        now = time.time()
        with self.writing() as connection:
            _write(connection, list(runs), now, now if created is None else created)
            gone = list(removed)
            if gone:
                connection.execute(delete(RUNS).where(RUNS.c.id.in_(gone)))

    def read(self, run_id: str) -> SavedRun | None:
        """The run of this id; None where there is none."""
        columns = [RUNS.c[name] for name in SAVED]
        with self.reading() as connection:
            row = connection.execute(select(*columns).where(RUNS.c.id == run_id)).one_or_none()
        return None if row is None else SavedRun(*row)

    def read_all(self, run_ids: Collection[str]) -> list[SavedRun]:
        """Those runs of these ids that there are, by one query, in no particular order."""
        columns = [RUNS.c[name] for name in SAVED]
        with self.reading() as connection:
            return [SavedRun(*row) for row in connection.execute(select(*columns).where(RUNS.c.id.in_(run_ids)))]

    def summaries(self, owner: str) -> list[SummaryRow]:
        """All runs of an owner, as a list of them needs it."""
        query = select(*(RUNS.c[name] for name in LISTED)).where(RUNS.c.owner == owner)
        with self.reading() as connection:
            return [SummaryRow(*row) for row in connection.execute(query)]

    def summary(self, run_id: str) -> SummaryRow | None:
        """The run of this id, as a list of runs needs it; None where there is none."""
        query = select(*(RUNS.c[name] for name in LISTED)).where(RUNS.c.id == run_id)
        with self.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else SummaryRow(*row)

    def ids(self, owner: str) -> list[str]:
        """Ids of all runs of an owner, those that have no summary too."""
        with self.reading() as connection:
            return list(connection.execute(select(RUNS.c.id).where(RUNS.c.owner == owner)).scalars())

    def last_number(self, owner: str) -> int:
        """The highest number of a run of an owner; 0 where there is none."""
        with self.reading() as connection:
            return connection.execute(select(func.max(RUNS.c.number)).where(RUNS.c.owner == owner)).scalar() or 0

    def trim(self, limits: RetentionLimits, now: float) -> int:
        """Delete what is too old, and then of what has not been written for longest what is too much, of one owner and
        of all; how many. A run with a star has no age; where it is too much, which it is last, it is emptied and not
        deleted, so that its owner sees what became of it. Emptied, it has an age."""
        with self.writing() as connection:
            has_age = RUNS.c.is_starred.is_(False) | (RUNS.c.checksum == EMPTIED)
            is_old = has_age & (RUNS.c.written < now - limits.seconds)
            gone = connection.execute(delete(RUNS).where(is_old)).rowcount
            for is_too_much in (_over_own_bytes(limits), _over_all(limits)):
                plain = RUNS.c.is_starred.is_(False) & is_too_much
                starred = RUNS.c.is_starred.is_(True) & is_too_much
                gone += connection.execute(delete(RUNS).where(plain)).rowcount
                gone += connection.execute(update(RUNS).where(starred).values(_emptied(now))).rowcount
            return gone

    def close(self) -> None:
        """Close all connections, and leave the right to write to others."""
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()


def _over_own_bytes(limits: RetentionLimits) -> ColumnElement[bool]:
    """A condition: the run is too much among its owner's."""
    total = func.sum(RUNS.c.bytes).over(partition_by=RUNS.c.owner, order_by=NEWEST_FIRST)
    ranked = select(RUNS.c.id, total.label("total")).where(RUNS.c.checksum != EMPTIED).subquery()
    return RUNS.c.id.in_(select(ranked.c.id).where(ranked.c.total > limits.bytes_per_owner))


def _over_all(limits: RetentionLimits) -> ColumnElement[bool]:
    """A condition: the run is too much among all."""
    number = func.row_number().over(order_by=NEWEST_FIRST)
    total = func.sum(RUNS.c.bytes).over(order_by=NEWEST_FIRST)
    listed = select(RUNS.c.id, number.label("number"), total.label("total"))
    ranked = listed.where(RUNS.c.checksum != EMPTIED).subquery()
    is_too_much = (ranked.c.number > limits.runs) | (ranked.c.total > limits.bytes)
    return RUNS.c.id.in_(select(ranked.c.id).where(is_too_much))


def _emptied(now: float) -> dict[str, Any]:
    """Values of a row of which the summary alone is left."""
    size = func.length(RUNS.c.summary)
    return {"document": "", "arrays": b"", "checksum": EMPTIED, "bytes": size, "written": now, "table_digest": ""}


def _sqlite_file(url: URL) -> Path | None:
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def _is_damaged(error: DatabaseError) -> bool:
    return isinstance(error.orig, sqlite3.DatabaseError) and any(words in str(error.orig) for words in DAMAGED)


def _set_aside(file: Path) -> Path:
    """Give a file and what SQLite has beside it another name, and return that."""
    aside = file.with_name(f"{file.name}.damaged-{time.strftime('%Y%m%d-%H%M%S')}")
    for ending in ("", "-wal", "-shm"):
        part = file.with_name(file.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside


def _write(connection: Connection, runs: Sequence[SavedRun], now: float, created: float) -> None:
    """Write runs over their rows, by one statement where each has one, and have rows for those that have none."""
    rows = [_values(run, now) for run in runs]
    if not rows or connection.execute(WRITE_AGAIN, rows).rowcount == len(rows):
        return
    for row in rows:
        if connection.execute(WRITE_AGAIN, row).rowcount == 0:
            named = {name: value for name, value in row.items() if name != "of_id"}
            connection.execute(insert(RUNS), named | {"id": row["of_id"], "created": created})


def _values(run: SavedRun, now: float) -> dict[str, Any]:
    """The parameters of WRITE_AGAIN for a run."""
    return {name: getattr(run, name) for name in WRITTEN if name != "written"} | {"written": now, "of_id": run.id}


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, record: object) -> None:
    """Readers and the one writer do not wait for each other, and what has been written survives the process; what the
    last moments before a power cut had may be lost, never the file."""
    connection.isolation_level = None  # transactions begin where SQLAlchemy says so, those that make tables too
    with closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get(BEGIN, 'DEFERRED')}")
