"""Rows of rooms in the database of runs."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, delete, insert, select, update

from dnn.background.rooms.store.rows import MemberRow, RoomRow
from dnn.background.store.database import FAILURES, Database
from dnn.background.store.protocol import StoreAway
from dnn.background.store.tables import ROOM_MEMBERS, ROOMS
from dnn.text.messages import Text

AWAY = Text("Rooms cannot be saved at present; try again in a minute.")

log = logging.getLogger(__name__)


class DatabaseRows:
    """Rows in two tables of a database, which the store of runs opens and closes."""

    is_durable = True

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self) -> tuple[list[RoomRow], list[MemberRow]]:
        """All rows."""
        rooms = select(ROOMS.c.id, ROOMS.c.document, ROOMS.c.last_activity)
        members = select(*(ROOM_MEMBERS.c[name] for name in ("id", "room", "visitor", "document")))
        with self._writing() as connection:  # one moment for both
            found = [RoomRow(*row) for row in connection.execute(rooms)]
            return found, [MemberRow(*row) for row in connection.execute(members)]

    def write(self, room: RoomRow | None, members: Collection[MemberRow], gone: Collection[str]) -> None:
        """Write a room and members, and delete those that are gone."""
        with self._writing() as connection:
            if room is not None:
                values = {"document": room.document, "last_activity": room.last_activity}
                if connection.execute(update(ROOMS).where(ROOMS.c.id == room.id).values(values)).rowcount == 0:
                    connection.execute(insert(ROOMS).values({"id": room.id, **values}))
            for member in members:
                _write(connection, member)
            if gone:
                connection.execute(delete(ROOM_MEMBERS).where(ROOM_MEMBERS.c.id.in_(list(gone))))

    def remove(self, room_id: str) -> None:
        """Delete a room with all its members."""
        with self._writing() as connection:
            connection.execute(delete(ROOM_MEMBERS).where(ROOM_MEMBERS.c.room == room_id))
            connection.execute(delete(ROOMS).where(ROOMS.c.id == room_id))

    def forget(self, visitor: str) -> None:
        """Delete all members that a visitor is."""
        with self._writing() as connection:
            connection.execute(delete(ROOM_MEMBERS).where(ROOM_MEMBERS.c.visitor == visitor))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A connection in a transaction; errors of the database are said as StoreAway."""
        try:
            self._database.make_ready()
            with self._database.writing() as connection:
                yield connection
        except FAILURES as error:
            log.warning("Rooms cannot be reached: %s", str(error).partition("\n")[0])
            raise StoreAway(AWAY) from error


def _write(connection: Connection, member: MemberRow) -> None:
    values = {"room": member.room, "visitor": member.visitor, "document": member.document}
    if connection.execute(update(ROOM_MEMBERS).where(ROOM_MEMBERS.c.id == member.id).values(values)).rowcount == 0:
        connection.execute(insert(ROOM_MEMBERS).values({"id": member.id, **values}))
