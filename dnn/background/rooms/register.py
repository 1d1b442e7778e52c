"""The rooms that a server has in memory, and how they come into its store: by their ids, their codes, and the visitors
in them.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator

from dnn.background.rooms.codes import new_code
from dnn.background.rooms.held_room import HeldRoom
from dnn.background.rooms.refusals import RoomClosed, RoomGone, TooManyRooms
from dnn.background.rooms.room import Room
from dnn.background.rooms.store.documents import member_row, read_member, read_room, room_row
from dnn.background.rooms.store.rows import MemberRow, RoomRow, RoomRows
from dnn.background.settings import Settings
from dnn.background.store.protocol import StoreAway
from dnn.text.messages import CountedText

MAX_ROOMS_PER_VISITOR = 5
"""Rooms that one visitor may have open."""
EMPTY_SECONDS = 1_800.0
"""Seconds after which a room that nobody has joined makes room for another."""
MAX_CLOSED = 1_000
"""Closed rooms that are remembered as such."""
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError)
"""Errors of a row that another version has written."""

log = logging.getLogger(__name__)


class Register:
    """Rooms in memory, with rows behind them. Every method may be called from any thread."""

    def __init__(self, settings: Settings, rows: RoomRows) -> None:
        self._settings, self._rows = settings, rows
        self._lock = threading.RLock()
        self._rooms: dict[str, HeldRoom] = {}
        self._codes: dict[str, str] = {}
        self._of_visitor: defaultdict[str, set[str]] = defaultdict(set)
        self._closed: OrderedDict[str, None] = OrderedDict()
        self._unremoved: set[str] = set()
        self._is_loaded = False

    def __iter__(self) -> Iterator[HeldRoom]:
        with self._lock:
            return iter(list(self._rooms.values()))

    def __len__(self) -> int:
        return len(self._rooms)

    def get(self, room_id: object) -> HeldRoom:
        """The room of an id. Raises RoomClosed or RoomGone where there is none."""
        held = self._rooms.get(room_id) if isinstance(room_id, str) else None
        if held is None:
            raise RoomClosed if room_id in self._closed else RoomGone
        return held

    def by_code(self, code: str) -> HeldRoom | None:
        """The room of a code; None where there is none."""
        with self._lock:
            return self._rooms.get(self._codes.get(code, ""))

    def of_visitor(self, visitor: str) -> list[HeldRoom]:
        """The rooms that a visitor is a member of."""
        with self._lock:
            found = [self._rooms.get(room_id) for room_id in self._of_visitor.get(visitor, ())]
        return [held for held in found if held is not None]

    def is_durable(self, held: HeldRoom) -> bool:
        """True if a room outlives a restart of the server as it is now."""
        return self._rows.is_durable and not held.is_failing

    def add(self, room: Room, now: float) -> HeldRoom:
        """Have a new room, whose code is drawn here.

        Raises:
            TooManyRooms: the server has as many as it takes, or its opener as many as one may have.
        """
        with self._lock:
            if sum(held.room.opener == room.opener for held in self._rooms.values()) >= MAX_ROOMS_PER_VISITOR:
                raise TooManyRooms(_too_many_of_one())
            if len(self._rooms) >= self._settings.rooms:
                self._make_room(now)
            held = HeldRoom(room, (), now)
            held.change(code=new_code(self._codes))
            self._rooms[room.id], self._codes[held.room.code] = held, room.id
        return held

    def _make_room(self, now: float) -> None:
        """End the room that nobody has joined for longest."""
        empty = [held for held in self._rooms.values() if not held.members]
        idle = [held for held in empty if now - held.room.last_activity > EMPTY_SECONDS]
        if not idle:
            raise TooManyRooms(_too_many(self._settings.rooms))
        self.end(min(idle, key=lambda held: held.room.last_activity))

    def note_member(self, held: HeldRoom, visitor: str) -> None:
        """Note that a visitor is a member of a room."""
        with self._lock:
            self._of_visitor[visitor].add(held.room.id)

    def end(self, held: HeldRoom) -> None:
        """Delete a room with everything in it. Its rows, where they cannot be deleted at present, go later."""
        with held.writing:
            with self._lock:
                self._drop(held)
                self._unremoved.add(held.room.id)
            self.remove_rows()

    def remove_rows(self) -> None:
        """Delete the rows of rooms that have ended, as far as they can be reached."""
        for room_id in list(self._unremoved):
            try:
                self._rows.remove(room_id)
            except StoreAway:
                log.warning("Rooms that have ended are still written down, until the database is within reach.")
                return
            self._unremoved.discard(room_id)

    def _drop(self, held: HeldRoom) -> None:
        self._rooms.pop(held.room.id, None)
        self._codes.pop(held.room.code, None)
        for member in list(held.members.values()):
            self._leave(member.visitor, held)
        self._closed[held.room.id] = None
        while len(self._closed) > MAX_CLOSED:
            self._closed.popitem(last=False)

    def _leave(self, visitor: str, held: HeldRoom) -> None:
        rooms = self._of_visitor.get(visitor, set())
        rooms.discard(held.room.id)
        if not rooms:
            self._of_visitor.pop(visitor, None)

    def forget(self, visitor: str) -> None:
        """Delete all of a visitor in every room, a run that she shows her class among it; her names stay spent.

        Raises:
            StoreAway: it cannot be deleted where it is written down; then nothing was.
        """
        self._rows.forget(visitor)
        for held in self.of_visitor(visitor):
            with held.writing, held.lock:
                member = held.member_of(visitor)
                if member is not None:
                    held.remove(member)
            with self._lock:
                self._leave(visitor, held)
            self.write(held)
        for held in self:
            with held.lock:
                shown = held.room.teacher_run
                if shown is not None and shown.owner == visitor:
                    held.take_teacher_run()
            self.write(held)
        self._rows.forget(visitor)  # what was being written meanwhile

    def write(self, held: HeldRoom, with_times: bool = False) -> None:
        """Write down what has changed of a room, before this returns; what cannot be written waits for the upkeep."""
        with held.writing:
            with held.lock:
                taken = held.take_unwritten(with_times)
            if taken is None or held.room.id not in self._rooms:
                return
            members = [member_row(member, held.room.id) for member in taken.members]
            try:
                self._rows.write(None if taken.room is None else room_row(taken.room), members, taken.gone)
                self._note(held, is_failing=False)
            except StoreAway:
                with held.lock:
                    held.put_back(taken)
                self._note(held, is_failing=True)

    def _note(self, held: HeldRoom, *, is_failing: bool) -> None:
        """Note whether a room can be written down, and have everybody told where that has changed."""
        with held.lock:
            if held.is_failing != is_failing:
                held.is_failing = is_failing
                held.tell_all()

    def load(self, now: float) -> None:
        """Have the rooms that a server before this one had, once; where they cannot be reached, later."""
        if self._is_loaded:
            return
        try:
            rooms, members = self._rows.load()
        except StoreAway:
            return
        of_room: defaultdict[str, list[MemberRow]] = defaultdict(list)
        for row in members:
            of_room[row.room].append(row)
        with self._lock:
            for each in rooms:
                if each.id not in self._rooms and each.id not in self._closed:
                    self._restore(each, of_room[each.id], now)
            self._is_loaded = True

    def _restore(self, row: RoomRow, rows: Iterable[MemberRow], now: float) -> None:
        try:
            room, members = read_room(row), [read_member(each) for each in rows]
        except UNREADABLE:
            log.exception("a room of another version cannot be read")
            return
        held = HeldRoom(room, members, now)
        self._rooms[room.id], self._codes[room.code] = held, room.id
        for member in members:
            self._of_visitor[member.visitor].add(room.id)


def _too_many(limit: int) -> CountedText:
    return CountedText(
        "Expected at most {count} room on this server, got one more; try again when another one has ended.",
        "Expected at most {count} rooms on this server, got one more; try again when another one has ended.",
        limit,
    )


def _too_many_of_one() -> CountedText:
    return CountedText(
        "Expected at most {count} room of yours to be open, got one more; close one that you no longer need.",
        "Expected at most {count} rooms of yours to be open, got one more; close one that you no longer need.",
        MAX_ROOMS_PER_VISITOR,
    )
