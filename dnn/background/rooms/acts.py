"""The acts of a student: her signal, her place and run, her answers, whether she follows a push. All is called under
the room's lock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from dnn.background.rooms import seats
from dnn.background.rooms.answers import MAX_ANSWERED, MAX_ROOM_QUESTIONS, read_answer, read_question, written
from dnn.background.rooms.held_room import HeldRoom
from dnn.background.rooms.member import PHASES, SIGNALS, Answer, Member, Position, Signal, Vote
from dnn.background.rooms.pushes import LAST_STEP, read_lesson
from dnn.background.rooms.refusals import NotNow
from dnn.configuration.sections import check_choice, check_keys
from dnn.text.messages import Text, Translations
from dnn.validation.checks import one_of, whole_number

Given = Mapping[str, Any]
Act = Callable[[HeldRoom, Member, Given, float, Translations], None]


def do_act(held: HeldRoom, member: Member, name: object, given: Given, now: float, catalogue: Translations) -> None:
    """Do what a student asks for.

    Raises:
        ConfigurationError: an unknown act or key, or a value that cannot be.
        NotNow: the room does not allow it at present.
    """
    check_choice("name", name, ACTS)
    act, keys = ACTS[str(name)]
    check_keys(given, keys, Text("the act {name}", name=name))
    held.note_act(member, now)
    act(held, member, given, now, catalogue)


def _signal(held: HeldRoom, member: Member, given: Given, now: float, _catalogue: Translations) -> None:
    signal: Signal = one_of("signal", given.get("signal"), SIGNALS)  # type: ignore[assignment]
    held.put(replace(member, signal=signal, signal_at=now))


def _report(held: HeldRoom, member: Member, given: Given, _now: float, _catalogue: Translations) -> None:
    """Note where she is: her run, whose owner was asked for before, and her place in a lesson, None for neither."""
    changes: dict[str, Any] = {}
    if "run" in given:
        changes["run"] = given["run"] or ""
    if "lesson" in given:
        changes["position"] = None if given["lesson"] is None else _position(given)
    held.put(replace(member, **changes))


def _position(given: Given) -> Position:
    step = whole_number("step", given.get("step"), 0, LAST_STEP)
    return Position(read_lesson(given["lesson"]), step, one_of("phase", given.get("phase", PHASES[0]), PHASES))


def _answer(held: HeldRoom, member: Member, given: Given, _now: float, _catalogue: Translations) -> None:
    """Note her first or second vote on a question. The same one again changes nothing: it was sent again."""
    question, value = read_question(given.get("question")), read_answer(given.get("value"))
    which = whole_number("vote", given.get("vote", 1), 1, 2)
    before = member.answers.get(question, Answer())
    existing = before.vote(which)
    if existing is not None and existing.value == value and type(existing.value) is type(value):
        return
    if existing is not None:
        raise NotNow(Text("You have answered this; an answer stays as it is."))
    is_second_open = question in held.room.second_votes
    if which == 2 and not is_second_open:
        raise NotNow(Text("The second vote on this question has not begun; wait for your teacher."))
    if which == 1 and is_second_open:
        raise NotNow(Text("The first vote on this question is over; give your second one."))
    _check_room_for(held, member, question, value)
    held.votes += 1
    vote = Vote(value, held.votes, is_late=held.room.revealed_vote(question) >= which)
    answer = replace(before, first=vote) if which == 1 else replace(before, second=vote)
    held.put(replace(member, answers={**member.answers, question: answer}))
    held.tell_all()


def _check_room_for(held: HeldRoom, member: Member, question: str, value: Any) -> None:
    """Refuse an answer that is too much, of a member or of the whole class."""
    if question not in member.answers:
        questions = {each for other in held for each in other.answers}
        if question not in questions and len(questions) >= MAX_ROOM_QUESTIONS:
            raise NotNow(Text("Expected at most {limit} questions in a room, got one more.", limit=MAX_ROOM_QUESTIONS))
    votes = (vote for answer in member.answers.values() for vote in (answer.first, answer.second) if vote is not None)
    if len(written(value)) + sum(len(written(vote.value)) for vote in votes) > MAX_ANSWERED:
        raise NotNow(Text("Expected your answers to have at most {limit} characters, got more.", limit=MAX_ANSWERED))


def _follow(held: HeldRoom, member: Member, given: Given, _now: float, _catalogue: Translations) -> None:
    """Note that she follows a push, perhaps once more; the run that she was at before is kept as her own, and her place
    in the lesson that was on her page, None for none."""
    number = whole_number("push", given.get("push"), 1, max(1, held.room.push_number))
    own, place = member.own_run, member.own_position
    if member.follows <= member.returned:
        own, place = member.run, None if given.get("lesson") is None else _position(given)
    returned, arrived = min(member.returned, number - 1), min(member.arrived, number - 1)
    following = replace(member, follows=number, returned=returned, arrived=arrived)
    held.put(replace(following, own_run=own, own_position=place))


def _arrive(held: HeldRoom, member: Member, given: Given, _now: float, _catalogue: Translations) -> None:
    """Note that her browser shows a push that she follows; one that she no longer follows is passed over."""
    number = whole_number("push", given.get("push"), 1, max(1, held.room.push_number))
    if number == member.follows:
        held.put(replace(member, arrived=number))


def _return(held: HeldRoom, member: Member, given: Given, _now: float, _catalogue: Translations) -> None:
    """Note that she has gone back to her own run."""
    number = whole_number("push", given.get("push"), 1, max(1, held.room.push_number))
    held.put(replace(member, returned=number))


def _spin(held: HeldRoom, member: Member, _given: Given, _now: float, _catalogue: Translations) -> None:
    seats.spin(held, member)


def _rename(held: HeldRoom, member: Member, given: Given, _now: float, catalogue: Translations) -> None:
    seats.rename(held, member, given.get("text"), [catalogue])


def _leave(held: HeldRoom, member: Member, _given: Given, _now: float, _catalogue: Translations) -> None:
    seats.leave(held, member)


ACTS: dict[str, tuple[Act, tuple[str, ...]]] = {
    "signal": (_signal, ("signal",)),
    "report": (_report, ("run", "lesson", "step", "phase")),
    "answer": (_answer, ("question", "value", "vote")),
    "follow": (_follow, ("push", "lesson", "step")),
    "arrive": (_arrive, ("push",)),
    "return": (_return, ("push",)),
    "spin": (_spin, ()),
    "rename": (_rename, ("text",)),
    "leave": (_leave, ()),
}
"""The acts of a student, with the keys of each besides its name."""
