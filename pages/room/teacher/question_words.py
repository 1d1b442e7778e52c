"""A question of a lesson in a room as its key names it: where it is asked, what is asked, and what its answers say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dnn.background.wire import RoomBar, RoomLesson
from pages.shared.room import votes

PARTS = {"prediction": "predicted_at", "seen": "seen_at", "check": "checked_at"}
"""Parts of a step in their order, with the key of the words that say where each is asked."""


@dataclass(frozen=True)
class QuestionWords:
    """A question in words.

    Attributes:
        title: where it is asked.
        prompt: what is asked; empty where that is not known.
        alternatives: the sentences that a number stands for.
        right: places of those that are right for everybody.
        is_judged: its answers are right or wrong.
        has_letters: the sentences stand in one order for all students, so that a letter names each.
        place: by which questions are put in order.
    """

    title: str
    prompt: str = ""
    alternatives: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    is_judged: bool = False
    has_letters: bool = True
    place: tuple[int, ...] = ()


def question_words(key: str, lessons: list[RoomLesson], texts: Mapping[str, str]) -> QuestionWords:
    """The words of a question's key, in the words of the wall."""
    found = votes.read_key(key)
    names = [lesson["name"] for lesson in lessons]
    last = (len(lessons),)
    if found is None or found[0] not in names:
        return QuestionWords(key, place=last)
    at, (_name, step, part) = names.index(found[0]), found
    kind, which = part.rstrip("0123456789"), part[len(part.rstrip("0123456789")) :]
    steps = lessons[at]["steps"]
    if kind not in PARTS or step >= len(steps):
        return QuestionWords(key, place=last)
    title = texts[PARTS[kind]].format(lesson=lessons[at]["title"], number=step + 1, which=which)
    place = at, step, list(PARTS).index(kind), int(which or 0)
    if kind == "check":
        checks = dict(enumerate(steps[step]["checks"], start=1))
        return QuestionWords(title, checks.get(int(which or 0), ""), is_judged=True, place=place)
    asked = steps[step]["prediction" if kind == "prediction" else "observation"]
    if asked is None:
        return QuestionWords(title, place=place)
    return QuestionWords(
        title,
        asked["prompt"],
        tuple(asked["alternatives"]),
        tuple(asked["right"]),
        has_letters=kind == votes.PREDICTION,
        place=place,
    )


def answer_words(value: Any, words: QuestionWords, texts: Mapping[str, str]) -> str:
    """An answer in words: of several sentences with its letter, where these stand in one order for all."""
    if isinstance(value, bool):
        return texts["right"] if value else texts["wrong"]
    if isinstance(value, int | float):
        if words.alternatives and value in range(len(words.alternatives)):  # bars have it as 1.0
            sentence = words.alternatives[int(value)]
            return votes.lettered(int(value), sentence) if words.has_letters else sentence
        return f"{value:.4g}"
    if isinstance(value, list) and value and isinstance(value[0], list):
        return texts["curve"]
    if isinstance(value, list):
        return " · ".join(answer_words(each, QuestionWords(""), texts) for each in value)
    return str(value)


def all_bars(bars: list[RoomBar], words: QuestionWords) -> list[RoomBar]:
    """The bars of a question: of a choice one for each alternative in their order, also where nobody chose it; of what
    is right or wrong both; of all else those that were counted."""
    is_judged = words.is_judged or any(isinstance(bar["value"], bool) for bar in bars)
    expected: list[Any] = [*range(len(words.alternatives))] or ([True, False] if is_judged else [])
    found = {bar["value"]: bar for bar in bars if isinstance(bar["value"], bool | int | float)}
    named: list[RoomBar] = [
        found.get(value) or {"value": value, "low": None, "high": None, "first": 0, "second": 0} for value in expected
    ]
    return [*named, *(bar for bar in bars if bar["value"] not in expected)]
