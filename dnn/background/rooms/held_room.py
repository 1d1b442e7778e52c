"""A room in memory: its value, its members, who was there when, and what of it is still to be written down.

What is changed gets the next number of the room, so that a browser that says what it knows hears of news alone. All is
called while `lock` is held.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from dnn.background.rooms.member import Member
from dnn.background.rooms.names import MemberName
from dnn.background.rooms.room import TEACHER, Room
from dnn.background.rooms.views.histograms import Histograms
from dnn.background.rooms.views.shared_wall import SharedWall

PRESENT_SECONDS = 30.0
"""Seconds after which a member who is not heard of is no longer there; a hidden tab asks once in ten."""

MAX_PRESSES = 50
"""Presses of the teacher's that are remembered, so that none that is sent again is carried out twice."""


@dataclass(frozen=True)
class Unwritten:
    """The part of a room that is to be written down: the room itself or None, changed members, ids of those deleted."""

    room: Room | None
    members: tuple[Member, ...]
    gone: tuple[str, ...]


class HeldRoom:
    """A room and its members.

    Attributes:
        lock: held for every use.
        writing: held while it is written down, so that what is older never comes after what is newer.
        drawing: held while its wall is made.
        is_failing: True while it cannot be written down.
        seen, acted: seconds since 1970 at which a member was heard of, and did something, by her id.
        version: the number of the latest change; those of another life of the server are smaller.
        votes: the number of the vote given last.
    """

    def __init__(self, room: Room, members: Iterable[Member], now: float) -> None:
        self.lock, self.writing, self.drawing = threading.RLock(), threading.Lock(), threading.Lock()
        self.is_failing = False
        self.room = room
        self.members = {member.id: member for member in members}
        self._ids = {member.visitor: member.id for member in self.members.values()}
        self.seen = dict.fromkeys(self.members, now)
        self.acted = dict.fromkeys(self.members, now)
        self.version = self._public_at = int(1_000 * now)
        self._changed_at: dict[str, int] = {}
        self.votes = max(
            (
                vote.number
                for member in self.members.values()
                for answer in member.answers.values()
                for vote in (answer.first, answer.second)
                if vote is not None
            ),
            default=0,
        )
        self.wall, self.histograms = SharedWall(), Histograms()
        self.was_free, self.was_taught = room.is_free(now), room.is_taught(now)
        self.is_touched = False
        self._is_room_unwritten = False
        self._unwritten: set[str] = set()
        self._gone: set[str] = set()

    def __iter__(self) -> Iterator[Member]:
        """The members who take part, by their seats."""
        return iter(
            sorted((member for member in self.members.values() if member.is_seated), key=lambda each: each.seat)
        )

    def member_of(self, visitor: str) -> Member | None:
        """The member that a visitor is; None where she is none."""
        member_id = self._ids.get(visitor)
        return None if member_id is None else self.members[member_id]

    def change(self, **values: Any) -> None:
        """Give the room other values, which everybody is told."""
        changed = replace(self.room, **values)
        if changed != self.room:
            self.room, self._is_room_unwritten = changed, True
            self.tell_all()

    def take_teacher_run(self) -> None:
        """Show no run of the teacher's own any more."""
        presented = tuple(each for each in self.room.presented if each != TEACHER)
        self.change(teacher_run=None, presented=presented)

    def put(self, member: Member) -> None:
        """Have a member, new or changed, who is told; and so is the teacher."""
        if self.members.get(member.id) == member:
            return
        self.members[member.id] = member
        self._ids[member.visitor] = member.id
        self._unwritten.add(member.id)
        self.version += 1
        self._changed_at[member.id] = self.version

    def remove(self, member: Member) -> None:
        """Delete all of a member; an invented name is spent, one of her own is not even remembered."""
        for held in (self.members, self.seen, self.acted, self._changed_at):
            held.pop(member.id, None)
        self._ids.pop(member.visitor, None)
        self._unwritten.discard(member.id)
        self._gone.add(member.id)
        presented = tuple(each for each in self.room.presented if each != member.id)
        spent = self.room.spent_names if member.name.own else (*self.room.spent_names, member.name)
        self.change(spent_names=spent, presented=presented)

    def tell_all(self) -> None:
        """Have everybody told that something has changed."""
        self.version += 1
        self._public_at = self.version

    def changed_for(self, member: Member) -> int:
        """The number of the latest change that this member is told of."""
        return max(self._public_at, self._changed_at.get(member.id, 0))

    def note_seen(self, member: Member, now: float) -> None:
        """Note that a member is there."""
        self.seen[member.id] = now

    def note_act(self, member: Member, now: float) -> None:
        """Note that a member does something, which is a use of the room."""
        self.seen[member.id] = self.acted[member.id] = now
        self.touch(now)

    def touch(self, now: float) -> None:
        """Note a use of the room; that is written down with the next change, or when the upkeep comes by."""
        self.room, self.is_touched = replace(self.room, last_activity=now), True

    def has_press(self, press: str) -> bool:
        """True if a press of the teacher's was carried out already."""
        return press != "" and press in self.room.presses

    def note_press(self, press: str) -> None:
        """Note that a press of the teacher's was carried out, which is written down and of which nobody is told."""
        if press:
            self.room = replace(self.room, presses=(*self.room.presses, press)[-MAX_PRESSES:])
            self._is_room_unwritten = True

    def see_teacher(self, now: float) -> None:
        """Note that the teacher is there."""
        self.room, self.is_touched = replace(self.room, teacher_seen=now), True

    def note_freedom(self, now: float) -> None:
        """Have everybody told where the teacher has gone, has been away for too long, or is back."""
        now_known = self.room.is_free(now), self.room.is_taught(now)
        if now_known != (self.was_free, self.was_taught):
            self.was_free, self.was_taught = now_known
            self.tell_all()

    def is_present(self, member: Member, now: float) -> bool:
        """True if a member was heard of lately."""
        return now - self.seen.get(member.id, 0.0) <= PRESENT_SECONDS

    def present(self, now: float) -> int:
        """Number of members who were heard of lately."""
        return sum(now - seen <= PRESENT_SECONDS for seen in self.seen.values())

    def taken_names(self) -> set[str]:
        """The keys of all names that are given, or were."""
        return {name.key for name in self.all_names()}

    def all_names(self) -> list[MemberName]:
        """All names that are given, or were."""
        return [*self.room.spent_names, *(member.name for member in self.members.values())]

    def take_unwritten(self, with_times: bool = False) -> Unwritten | None:
        """Take what is to be written down, `with_times` also where nothing but times has changed; None for nothing."""
        is_room_due = self._is_room_unwritten or (with_times and self.is_touched)
        if not (is_room_due or self._unwritten or self._gone):
            return None
        members = tuple(self.members[each] for each in sorted(self._unwritten))
        taken = Unwritten(self.room if is_room_due else None, members, tuple(sorted(self._gone)))
        self._is_room_unwritten = self._is_room_unwritten and not is_room_due
        self.is_touched = self.is_touched and not is_room_due
        self._unwritten, self._gone = set(), set()
        return taken

    def put_back(self, taken: Unwritten) -> None:
        """Have what could not be written down wait again."""
        self._is_room_unwritten = self._is_room_unwritten or taken.room is not None
        self._unwritten |= {member.id for member in taken.members} & self.members.keys()
        self._gone |= set(taken.gone)
