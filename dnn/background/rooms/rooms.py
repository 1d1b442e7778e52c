"""All rooms of a server: what pages and routes ask of them."""

from __future__ import annotations

import math
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dnn.background.limits import NotOwner
from dnn.background.rooms import seats
from dnn.background.rooms.acts import do_act
from dnn.background.rooms.class_runs import ClassRuns
from dnn.background.rooms.codes import read_code
from dnn.background.rooms.goal import note_goal
from dnn.background.rooms.guesses import Guesses
from dnn.background.rooms.held_room import HeldRoom
from dnn.background.rooms.member import Member, Standing
from dnn.background.rooms.pushes import LAST_STEP, read_config, read_lesson
from dnn.background.rooms.refusals import (
    HandsStill,
    NotInRoom,
    NotTeacher,
    OnlyLooking,
    RoomClosed,
    StillWaiting,
    UnknownCode,
    UnknownRoom,
)
from dnn.background.rooms.register import Register
from dnn.background.rooms.room import Room, read_title
from dnn.background.rooms.steering import Steered, meant_member, steer
from dnn.background.rooms.store.rows import RoomRows
from dnn.background.rooms.views.results import results_csv
from dnn.background.rooms.views.student_view import student_document
from dnn.background.rooms.views.wall import member_answers
from dnn.background.rooms.views.walls import Catalogues, Walls
from dnn.background.settings import Settings
from dnn.background.wire import RoomMemberAnswers, RoomOpening, RoomStudentDocument
from dnn.errors import ConfigurationError
from dnn.lessons.path.gain import GroupGain, Scores, group_gain
from dnn.system.rounds import Rounds
from dnn.text.messages import Text
from dnn.validation.checks import whole_number

HOUR = 3_600.0
ROUND_SECONDS = 10.0
"""Seconds between two rounds that write again what could not be written, and end rooms."""
TIMES_SECONDS = 60.0
"""Seconds after which times alone, of which the loss matters little, are written down."""
WITHOUT_SEAT = ("leave",)
"""Acts that need no seat: who knocks may go away."""
STANDINGS_SHOWN: tuple[Standing, ...] = ("seated", "waiting", "refused", "removed")
"""Standings in which a visitor is shown her room, the first ones rather."""


def _nobody_tested(visitor: str) -> Scores | None:
    """No scores, as of a server without lessons."""
    return None


def _as_many_as_may_be(lesson: str) -> int:
    """The steps of any lesson, of a server that does not know them."""
    return LAST_STEP + 1


class Rooms:
    """The rooms of a server. Every method may be called from any thread; those that change something write it down
    before they return, which may take milliseconds.

    Args:
        test_scores: the right answers of a visitor before the lessons and after them; None where she has not done both.
        clock: seconds since 1970, by which rooms end.
        monotonic: seconds of a clock that only grows, by which walls are made and wrong codes slowed.
        steps_of_lesson: the number of steps of the lesson of a name; 0 where there is none.
    """

    def __init__(
        self,
        settings: Settings,
        rows: RoomRows,
        runs: ClassRuns,
        test_scores: Callable[[str], Scores | None] = _nobody_tested,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        steps_of_lesson: Callable[[str], int] = _as_many_as_may_be,
    ) -> None:
        self._settings, self._runs, self._now, self._monotonic = settings, runs, clock, monotonic
        self._test_scores, self._steps_of_lesson = test_scores, steps_of_lesson
        self._register = Register(settings, rows)
        self._guesses = Guesses(monotonic)
        self._walls = Walls(runs, self._register.is_durable, clock, monotonic)
        self._upkeep = Rounds("dnn-rooms", self.go_round, ROUND_SECONDS, self.go_round)
        self._times_written = monotonic()

    def open(self) -> None:
        """Have the rooms that a server before this one had, and begin to look after them."""
        self.go_round()
        self._upkeep.open()

    def close(self) -> None:
        """Write down what waits, times too, and end."""
        self._times_written = -math.inf
        self._upkeep.close()

    def __len__(self) -> int:
        return len(self._register)

    # The teacher.

    def open_room(
        self, opener: str, *, title: object = "", language: str = "en", lesson: object = None, scenario: object = None
    ) -> RoomOpening:
        """Open a room for a lesson, or a scenario, a configuration as a dict.

        Raises:
            ConfigurationError: a title, lesson or scenario that is none, or both; a lesson that there is not.
            TooManyRooms: there are as many as the server takes, or as one visitor may have.
        """
        if (lesson is None) == (scenario is None):
            expected = Text("the one of lesson and scenario that it works on")
            raise ConfigurationError("room", expected, Text("both or none"), '"lesson": "shapes"')
        if lesson is not None:
            self._check_step(read_lesson(lesson), 0)
        now = self._now()
        room = Room(
            *(secrets.token_urlsafe(16), "", secrets.token_urlsafe(16), secrets.token_urlsafe(16), opener),
            title=read_title(title),
            language=language,
            lesson="" if lesson is None else read_lesson(lesson),
            scenario="" if scenario is None else read_config(scenario),
            created=now,
            last_activity=now,
            teacher_seen=now,
        )
        held = self._register.add(room, now)
        self._register.write(held)
        return self._opening(held)

    def keys(self, room_id: str, key: str) -> RoomOpening:
        """The room's code and keys, for the teacher alone. Raises as `wall`, and OnlyLooking."""
        return self._opening(self._of_teacher(room_id, key))

    def _opening(self, held: HeldRoom) -> RoomOpening:
        room = held.room
        return {
            "room": room.id,
            "code": room.code,
            "teacher_key": room.teacher_key,
            "co_teacher_key": room.co_teacher_key,
            "is_durable": self._register.is_durable(held),
        }

    def wall(
        self,
        room_id: str,
        key: str,
        since: int,
        catalogues: Catalogues,
        *,
        is_projector: bool = False,
        is_zipped: bool = False,
    ) -> bytes | None:
        """The wall as JSON, a RoomWallDocument, for a device that knows the version `since`, -1 for nothing; None where
        there is nothing new. All devices of a room share what is made, at most twice a second.

        Args:
            is_projector: without names where the room is anonymous, and without answers that are not revealed.
            is_zipped: compressed by gzip.

        Raises:
            RoomClosed, RoomGone: there is no such room.
            NotTeacher: the key is neither the teacher's nor the co-teacher's.
        """
        held, now = self._of_teacher(room_id, key, is_looking=True), self._now()
        with held.lock:
            held.note_freedom(now)
        return self._walls.since(held, since, catalogues, is_projector=is_projector, is_zipped=is_zipped)

    def steer(
        self, room_id: str, key: str, name: object, given: Mapping[str, Any], press: str = "", visitor: str = ""
    ) -> None:
        """Do what the teacher asks for: an entry of STEERING, with its values; what was done under the same `press`, a
        text that is not empty, is not done again, be it after a restart of the server. A run that is shown has to be
        one of the `visitor` who steers.

        Raises:
            RoomClosed, RoomGone: there is no such room.
            NotTeacher, OnlyLooking: the key does not steer.
            ConfigurationError: an unknown act or key, or a value that cannot be; a lesson or step that there is not.
            NotNow: it cannot be done at present.
            NotOwner: the run is somebody else's.
        """
        held = self._of_teacher(room_id, key)
        if name == "push":
            self._check_pushed(given.get("push"))
        if name == "show_run" and given.get("run") is not None:
            self._check_run(given["run"], visitor)
        with held.lock:
            if not held.has_press(press):
                steer(Steered(held, given, self._now(), self._runs, visitor), name)
                held.note_press(press)
            held.wall.expire()
        self._register.write(held)

    def _check_pushed(self, push: object) -> None:
        """Refuse a lesson that there is not, or a step that it does not have; asked without the room's lock, since a
        teacher's own lesson may be in the database."""
        if isinstance(push, Mapping) and push.get("kind") == "lesson":
            self._check_step(read_lesson(push.get("lesson")), push.get("step"))

    def _check_step(self, lesson: str, step: object) -> None:
        steps = self._steps_of_lesson(lesson)
        if steps == 0:
            expected = Text("the name of a lesson that there is on this server")
            raise ConfigurationError("lesson", expected, lesson, "shapes")
        whole_number("step", step, 0, steps - 1)

    def close_room(self, room_id: str, key: str) -> None:
        """Delete a room with everything in it. Raises as `steer`."""
        held = self._of_teacher(room_id, key)
        self._let_go_on(held)
        self._register.end(held)

    def results(self, room_id: str, key: str, catalogues: Catalogues) -> str:
        """Results as CSV, with the names of the room. Raises as `wall`."""
        held = self._of_teacher(room_id, key, is_looking=True)
        tiles = self._walls.tiles(held)
        scores = self._scores(held)
        with held.lock:
            return results_csv(held, tiles, catalogues(held.room.language), scores)

    def answers(self, room_id: str, key: str, member: object) -> RoomMemberAnswers:
        """All that a member has answered. Raises as `wall`, and ConfigurationError where there is no such member."""
        held = self._of_teacher(room_id, key, is_looking=True)
        with held.lock:
            return member_answers(meant_member(held, member))

    def gain(self, room_id: str, key: str) -> GroupGain:
        """The gain of the students from the six questions before the lessons to the six after. Raises as `wall`, and
        StoreAway."""
        held = self._of_teacher(room_id, key, is_looking=True)
        return group_gain([scores for scores in self._scores(held).values() if scores is not None])

    def _scores(self, held: HeldRoom) -> dict[str, Scores | None]:
        """The scores of the members by their ids; read without the room's lock, since they may be in the database."""
        with held.lock:
            visitors = {member.id: member.visitor for member in held}
        return {member: self._test_scores(visitor) for member, visitor in visitors.items()}

    def _of_teacher(self, room_id: str, key: str, *, is_looking: bool = False) -> HeldRoom:
        held = self._register.get(room_id)
        given, room = key.encode(), held.room
        is_teacher = secrets.compare_digest(given, room.teacher_key.encode())
        is_co_teacher = secrets.compare_digest(given, room.co_teacher_key.encode())
        if not (is_teacher or is_co_teacher):
            raise NotTeacher
        if is_teacher:
            with held.lock:
                held.see_teacher(self._now())
                held.note_freedom(self._now())
        elif not is_looking:
            raise OnlyLooking
        return held

    # The student.

    def join(self, code: object, visitor: str) -> str:
        """Have a visitor in the room of a code, with the seat that she had if she comes back; or waiting, where it is
        locked. Returns the room's id.

        Raises:
            ConfigurationError: it cannot be a code.
            UnknownCode: no room has it.
            TooManyGuesses: too many wrong ones came before.
            RoomFull: there are as many members as it takes.
            NotNow: the teacher has not let her in.
        """
        held = self._of_code(code, visitor)
        now = self._now()
        with held.lock:
            member = seats.join(held, visitor, self._settings.room_members, now)
            held.note_act(member, now)
            if member.is_seated and held.room.holds_still(now):
                paused = self._runs.pause({visitor}).get(visitor, ())
                held.put(replace(member, stilled_runs=tuple(dict.fromkeys((*member.stilled_runs, *paused)))))
        self._register.note_member(held, visitor)
        self._register.write(held)
        return held.room.id

    def join_alone(self, code: object, visitor: str) -> str:
        """The same, and have her leave the room that she was in before. Raises as `join`; then she is where she was."""
        before = self.room_of(visitor)
        room_id = self.join(code, visitor)
        if before is not None and before != room_id:
            self.leave(before, visitor)
        return room_id

    def leave(self, room_id: str, visitor: str) -> None:
        """Have a visitor in a room no more; where she has no seat there, or there is no such room, nothing is done."""
        try:
            held = self._register.get(room_id)
        except (RoomClosed, UnknownRoom):
            return
        with held.lock:
            member = held.member_of(visitor)
            if member is None:
                return
            seats.leave(held, member)
        self._register.write(held)

    def title_of(self, code: object, visitor: str) -> str:
        """The title of the room of a code, for who may join it. A wrong code counts as one that was to be joined by.

        Raises:
            ConfigurationError, UnknownCode, TooManyGuesses: as `join`.
        """
        return self._of_code(code, visitor).room.title

    def _of_code(self, code: object, visitor: str) -> HeldRoom:
        self._guesses.check(visitor)
        held = self._register.by_code(read_code(code))
        if held is None:
            self._guesses.note_wrong(visitor)
            raise UnknownCode
        return held

    def room_of(self, visitor: str) -> str | None:
        """The id of the room that a visitor has a seat in, or else knocks at, or else was sent away from; of several
        the one that she joined last. None where there is none."""
        found = []
        for held in self._register.of_visitor(visitor):
            with held.lock:
                member = held.member_of(visitor)
            if member is not None and member.standing in STANDINGS_SHOWN:
                found.append((STANDINGS_SHOWN.index(member.standing), -member.joined, held.room.id))
        return min(found)[2] if found else None

    def view(self, room_id: str, visitor: str, since: int, catalogues: Catalogues) -> RoomStudentDocument | None:
        """All that a member may know, where it is newer than the version `since`, -1 for nothing; else None.

        Raises:
            RoomClosed, RoomGone: there is no such room.
            NotInRoom: the visitor is no member.
        """
        held, now = self._register.get(room_id), self._now()
        note_goal(held, visitor, self._runs)
        with held.lock:
            member = self._member(held, visitor)
            held.note_seen(member, now)
            held.note_freedom(now)
            if held.changed_for(member) == since:
                return None
            catalogue = catalogues(held.room.language)
            return student_document(held, member, now, catalogue, self._register.is_durable(held))

    def act(self, room_id: str, visitor: str, name: object, given: Mapping[str, Any], catalogues: Catalogues) -> None:
        """Do what a member asks for: an entry of ACTS, with its values.

        Raises:
            RoomClosed, RoomGone, NotInRoom: as `view`.
            StillWaiting: she has not been let in.
            NotOwner: the run is somebody else's.
            ConfigurationError: an unknown act or key, or a value that cannot be.
            NotNow: the room does not allow it at present.
        """
        held = self._register.get(room_id)
        if name == "report" and given.get("run"):
            self._check_run(given["run"], visitor)
        with held.lock:
            member = self._member(held, visitor)
            if not member.is_seated and name not in WITHOUT_SEAT:
                raise StillWaiting if member.standing in ("waiting", "refused") else NotInRoom
            do_act(held, member, name, given, self._now(), catalogues(held.room.language))
        self._register.write(held)

    def _check_run(self, run_id: object, visitor: str) -> None:
        """Refuse a run that is not the visitor's own; one that is outlives a restart, as the room does."""
        owner = self._runs.owner_of(run_id) if isinstance(run_id, str) else None
        if owner is None:
            raise ConfigurationError("run", Text("the id of a run of yours"), run_id, Text("the one on the page"))
        if owner != visitor:
            raise NotOwner
        self._runs.keep(str(run_id))

    def _member(self, held: HeldRoom, visitor: str) -> Member:
        member = held.member_of(visitor)
        if member is None:
            raise NotInRoom
        return member

    def check_may_train(self, visitor: str) -> None:
        """Refuse a command that would let a run train while a room of its owner holds still. Raises HandsStill."""
        for held in self._register.of_visitor(visitor):
            member = held.member_of(visitor)
            if member is not None and member.is_seated and held.room.holds_still(self._now()):
                raise HandsStill

    # The upkeep.

    def forget(self, visitor: str) -> None:
        """Delete all of a visitor: her seats, names and answers in every room. Raises StoreAway; then nothing was."""
        self._register.forget(visitor)

    def go_round(self) -> None:
        """End the rooms whose time is over, and write down what could not be written before."""
        now, monotonic = self._now(), self._monotonic()
        self._register.load(now)
        self._register.remove_rows()
        with_times = monotonic - self._times_written >= TIMES_SECONDS
        self._times_written = monotonic if with_times else self._times_written
        for held in self._register:
            if now - held.room.last_activity > HOUR * self._settings.room_hours:
                self._register.end(held)
            else:
                self._register.write(held, with_times)

    def _let_go_on(self, held: HeldRoom) -> None:
        """Let the runs go on that were paused with a room that ends."""
        with held.lock:
            stilled = [(member.stilled_runs, member.visitor) for member in held if member.stilled_runs]
        for run_ids, visitor in stilled:
            self._runs.go_on(run_ids, visitor)
