"""The tables of every visitor: kept, listed, shared and deleted by their owners, and brought to whoever may use them.

What cannot be written to the database at present is held in memory until it can, so that a visitor goes on.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection, Iterable
from threading import Lock

from dnn.background.limits import LimitReached
from dnn.background.settings import Settings
from dnn.background.store.names import stored_name
from dnn.background.store.protocol import StoreAway
from dnn.background.tables.limits import MEGABYTE, check_room, check_share
from dnn.background.tables.memory_rows import MemoryRows
from dnn.background.tables.packing import packed
from dnn.background.tables.rows import Room, RoomLimits, TableRows, Use
from dnn.background.tables.stored_table import StoredTable
from dnn.datasets.contents import CONTENTS, ContentAway, MissingContent, TableContent, from_bytes
from dnn.system.cache import BoundedCache

MAX_STORED_NAME = 200
"""Characters of a table's name; longer ones are cut."""
DAY = 86_400.0
"""Seconds."""
BROUGHT_TABLES, BROUGHT_BYTES = 5_000, 20_000_000
"""Small tables that links have brought to visitors who have not trained on them, or may keep no more."""
ALLOWED, ALLOWED_BYTES = 10_000, 300
"""Visitors and tables that are remembered for when the database is away, and the bytes counted for each."""
NOTED_SECONDS = 3_600.0
"""Seconds after which it is noted again that a table is in use."""

Listener = Callable[[Collection[str]], None]
"""Called with the digests of tables that other visitors may use than before."""

log = logging.getLogger(__name__)


class VisitorTables:
    """Tables in memory, and in a database where there is one. Every method may be called from any thread, without the
    manager's lock, and may take milliseconds.

    Attributes:
        in_use: gives the tables that the runs in memory are on; set once, by the manager.

    Args:
        database: rows that outlive the server; None where nothing does.
        clock: seconds since 1970.
    """

    def __init__(
        self, settings: Settings, database: TableRows | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self._settings, self._database, self._now = settings, database, clock
        self.in_use: Callable[[], Collection[Use]] = tuple
        self._memory = MemoryRows()
        self._brought: BoundedCache[bytes] = BoundedCache(BROUGHT_TABLES, BROUGHT_BYTES)
        self._allowed: BoundedCache[bool] = BoundedCache(ALLOWED, ALLOWED * ALLOWED_BYTES)
        self._noted: dict[Use, float] = {}
        self._listeners: list[Listener] = []
        self._moving = Lock()  # held while rows move from memory to the database, are deleted or shared

    # What pages ask of it.

    def keep(self, owner: str, content: TableContent, name: str) -> StoredTable:
        """Store a table for its owner, and have it at hand. One that she has already gets this name.

        Raises:
            LimitReached: it would be more than a visitor may keep, or the server can hold at present.
        """
        now = self._now()
        there = {each.digest: each for each in self.listed(owner)}
        data = packed(content)
        table = StoredTable(content.reference, stored_name(name, MAX_STORED_NAME), len(data), now, now)
        if table.digest not in there:
            check_share(there.values(), len(data), self._settings)
        gone = self._put(owner, table, data)
        CONTENTS.put(content)
        self._forget(gone)
        self._tell([table.digest, *gone])
        return next((each for each in self.listed(owner) if each.digest == table.digest), table)

    def _put(self, owner: str, table: StoredTable, data: bytes) -> list[str]:
        """Write a table down; where that cannot be, hold it in memory. Returns the digests whose contents have gone for
        it."""
        rows, room = self._kept_in, Room(self._limits().bytes, self.in_use())
        try:
            return rows.put(owner, table, data, room)
        except StoreAway:
            log.warning("A table is held in memory until it can be written down.")
        if self._memory.content(table.digest) is None:
            check_room(self._memory.nbytes, len(data), self._settings)
        return self._memory.put(owner, table, data)

    def listed(self, owner: str) -> list[StoredTable]:
        """The tables of an owner, the latest first; those in memory alone while the database is away."""
        found = {table.digest: table for table in self._memory.listed(owner)}
        if self._database is not None:
            try:
                found |= {table.digest: table for table in self._database.listed(owner)}
            except StoreAway:
                log.warning("The tables of a visitor cannot be listed.")
        return sorted(found.values(), key=lambda table: (-table.created, table.digest))

    def get(self, visitor: str, digest: str) -> TableContent:
        """The content of a table that the visitor owns, or that is shared.

        Raises:
            MissingContent: there is none that this visitor may use; ContentAway where that cannot be known at present.
        """
        self.check(visitor, digest)
        return CONTENTS.get(digest)

    def may_use(self, visitor: str, digest: str) -> bool:
        """True if the visitor owns a table of this digest, or somebody shares it; False where that cannot be known at
        present."""
        try:
            self.check(visitor, digest)
        except MissingContent:
            return False
        return True

    def check(self, visitor: str, digest: str) -> None:
        """Refuse a table that the visitor neither owns nor is given by anybody. While the database is away, who was
        found to may use one before still may: nobody can end that meanwhile.

        Raises:
            MissingContent: there is none that this visitor may use; ContentAway where that cannot be known at present.
        """
        try:
            is_brought = self._brought.get((visitor, digest)) is not None
            if not is_brought and not any(rows.is_reachable(visitor, digest) for rows in self._layers()):
                raise MissingContent(digest)
            self._allowed.put((visitor, digest), True, ALLOWED_BYTES)
        except StoreAway as away:
            if self._allowed.get((visitor, digest)) is None:
                raise ContentAway(digest) from away

    def bring(self, visitor: str, content: TableContent) -> None:
        """Let a visitor use a table that a link has brought her, for a while: nothing is stored."""
        digest = content.digest
        try:
            self.check(visitor, digest)
        except MissingContent:
            data = packed(content)
            self._brought.put((visitor, digest), data, len(data))
            self._tell([digest])
        CONTENTS.put(content)

    def keep_brought(self, visitor: str, digest: str) -> None:
        """Store a table that a link has brought to the visitor, who trains on it now. Where she may keep no more, it is
        there for a while as before, and her link brings it again."""
        data = self._brought.get((visitor, digest))
        if data is None:
            return
        content = from_bytes(data)
        try:
            self.keep(visitor, content, ", ".join(content.feature_names))
        except LimitReached as reached:
            log.info("A table of a link is not stored: %s", reached)
        else:
            self._brought.take((visitor, digest))

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
        with self._moving:
            found = [rows.set_shared(owner, digest, is_shared) for rows in self._layers()]
        if not any(found):
            raise MissingContent(digest)
        self._tell([digest])

    def delete(self, owner: str, digest: str) -> None:
        """Delete the owner's table for good, if there is one. Raises StoreAway where that cannot be at present."""
        with self._moving:
            gone = [rows.remove(owner, digest) for rows in reversed(self._layers())]
        brought = self._brought.take((owner, digest))
        self._forget([digest] if any(gone) or brought is not None else [])
        self._tell([digest])

    def delete_all(self, owner: str) -> int:
        """Delete all tables of an owner for good; how many there were. Raises as `delete` does."""
        with self._moving:
            removed = [rows.remove_all(owner) for rows in reversed(self._layers())]
        brought = {digest for _owner, digest in self._brought.discard(lambda use: use[0] == owner)}
        hers = brought.union(*(digests for digests, _gone in removed))
        self._forget(brought.union(*(gone for _digests, gone in removed)))
        self._tell(hers)
        return len(hers)

    # What the server asks of it.

    def content(self, digest: str) -> bytes | None:
        """The bytes of a table, whosever it is, as CONTENTS asks for them: who may use it is asked where a
        configuration comes in.

        Raises:
            ContentAway: that cannot be known at present.
        """
        brought = next(iter(self._brought.find(lambda use: use[1] == digest)), None)
        if brought is not None:
            return brought
        try:
            return next((data for rows in self._layers() if (data := rows.content(digest)) is not None), None)
        except StoreAway as away:
            raise ContentAway(digest) from away

    def on_change(self, listener: Listener) -> None:
        """Have `listener` called after other visitors may use a table than before."""
        self._listeners.append(listener)

    def note_use(self, uses: Iterable[Use]) -> None:
        """Have these tables used now, so that their age begins anew. Raises StoreAway."""
        now = self._now()
        new = [use for use in uses if now - self._noted.get(use, -DAY) >= NOTED_SECONDS]
        for rows in self._layers() if new else ():
            rows.note_use(new, now)
        self._noted = {use: at for use, at in self._noted.items() if now - at < NOTED_SECONDS} | dict.fromkeys(new, now)

    def check_again(self, digests: Collection[str]) -> None:
        """Have it looked again who may use these tables: another server on the same database may have deleted one, or
        ended that it is shared."""
        self._tell(digests)

    def write_down(self) -> None:
        """Write what is in memory until it can be written to the database, whether there is room or not: what has
        waited there is bounded. Raises StoreAway."""
        if self._database is None:
            return
        for owner, waiting in self._memory.all():
            with self._moving:  # nothing is written that its owner deletes meanwhile, or has deleted
                held = self._memory.held(owner, waiting.digest)
                if held is not None:
                    self._database.put(owner, *held)
                    self._memory.remove(owner, waiting.digest)

    def trim(self, in_use: Collection[Use]) -> int:
        """Delete the tables that were not used for too long, and those that are too much, but for those in use and
        those that a kept run of their owner is on; how many contents have gone. Raises StoreAway."""
        gone = set(self._kept_in.trim(self._limits(), self._now(), in_use))
        self._forget(gone)
        self._tell(gone)
        return len(gone)

    @property
    def _kept_in(self) -> TableRows:
        """The rows that tables are to be kept in."""
        return self._memory if self._database is None else self._database

    def _limits(self) -> RoomLimits:
        """The limits of those rows."""
        settings = self._settings
        megabytes = settings.kept_table_megabytes if self._database is None else settings.stored_table_megabytes
        return RoomLimits(settings.stored_table_days * DAY, MEGABYTE * megabytes)

    def _layers(self) -> tuple[TableRows, ...]:
        """Memory, and the database where there is one, in the order in which they are asked."""
        return (self._memory,) if self._database is None else (self._memory, self._database)

    def _forget(self, digests: Iterable[str]) -> None:
        """Forget those of the contents that nobody has any more."""
        for digest in digests:
            if not self._is_anybody_s(digest):
                CONTENTS.discard(digest)

    def _is_anybody_s(self, digest: str) -> bool:
        try:
            return self.content(digest) is not None
        except ContentAway:
            return False  # what is forgotten is brought again

    def _tell(self, digests: Collection[str]) -> None:
        self._allowed.discard(lambda use: use[1] in digests)
        for listener in self._listeners:
            listener(digests)
