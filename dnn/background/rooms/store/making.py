"""The rows of rooms that the settings ask for, in the database of runs where there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dnn.background.rooms.store.memory_rows import MemoryRows
from dnn.background.rooms.store.rows import RoomRows

if TYPE_CHECKING:
    from dnn.background.store.database import Database


def make_room_rows(database: Database | None) -> RoomRows:
    """The rows of rooms; those of a server without a database end with it."""
    if database is None:
        return MemoryRows()
    from dnn.background.rooms.store.database_rows import DatabaseRows  # which takes 0.3 s, and nobody else needs it

    return DatabaseRows(database)
