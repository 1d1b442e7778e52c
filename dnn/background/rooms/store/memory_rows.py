"""Rows of rooms in the memory of this process: they end with it."""

from __future__ import annotations

import threading
from collections.abc import Collection

from dnn.background.rooms.store.rows import MemberRow, RoomRow


class MemoryRows:
    """Rows in memory alone."""

    is_durable = False

    def __init__(self) -> None:
        self._rooms: dict[str, RoomRow] = {}
        self._members: dict[str, MemberRow] = {}
        self._lock = threading.Lock()

    def load(self) -> tuple[list[RoomRow], list[MemberRow]]:
        """All rows."""
        with self._lock:
            return list(self._rooms.values()), list(self._members.values())

    def write(self, room: RoomRow | None, members: Collection[MemberRow], gone: Collection[str]) -> None:
        """Write a room and members, and delete those that are gone."""
        with self._lock:
            if room is not None:
                self._rooms[room.id] = room
            self._members.update({member.id: member for member in members})
            for member_id in gone:
                self._members.pop(member_id, None)

    def remove(self, room_id: str) -> None:
        """Delete a room with all its members."""
        with self._lock:
            self._rooms.pop(room_id, None)
            self._members = {key: member for key, member in self._members.items() if member.room != room_id}

    def forget(self, visitor: str) -> None:
        """Delete all members that a visitor is."""
        with self._lock:
            self._members = {key: member for key, member in self._members.items() if member.visitor != visitor}
