"""All that a student may know of her room: the room as it is for her, herself, and of others what was revealed,
counted, without names. Nobody's id, key or name is in it but her own.
"""

from __future__ import annotations

import hashlib

from dnn.background.rooms.held_room import HeldRoom
from dnn.background.rooms.member import Member, Vote
from dnn.background.rooms.names import MAX_SPINS
from dnn.background.rooms.pushes import van_der_corput
from dnn.background.rooms.room import Room
from dnn.background.rooms.views.wall import position_document
from dnn.background.wire import RoomOwnAnswer, RoomOwnPush, RoomRevealed, RoomStudentDocument
from dnn.text.messages import Translations

OTHERS = 3
"""Answers of others that a student sees once hers is given and all are revealed."""
STUDENT_POLL_SECONDS = 1.0
WAITING_POLL_SECONDS = 3.0
REDRAWN_AT_ONCE, REDRAWN_SLOWLY = 10, 100
"""Members present up to whom all pages are drawn anew at once, and from whom on they take REDRAW_SECONDS together."""
REDRAW_SECONDS = 3.0


def student_document(
    held: HeldRoom, member: Member, now: float, catalogue: Translations, is_durable: bool
) -> RoomStudentDocument:
    """The view of a member at a time in seconds since 1970. Who waits to be let in sees the title alone, and goes on
    with her own work. Called under the room's lock."""
    room, is_free = held.room, held.room.is_free(now)
    is_seated = member.is_seated
    is_held = is_seated and not is_free
    return {
        "version": held.changed_for(member),
        "poll_after": STUDENT_POLL_SECONDS if is_seated else WAITING_POLL_SECONDS,
        "redraw_after": redraw_after(member.seat, held.present(now)),
        "room": room.id,
        "title": room.title,
        "language": room.language,
        "standing": member.standing,
        "lesson": room.lesson if is_seated else "",
        "scenario": room.scenario if is_seated else "",
        "is_durable": is_durable,
        "is_free": is_free,
        "is_taught": room.is_taught(now),
        "is_paused": is_held and room.is_paused,
        "pace": {"kind": room.pace.kind if is_held else "free", "step": room.pace.step if is_held else 0},
        "goal_cost": room.goal_cost if is_seated else None,
        "has_reached_goal": is_seated and room.goal_cost is not None and member.reached_goal == room.goal_cost,
        "hidden_controls": list(room.hidden_controls) if is_held else [],
        "locked_controls": list(room.locked_controls) if is_held else [],
        "push": _push(room, member) if is_seated else None,
        "seat": member.seat,
        "name": member.name.render(catalogue),
        "spins_left": MAX_SPINS - member.spins,
        "allows_own_names": room.allows_own_names,
        "signal": member.signal,
        "run": member.run,
        "own_run": member.own_run,
        "own_position": position_document(member.own_position),
        "follows": member.follows,
        "arrived": member.arrived,
        "returned": member.returned,
        "position": position_document(member.position),
        "answers": [_own_answer(question, member, room) for question in member.answers],
        "second_votes": list(room.second_votes) if is_seated else [],
        "revealed": [_revealed(held, member, *pair) for pair in room.revealed] if is_seated else [],
    }


def redraw_after(seat: int, present: int) -> float:
    """Seconds for which the page of a seat, 1, 2, …, waits before it is drawn anew for what all are told at once: they
    would else all be drawn in the same moment. Those of any seats lie evenly between 0 and a time that grows with the
    number of members who are present."""
    crowd = (present - REDRAWN_AT_ONCE) / (REDRAWN_SLOWLY - REDRAWN_AT_ONCE)
    return round(REDRAW_SECONDS * min(1.0, max(0.0, crowd)) * van_der_corput(seat), 3)


def _push(room: Room, member: Member) -> RoomOwnPush | None:
    push = room.push
    if push is None:
        return None
    return {
        "number": push.number,
        "kind": push.kind,
        "config": push.config_of(member.seat),
        "lesson": push.lesson,
        "step": push.step,
        "choice": push.choice,
        "value": push.value_of(member.seat),
    }


def _own_answer(question: str, member: Member, room: Room) -> RoomOwnAnswer:
    answer = member.answers[question]
    return {
        "question": question,
        "first": None if answer.first is None else answer.first.value,
        "second": None if answer.second is None else answer.second.value,
        "is_second_open": question in room.second_votes,
    }


def _revealed(held: HeldRoom, member: Member, question: str, vote: int) -> RoomRevealed:
    """A revealed question: the bars up to a vote, and, where she has answered it herself, what a few others said."""
    answers = {each.id: each.answers[question] for each in held if question in each.answers}
    own = answers.get(member.id)
    votes = {
        each_id: given
        for each_id, answer in answers.items()
        if each_id != member.id and (given := answer.vote(vote) or answer.first) is not None
    }
    return {
        "question": question,
        "vote": vote,
        "bars": held.histograms.of(question, answers.values(), vote),
        "others": [] if own is None else _others(votes, member, question),
    }


def _others(votes: dict[str, Vote], member: Member, question: str) -> list[object]:
    """The answers of a few others, who are drawn for each student anew, and stay the same while answers come in: those
    who voted before her first."""
    own = max(vote.number for vote in (member.answers[question].first, member.answers[question].second) if vote)

    def order(each_id: str) -> tuple[bool, int | str]:
        number = votes[each_id].number
        drawn = hashlib.sha256(f"{member.id} {question} {each_id}".encode()).hexdigest()
        return (False, drawn) if number < own else (True, number)

    before = sorted((each for each in votes if not order(each)[0]), key=lambda each: str(order(each)[1]))
    after = sorted((each for each in votes if order(each)[0]), key=lambda each: votes[each].number)
    return [votes[each].value for each in (*before, *after)[:OTHERS]]
