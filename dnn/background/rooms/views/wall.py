"""The wall: all members of a room, those first who need help, with their runs in small; and answers, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from operator import itemgetter

from dnn.background.rooms.class_runs import RunGlance
from dnn.background.rooms.held_room import HeldRoom
from dnn.background.rooms.member import Member, Position
from dnn.background.rooms.room import Room
from dnn.background.rooms.views.needs_help import NEEDS, Known, need_of, reference_of
from dnn.background.rooms.views.tiles import RunTile, run_tile
from dnn.background.wire import (
    RoomCounts,
    RoomKnock,
    RoomMemberAnswers,
    RoomMemberTile,
    RoomPosition,
    RoomPushDocument,
    RoomQuestion,
    RoomStar,
    RoomTeacherRun,
    RoomWallDocument,
)
from dnn.text.messages import Translations


def tiles_of(glances: Mapping[str, RunGlance], known: Mapping[str, RunTile], now: float) -> dict[str, RunTile]:
    """The tiles of runs at a time in seconds; one that has not changed is taken from those known. Needs no lock."""

    def tile_of(glance: RunGlance) -> RunTile:
        tile = known.get(glance.run_id)
        return tile if tile is not None and tile.mark == glance.mark else run_tile(glance, tile, now)

    return {run_id: tile_of(glance) for run_id, glance in glances.items()}


def wall_document(
    held: HeldRoom, tiles: Mapping[str, RunTile], now: float, catalogue: Translations, is_durable: bool
) -> RoomWallDocument:
    """The wall of a room at a time in seconds since 1970, in the language of the catalogue. Called under its lock."""
    room, members = held.room, list(held)
    reference = reference_of(room, (member.position for member in members))
    rows = [_tile(held, member, tiles.get(member.run), reference, now, catalogue) for member in members]
    rows.sort(key=lambda tile: (NEEDS.index(tile["need"]), not tile["is_present"], tile["seat"]))
    waiting: list[RoomKnock] = [
        {"id": member.id, "name": member.name.render(catalogue), "standing": member.standing}
        for member in held.members.values()
        if member.standing in ("waiting", "refused")
    ]
    return {
        "version": held.version,
        "since": -1,
        "room": room.id,
        "code": room.code,
        "co_teacher_key": room.co_teacher_key,
        "title": room.title,
        "language": room.language,
        "lesson": room.lesson,
        "scenario": room.scenario,
        "created": room.created,
        "is_locked": room.is_locked,
        "is_paused": room.is_paused,
        "is_anonymous": room.is_anonymous,
        "allows_own_names": room.allows_own_names,
        "is_free": room.is_free(now),
        "is_durable": is_durable,
        "pace": {"kind": room.pace.kind, "step": room.pace.step},
        "goal_cost": room.goal_cost,
        "hidden_controls": list(room.hidden_controls),
        "locked_controls": list(room.locked_controls),
        "push": push_document(room),
        "presented": list(room.presented),
        "teacher": _teacher(room, tiles),
        "members": rows,
        "waiting": waiting,
        "counts": _counts(rows, len(waiting)),
        "questions": _questions(held, members),
    }


def _teacher(room: Room, tiles: Mapping[str, RunTile]) -> RoomTeacherRun | None:
    """The run of the teacher's own that is shown with those of the class."""
    shown = room.teacher_run
    if shown is None:
        return None
    tile = tiles.get(shown.run)
    if tile is None:
        return {"id": shown.run, "name": shown.name, "run": None, "network": None}
    return {"id": shown.run, "name": shown.name, "run": tile.run, "network": tile.network}


def member_answers(member: Member) -> RoomMemberAnswers:
    """All that a member has answered, for her teacher."""
    return {
        "member": member.id,
        "answers": [
            {
                "question": question,
                "first": None if answer.first is None else answer.first.value,
                "second": None if answer.second is None else answer.second.value,
            }
            for question, answer in member.answers.items()
        ],
    }


def push_document(room: Room) -> RoomPushDocument | None:
    """The push in force, as the teacher made it; None before the first."""
    push = room.push
    if push is None:
        return None
    return {
        "number": push.number,
        "kind": push.kind,
        "at": push.at,
        "config": push.config,
        "lesson": push.lesson,
        "step": push.step,
        "choice": push.choice,
        "values": list(push.values),
        "between": None if push.between is None else list(push.between),
        "spotlight": push.spotlight,
    }


def position_document(position: Position | None) -> RoomPosition | None:
    """A place in a lesson."""
    if position is None:
        return None
    return {"lesson": position.lesson, "step": position.step, "phase": position.phase}


def _tile(
    held: HeldRoom,
    member: Member,
    tile: RunTile | None,
    reference: Position | None,
    now: float,
    catalogue: Translations,
) -> RoomMemberTile:
    room, is_present = held.room, held.is_present(member, now)
    known = Known(
        asks=member.signal in ("stuck", "question"),
        is_done=member.signal == "done",
        is_finite=tile is None or tile.is_finite,
        is_stuck=tile is not None and tile.is_stuck,
        is_training=tile is not None and tile.is_training,
        quiet_seconds=now - held.acted[member.id],
        position=member.position,
        is_present=is_present,
    )
    cost = None if tile is None else tile.run["cost"]
    last = max(member.answers.items(), key=lambda pair: _latest_number(pair[1]), default=None)
    votes = None if last is None else (last[1].second or last[1].first)
    return {
        "id": member.id,
        "seat": member.seat,
        "name": member.name.render(catalogue),
        "is_own_name": bool(member.name.own),
        "is_present": is_present,
        "signal": member.signal,
        "signal_at": member.signal_at,
        "need": need_of(known, reference),
        "has_reached_goal": room.goal_cost is not None and cost is not None and cost < room.goal_cost,
        "position": position_document(member.position),
        "question": None if last is None else last[0],
        "prediction": None if votes is None else votes.value,
        "latest_vote": 0 if last is None else _latest_number(last[1]),
        "value": None if room.push is None else room.push.value_of(member.seat),
        "follows": member.follows,
        "returned": member.returned,
        "star": _star(member),
        "run": None if tile is None else tile.run,
        "network": None if tile is None else tile.network,
    }


def _latest_number(answer: object) -> int:
    votes = (getattr(answer, "first", None), getattr(answer, "second", None))
    return max((vote.number for vote in votes if vote is not None), default=0)


def _star(member: Member) -> RoomStar | None:
    star = member.star
    if star is None:
        return None
    return {"run": star.run, "iteration": star.iteration, "config": star.config, "cost": star.cost, "at": star.at}


def _counts(tiles: Iterable[RoomMemberTile], waiting: int) -> RoomCounts:
    listed = list(tiles)
    signals = Counter(tile["signal"] for tile in listed)
    return {
        "seated": len(listed),
        "present": sum(tile["is_present"] for tile in listed),
        "done": signals["done"],
        "stuck": signals["stuck"],
        "question": signals["question"],
        "unasked": sum(tile["need"] not in ("none", "asks") for tile in listed),
        "reached_goal": sum(tile["has_reached_goal"] for tile in listed),
        "waiting": waiting,
    }


def _questions(held: HeldRoom, members: Iterable[Member]) -> list[RoomQuestion]:
    """The questions that were answered, in the order of their first answers."""
    room = held.room
    given: dict[str, list[Member]] = {}
    for member in members:
        for question in member.answers:
            given.setdefault(question, []).append(member)
    found: list[tuple[int, RoomQuestion]] = []
    for question, who in given.items():
        answers = [member.answers[question] for member in who]
        first = min(vote.number for answer in answers if (vote := answer.first or answer.second) is not None)
        row: RoomQuestion = {
            "question": question,
            "answered": len(answers),
            "answered_again": sum(answer.second is not None for answer in answers),
            "is_second_open": question in room.second_votes,
            "revealed": room.revealed_vote(question),
            "bars": held.histograms.of(question, answers),
        }
        found.append((first, row))
    return [row for _first, row in sorted(found, key=itemgetter(0))]
