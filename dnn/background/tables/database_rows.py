"""Rows of tables in the database of runs, each content once."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, delete, exists, func, insert, select, text, update

from dnn.background.store.database import ADVISORY_LOCK, FAILURES, Database
from dnn.background.store.protocol import StoreAway
from dnn.background.store.tables import RUNS, TABLE_CONTENTS, TABLES
from dnn.background.tables.limits import leaving_for
from dnn.background.tables.rows import Room, RoomLimits, Use
from dnn.background.tables.stored_table import StoredTable
from dnn.datasets.contents import ContentReference
from dnn.datasets.contents.store import AWAY

IS_ON_A_KEPT_RUN = exists().where(RUNS.c.owner == TABLES.c.owner, RUNS.c.table_digest == TABLES.c.digest)
"""A condition: a run of the table's owner is on it."""

log = logging.getLogger(__name__)


class DatabaseRows:
    """Rows and contents in two tables of a database, which the store of runs opens and closes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, owner: str, table: StoredTable, content: bytes, room: Room | None = None) -> list[str]:
        """Have a row, and the content if it is not there and there is room for it."""
        digest, reference = table.digest, table.reference
        again = update(TABLES).where(TABLES.c.owner == owner, TABLES.c.digest == digest)
        with self._writing() as connection:
            if connection.execute(again.values(name=table.name, used=table.used)).rowcount:
                return []
            gone: list[str] = []
            there = select(TABLE_CONTENTS.c.bytes).where(TABLE_CONTENTS.c.digest == digest)
            if connection.execute(there).scalar() is None:
                if room is not None:
                    gone = _made_room(connection, len(content), room)
                values = {"digest": digest, "bytes": len(content), "content": content}
                connection.execute(insert(TABLE_CONTENTS).values(values))
            numbers = {"n_x": reference.n_x, "m": reference.m, "classes": reference.classes}
            named = {"owner": owner, "digest": digest, "name": table.name, "bytes": table.bytes}
            times = {"created": table.created, "used": table.used, "is_shared": table.is_shared}
            connection.execute(insert(TABLES).values(named | numbers | times))
            return gone

    def listed(self, owner: str) -> list[StoredTable]:
        """The tables of an owner."""
        columns = [TABLES.c[name] for name in ("n_x", "m", "classes", "digest")]
        others = [TABLES.c[name] for name in ("name", "bytes", "created", "used", "is_shared")]
        query = select(*columns, *others).where(TABLES.c.owner == owner)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [StoredTable(ContentReference(*row[:4]), *row[4:]) for row in rows]

    def is_reachable(self, visitor: str, digest: str) -> bool:
        """True if the visitor has a row of this digest, or somebody who has one shares it."""
        may = (TABLES.c.owner == visitor) | TABLES.c.is_shared.is_(True)
        query = select(TABLES.c.n_x).where(TABLES.c.digest == digest, may).limit(1)
        with self._reading() as connection:
            return connection.execute(query).first() is not None

    def content(self, digest: str) -> bytes | None:
        """The content of a digest."""
        query = select(TABLE_CONTENTS.c.content).where(TABLE_CONTENTS.c.digest == digest)
        with self._reading() as connection:
            found: bytes | None = connection.execute(query).scalar()
        return None if found is None else bytes(found)

    def set_shared(self, owner: str, digest: str, is_shared: bool) -> bool:
        """Share a table, or end that; whether there is such a row."""
        row = update(TABLES).where(TABLES.c.owner == owner, TABLES.c.digest == digest)
        with self._writing() as connection:
            return connection.execute(row.values(is_shared=is_shared)).rowcount > 0

    def note_use(self, uses: Iterable[Use], now: float) -> None:
        """Have these tables used now."""
        with self._writing() as connection:
            for owner, digest in uses:
                row = update(TABLES).where(TABLES.c.owner == owner, TABLES.c.digest == digest)
                connection.execute(row.values(used=now))

    def remove(self, owner: str, digest: str) -> bool:
        """Delete a row; whether its content has gone with it."""
        with self._writing() as connection:
            return bool(_removed(connection, [(owner, digest)]))

    def remove_all(self, owner: str) -> tuple[list[str], list[str]]:
        """Delete all rows of an owner."""
        with self._writing() as connection:
            hers = list(connection.execute(select(TABLES.c.digest).where(TABLES.c.owner == owner)).scalars())
            return hers, _removed(connection, [(owner, digest) for digest in hers])

    def trim(self, limits: RoomLimits, now: float, in_use: Collection[Use]) -> list[str]:
        """Delete what is too old, and then what is too much, but for what is in use or on which a kept run is."""
        with self._writing() as connection:
            idle = _idle(connection, in_use)
            gone = _removed(connection, [use for used, use in idle if used < now - limits.seconds])
            for used, use in idle:
                if _total_bytes(connection) <= limits.bytes:
                    break
                if used >= now - limits.seconds:
                    gone += _removed(connection, [use])
            return gone

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with _within_reach(), self._database.reading() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A connection in a transaction that no other one on tables runs beside: a content would else go with its last
        row while another one is made of it."""
        with _within_reach():
            self._database.make_ready()
            with self._database.writing() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": ADVISORY_LOCK + 1})
                yield connection


@contextmanager
def _within_reach() -> Iterator[None]:
    """Have errors of the database said as StoreAway."""
    try:
        yield
    except FAILURES as error:
        log.warning("The tables of visitors cannot be reached: %s", str(error).partition("\n")[0])
        raise StoreAway(AWAY) from error


def _idle(connection: Connection, in_use: Collection[Use]) -> list[tuple[float, Use]]:
    """The rows that no kept run and none in memory is on, those first that were not used for longest."""
    query = select(TABLES.c.owner, TABLES.c.digest, TABLES.c.used).where(~IS_ON_A_KEPT_RUN).order_by(TABLES.c.used)
    idle = [(used, (owner, digest)) for owner, digest, used in connection.execute(query)]
    return [(used, use) for used, use in idle if use not in in_use]


def _made_room(connection: Connection, needed: int, room: Room) -> list[str]:
    """Delete what has to go for a content of `needed` bytes; the digests of the contents that have gone. Raises
    LimitReached."""
    if _total_bytes(connection) + needed <= room.bytes:
        return []
    sizes = connection.execute(select(TABLE_CONTENTS.c.digest, TABLE_CONTENTS.c.bytes))
    contents = {row.digest: row.bytes for row in sizes}
    rows = {(row.owner, row.digest) for row in connection.execute(select(TABLES.c.owner, TABLES.c.digest))}
    idle = [use for _used, use in _idle(connection, room.in_use)]
    return _removed(connection, leaving_for(needed, room.bytes, contents, idle, rows))


def _removed(connection: Connection, uses: Iterable[Use]) -> list[str]:
    """Delete rows, and contents that have none any more; the digests of those."""
    gone = []
    for owner, digest in uses:
        row = delete(TABLES).where(TABLES.c.owner == owner, TABLES.c.digest == digest)
        if connection.execute(row).rowcount == 0:
            continue
        has_a_row = exists().where(TABLES.c.digest == TABLE_CONTENTS.c.digest)
        content = delete(TABLE_CONTENTS).where(TABLE_CONTENTS.c.digest == digest, ~has_a_row)
        if connection.execute(content).rowcount:
            gone.append(digest)
    return gone


def _total_bytes(connection: Connection) -> int:
    return int(connection.execute(select(func.sum(TABLE_CONTENTS.c.bytes))).scalar() or 0)
