"""The tables of every visitor: kept, listed, shared and deleted by their owners, and brought to whoever may use them.

What cannot be written to the database at present is held in memory until it can, so that a visitor goes on.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection

from dnn.background.settings import Settings
from dnn.background.store.protocol import StoreAway
from dnn.background.tables.limits import check_room, check_share
from dnn.background.tables.memory_rows import MemoryRows
from dnn.background.tables.packing import packed
from dnn.background.tables.rows import TableRows
from dnn.background.tables.stored_table import StoredTable
from dnn.datasets.contents import CONTENTS, MissingContent, TableContent
from dnn.text.messages import Text

MAX_NAME_LENGTH = 200
"""Characters of a table's name; longer ones are cut."""
AWAY = Text("Expected the stored tables to be within reach, and at present they are not; try again in a minute.")

log = logging.getLogger(__name__)


class VisitorTables:
    """Tables in memory, and in a database where there is one. Every method may be called from any thread, without the
    manager's lock, and may take milliseconds.

    Args:
        database: rows that outlive the server; None where nothing does.
        clock: seconds since 1970.
    """

    def __init__(
        self, settings: Settings, database: TableRows | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self._settings, self._database, self._now = settings, database, clock
        self._memory = MemoryRows()

    # What pages ask of it.

    def keep(self, owner: str, content: TableContent, name: str) -> StoredTable:
        """Store a table for its owner, and have it at hand. One that she has already gets this name.

        Raises:
            LimitReached: it would be more than a visitor may keep.
        """
        data = packed(content)
        now = self._now()
        table = StoredTable(content.reference, name[:MAX_NAME_LENGTH], len(data), now, now)
        there = {each.digest: each for each in self.listed(owner)}
        if table.digest not in there:
            check_share(there.values(), len(data), self._settings)
        self._put(owner, table, data)
        CONTENTS.put(content)
        return next(each for each in self.listed(owner) if each.digest == table.digest)

    def _put(self, owner: str, table: StoredTable, data: bytes) -> None:
        """Write a table down; where that cannot be, hold it in memory."""
        if self._database is not None:
            try:
                self._database.put(owner, table, data)
                return
            except StoreAway as away:
                log.warning("A table is held in memory for the time being: %s", away)
        if self._memory.content(table.digest) is None:
            check_room(self._memory.nbytes, len(data), self._settings)
        self._memory.put(owner, table, data)

    def listed(self, owner: str) -> list[StoredTable]:
        """The tables of an owner, the latest first; those in memory alone while the database is away."""
        found: dict[str, StoredTable] = {}
        for rows in self._reversed_layers():
            try:
                found |= {table.digest: table for table in rows.listed(owner)}
            except StoreAway as away:
                log.warning("The tables of a visitor cannot be listed: %s", away)
        return sorted(found.values(), key=lambda table: (-table.created, table.digest))

    def get(self, visitor: str, digest: str) -> TableContent:
        """The content of a table that the visitor owns, or that is shared.

        Raises:
            MissingContent: there is none that this visitor may use.
            StoreAway: that cannot be known at present.
        """
        if not any(rows.is_reachable(visitor, digest) for rows in self._layers()):
            raise MissingContent(digest)
        return CONTENTS.get(digest)

    def may_use(self, visitor: str, digest: str) -> bool:
        """True if the visitor owns a table of this digest, or somebody shares it; False where that cannot be known at
        present."""
        try:
            return any(rows.is_reachable(visitor, digest) for rows in self._layers())
        except StoreAway:
            return False

    def share(self, owner: str, digest: str) -> None:
        """Let whoever has a link with this digest use the owner's table.

        Raises:
            MissingContent: she has no such table.
            StoreAway: it cannot be written down at present.
        """
        self._set_shared(owner, digest, True)

    def end_sharing(self, owner: str, digest: str) -> None:
        """Let nobody else use the owner's table any more. Raises as `share` does."""
        self._set_shared(owner, digest, False)

    def _set_shared(self, owner: str, digest: str, is_shared: bool) -> None:
        found = [rows.set_shared(owner, digest, is_shared) for rows in self._layers()]
        if not any(found):
            raise MissingContent(digest)

    def delete(self, owner: str, digest: str) -> None:
        """Delete the owner's table for good, if there is one. Raises StoreAway where that cannot be at present."""
        gone = [rows.remove(owner, digest) for rows in self._reversed_layers()]
        self._forget([digest] if any(gone) else [])

    def delete_all(self, owner: str) -> int:
        """Delete all tables of an owner for good; how many there were. Raises as `delete` does."""
        removed = [rows.remove_all(owner) for rows in self._reversed_layers()]
        self._forget([digest for _hers, gone in removed for digest in gone])
        return len({digest for hers, _gone in removed for digest in hers})

    # What the server asks of it.

    def content(self, digest: str) -> bytes | None:
        """The bytes of a table, whosever it is: who may use it is asked where a configuration comes in.

        Raises:
            StoreAway: that cannot be known at present.
        """
        return next((data for rows in self._layers() if (data := rows.content(digest)) is not None), None)

    def _layers(self) -> tuple[TableRows, ...]:
        """What holds rows, that which is asked first first."""
        return (self._memory,) if self._database is None else (self._memory, self._database)

    def _reversed_layers(self) -> tuple[TableRows, ...]:
        return self._layers()[::-1]

    def _forget(self, digests: Collection[str]) -> None:
        """Forget contents that nobody has any more."""
        for digest in digests:
            if not any(rows.content(digest) is not None for rows in self._layers()):
                CONTENTS.discard(digest)
