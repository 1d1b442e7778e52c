"""Questions that a class answers in lessons: keys, votes, and what was revealed of them."""

from __future__ import annotations

from dnn.background.wire import RoomOwnAnswer, RoomRevealed, RoomStudentDocument
from pages.menu import LESSON, PART, PATH
from pages.shared.room import landing, own_room
from pages.shared.session import session
from pages.shared.session.written_numbers import digits

PREDICTION = "prediction"
"""The name of a step's prediction among its questions, the one that a class may vote on again."""
FIRST_LETTER = ord("A")
SEEN = "room_revealed_seen"
"""The session's value of the rooms, questions and votes whose revealed answers she has looked at."""


def question_key(lesson: str, step: int, name: str) -> str:
    """The key of a question of a step, which is counted from 0 on; in the key from 1 on."""
    return f"{lesson}/{step + 1}/{name}"


def lettered(place: int, sentence: str) -> str:
    """A sentence, one of several that all have in one order, with its letter."""
    return f"{chr(FIRST_LETTER + place)} · {sentence}"


def read_key(key: str) -> tuple[str, int, str] | None:
    """Lesson, step and name of a key; None for a question that is of no lesson."""
    parts = key.split("/")
    number = digits(parts[1], 2) if len(parts) == 3 else None
    return None if number is None or number == 0 else (parts[0], number - 1, parts[2])


def open_vote(document: RoomStudentDocument) -> str | None:
    """The key of the prediction whose second vote is open, and that she has not answered again; the latest one."""
    voted = {each["question"] for each in document["answers"] if each["second"] is not None}
    waiting = [key for key in document["second_votes"] if key not in voted and _is_prediction(key)]
    return waiting[-1] if waiting else None


def new_reveal(document: RoomStudentDocument) -> str | None:
    """The key of the prediction whose answers were revealed last and that she has not looked at, nor stands at, nor is
    asked for again; None where there is none."""
    seen: frozenset[tuple[str, str, int]] = session.page_value(SEEN, frozenset())
    asked = open_vote(document)
    waiting = [
        each["question"]
        for each in document["revealed"]
        if _is_prediction(each["question"])
        and (document["room"], each["question"], each["vote"]) not in seen
        and each["question"] != asked
        and not _is_at(each["question"])
    ]
    return waiting[-1] if waiting else None


def note_seen(key: str) -> None:
    """Note that she has looked at the answers to a question as far as they are revealed."""
    document, found = own_room.seat(), revealed(key)
    if document is not None and found is not None:
        seen: frozenset[tuple[str, str, int]] = session.page_value(SEEN, frozenset())
        session.set_page_value(SEEN, seen | {(document["room"], key, found["vote"])})


def own_answer(key: str) -> RoomOwnAnswer | None:
    """Her own votes on a question; None where she has given none."""
    document = own_room.seat()
    answers = [] if document is None else document["answers"]
    return next((each for each in answers if each["question"] == key), None)


def revealed(key: str) -> RoomRevealed | None:
    """The answers to a question that the teacher has revealed; None where she has not."""
    document = own_room.seat()
    return None if document is None else next((each for each in document["revealed"] if each["question"] == key), None)


def is_second_open(key: str) -> bool:
    """True if the second vote on a question has begun."""
    document = own_room.seat()
    return document is not None and key in document["second_votes"]


def go_to_vote() -> None:
    """Callback: turn to the step whose prediction is voted on again."""
    document = own_room.request_view()
    _go_to(None if document is None else open_vote(document))


def go_to_reveal() -> None:
    """Callback: turn to the step whose answers were revealed last."""
    document = own_room.request_view()
    _go_to(None if document is None else new_reveal(document))


def _go_to(key: str | None) -> None:
    found = None if key is None else read_key(key)
    if found is not None:
        landing.open_step(found[0], found[1])


def _is_at(key: str) -> bool:
    """True if the step of a question is on the page."""
    found = read_key(key)
    if found is None or session.page_entry() is not PATH:
        return False
    return (session.parameter(LESSON), session.parameter(PART)) == (found[0], str(found[1] + 1))


def _is_prediction(key: str) -> bool:
    found = read_key(key)
    return found is not None and found[2] == PREDICTION
