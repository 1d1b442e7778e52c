"""Rows of tables in the memory of this process: they end with it."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable
from dataclasses import replace

from dnn.background.tables.limits import leaving_for
from dnn.background.tables.rows import Room, RoomLimits, Use
from dnn.background.tables.stored_table import StoredTable


class MemoryRows:
    """Rows and contents in memory alone."""

    def __init__(self) -> None:
        self._rows: dict[Use, StoredTable] = {}
        self._contents: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def nbytes(self) -> int:
        """Bytes of all contents."""
        with self._lock:
            return sum(map(len, self._contents.values()))

    def put(self, owner: str, table: StoredTable, content: bytes, room: Room | None = None) -> list[str]:
        """Have a row, and the content if it is not there and there is room for it."""
        with self._lock:
            gone: list[str] = []
            if room is not None and table.digest not in self._contents:
                sizes = {digest: len(held) for digest, held in self._contents.items()}
                idle = [use for _used, use in self._idle(room.in_use)]
                gone = self._removed(leaving_for(len(content), room.bytes, sizes, idle, self._rows.keys()))
            there = self._rows.get((owner, table.digest))
            self._rows[owner, table.digest] = (
                table if there is None else replace(there, name=table.name, used=table.used)
            )
            self._contents.setdefault(table.digest, content)
            return gone

    def listed(self, owner: str) -> list[StoredTable]:
        """The tables of an owner."""
        with self._lock:
            return [table for (whose, _digest), table in self._rows.items() if whose == owner]

    def all(self) -> list[tuple[str, StoredTable]]:
        """All rows, each with its owner."""
        with self._lock:
            return [(owner, table) for (owner, _digest), table in self._rows.items()]

    def held(self, owner: str, digest: str) -> tuple[StoredTable, bytes] | None:
        """A row with its content; None where there is none."""
        with self._lock:
            table = self._rows.get((owner, digest))
            return None if table is None else (table, self._contents[digest])

    def is_reachable(self, visitor: str, digest: str) -> bool:
        """True if the visitor has a row of this digest, or somebody who has one shares it."""
        with self._lock:
            return (visitor, digest) in self._rows or any(
                table.is_shared for (_owner, held), table in self._rows.items() if held == digest
            )

    def content(self, digest: str) -> bytes | None:
        """The content of a digest."""
        with self._lock:
            return self._contents.get(digest)

    def set_shared(self, owner: str, digest: str, is_shared: bool) -> bool:
        """Share a table, or end that; whether there is such a row."""
        with self._lock:
            table = self._rows.get((owner, digest))
            if table is None:
                return False
            self._rows[owner, digest] = replace(table, is_shared=is_shared)
            return True

    def note_use(self, uses: Iterable[Use], now: float) -> None:
        """Have these tables used now."""
        with self._lock:
            for use in uses:
                if use in self._rows:
                    self._rows[use] = replace(self._rows[use], used=now)

    def remove(self, owner: str, digest: str) -> bool:
        """Delete a row; whether its content has gone with it."""
        with self._lock:
            return bool(self._removed([(owner, digest)]))

    def remove_all(self, owner: str) -> tuple[list[str], list[str]]:
        """Delete all rows of an owner."""
        with self._lock:
            hers = [use for use in self._rows if use[0] == owner]
            return [digest for _owner, digest in hers], self._removed(hers)

    def trim(self, limits: RoomLimits, now: float, in_use: Collection[Use]) -> list[str]:
        """Delete what is too old, and then what is too much, but for what is in use."""
        with self._lock:
            idle = self._idle(in_use)
            gone = self._removed([use for used, use in idle if used < now - limits.seconds])
            for _used, use in idle:
                if sum(map(len, self._contents.values())) <= limits.bytes:
                    break
                gone += self._removed([use])
            return gone

    def _idle(self, in_use: Collection[Use]) -> list[tuple[float, Use]]:
        """The rows that are not in use, those first that were not used for longest."""
        return sorted((table.used, use) for use, table in self._rows.items() if use not in in_use)

    def _removed(self, uses: Iterable[Use]) -> list[str]:
        """Delete rows, and contents that have none any more; the digests of those."""
        digests = {digest for use in uses if self._rows.pop(use, None) is not None for digest in use[1:]}
        gone = digests - {digest for _owner, digest in self._rows}
        for digest in gone:
            del self._contents[digest]
        return sorted(gone)
