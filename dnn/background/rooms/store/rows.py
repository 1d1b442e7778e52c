"""The contract of what holds the rows of rooms and of their members."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class RoomRow:
    """A room as it is written down."""

    id: str
    document: str
    last_activity: float


@dataclass(frozen=True)
class MemberRow:
    """A member as she is written down; `visitor` is her key, by which all of her is found."""

    id: str
    room: str
    visitor: str
    document: str


class RoomRows(Protocol):
    """Rows of rooms and members. Every method may be called from several threads, may take milliseconds, and raises
    StoreAway where the rows cannot be reached."""

    @property
    def is_durable(self) -> bool:
        """True if rows outlive the server."""

    def load(self) -> tuple[list[RoomRow], list[MemberRow]]:
        """All rows."""

    def write(self, room: RoomRow | None, members: Collection[MemberRow], gone: Collection[str]) -> None:
        """Write a room and members, new or changed, and delete the members of the ids that are gone; all or nothing."""

    def remove(self, room_id: str) -> None:
        """Delete a room with all its members, if there is one."""

    def forget(self, visitor: str) -> None:
        """Delete all members that a visitor is."""
