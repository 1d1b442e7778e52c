"""The contract of what holds the rows of stored tables, and each content once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

from dnn.background.tables.stored_table import StoredTable

Use = tuple[str, str]
"""An owner and the digest of a table of hers."""


@dataclass(frozen=True)
class RoomLimits:
    """Limits of what is kept: seconds since a table was used last, and bytes of all contents."""

    seconds: float
    bytes: int


@dataclass(frozen=True)
class Room:
    """Room for a new content: bytes that all contents may take with it, and the tables that runs in memory are on."""

    bytes: int
    in_use: Collection[Use]


class TableRows(Protocol):
    """Rows of tables, one an owner and digest, and the contents, one a digest, which goes with the last of its rows.

    Every method is safe to call from several threads, may take milliseconds, and raises StoreAway where the rows cannot
    be reached.
    """

    def put(self, owner: str, table: StoredTable, content: bytes, room: Room | None = None) -> list[str]:
        """Have a row, and the content if it is not there; of a row that is there name and time of use are renewed.

        A content that is new has to find room, if `room` says how much there is: of what is not in use, what was not
        used for longest goes for it.

        Returns:
            The digests whose contents have gone.

        Raises:
            LimitReached: there is no room for it, even without all that is not in use; then nothing has gone.
        """

    def listed(self, owner: str) -> list[StoredTable]:
        """The tables of an owner, in no particular order."""

    def is_reachable(self, visitor: str, digest: str) -> bool:
        """True if the visitor has a row of this digest, or somebody who has one shares it."""

    def content(self, digest: str) -> bytes | None:
        """The content of a digest; None where there is none."""

    def set_shared(self, owner: str, digest: str, is_shared: bool) -> bool:
        """Share a table, or end that; whether there is such a row."""

    def note_use(self, uses: Iterable[Use], now: float) -> None:
        """Have these tables used now; those that are not there are passed over."""

    def remove(self, owner: str, digest: str) -> bool:
        """Delete a row; whether its content has gone with it."""

    def remove_all(self, owner: str) -> tuple[list[str], list[str]]:
        """Delete all rows of an owner; the digests of them, and of those the ones whose contents have gone."""

    def trim(self, limits: RoomLimits, now: float, in_use: Collection[Use]) -> list[str]:
        """Delete what is too old, and then of what was not used for longest what is too much, but for what is in use;
        the digests whose contents have gone."""
