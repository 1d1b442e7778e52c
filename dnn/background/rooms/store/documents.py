"""A room and a member as JSON, and back; a key that a version does not know is passed over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from dnn.background.rooms.member import Answer, Member, Position, Star, Vote
from dnn.background.rooms.names import MemberName
from dnn.background.rooms.pushes import Push
from dnn.background.rooms.room import Pace, Room, TeacherRun
from dnn.background.rooms.store.rows import MemberRow, RoomRow


def room_row(room: Room) -> RoomRow:
    """A room as it is written down."""
    return RoomRow(room.id, _written(asdict(room)), room.last_activity)


def member_row(member: Member, room_id: str) -> MemberRow:
    """A member as she is written down."""
    document = asdict(member)
    document["answers"] = {question: asdict(answer) for question, answer in member.answers.items()}
    return MemberRow(member.id, room_id, member.visitor, _written(document))


def read_room(row: RoomRow) -> Room:
    """The room of a row. Raises ValueError, KeyError or TypeError where it cannot be read."""
    given = json.loads(row.document)
    push = given.get("push")
    if push is not None:
        ends = push.get("between")
        given["push"] = _made(Push, {**push, "values": tuple(push["values"]), "between": ends and tuple(ends)})
    for name in ("hidden_controls", "locked_controls", "second_votes", "presented", "presses"):
        given[name] = tuple(given.get(name, ()))
    given["spent_names"] = tuple(_made(MemberName, name) for name in given.get("spent_names", ()))
    given["revealed"] = tuple((question, vote) for question, vote in given.get("revealed", ()))
    shown = given.get("teacher_run")
    given["teacher_run"] = None if shown is None else _made(TeacherRun, shown)
    room: Room = _made(Room, {**given, "pace": _made(Pace, given["pace"])})
    return room


def read_member(row: MemberRow) -> Member:
    """The member of a row. Raises ValueError, KeyError or TypeError where she cannot be read."""
    given = json.loads(row.document)
    answers = {
        question: Answer(_vote(each["first"]), _vote(each["second"])) for question, each in given["answers"].items()
    }
    star = given.get("star")
    values = {
        **given,
        "name": _made(MemberName, given["name"]),
        "answers": answers,
        **{name: _position(given.get(name)) for name in ("position", "own_position")},
        "star": None if star is None else _made(Star, star),
        "stilled_runs": tuple(given.get("stilled_runs", ())),
        "arrived": given.get("arrived", given.get("follows", 0)),
    }
    member: Member = _made(Member, values)
    return member


def _position(given: Mapping[str, Any] | None) -> Position | None:
    return None if given is None else _made(Position, given)


def _vote(given: Mapping[str, Any] | None) -> Vote | None:
    return None if given is None else _made(Vote, given)


def _made(kind: Any, given: Mapping[str, Any]) -> Any:
    names = {field.name for field in fields(kind)}
    return kind(**{name: value for name, value in given.items() if name in names})


def _written(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
