"""Answers as they come from outside: the key of a question, and a small value of JSON, checked and bounded."""

from __future__ import annotations

import json
import re
from typing import Any

from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.checks import MAX_EXACT_INTEGER

QUESTION = re.compile(r"[A-Za-z0-9_.:/-]{1,80}")
"""The form of a question's key: its lesson, step and name, for example."""
MAX_ANSWER_BYTES = 2_000
"""Bytes of an answer as JSON; a sketched curve of 64 points has 1,200."""
MAX_ANSWER_DEPTH = 3
MAX_ANSWER_NUMBER = 1e100
"""The largest number of an answer, far from where a histogram's intervals would no longer be finite."""
MAX_ROOM_QUESTIONS = 200
"""Questions that the members of a room may answer, all together."""
MAX_ANSWERED = 30_000
"""Characters of all answers of a member, as JSON."""


def read_question(given: object) -> str:
    """The key of a question. Raises ConfigurationError."""
    if not isinstance(given, str) or not QUESTION.fullmatch(given):
        expected = Text("the key of a question, of letters, digits and . : / _ -")
        raise ConfigurationError("question", expected, given, "shapes/2/W2")
    return given


def read_answer(given: object) -> Any:
    """An answer as a value of JSON that changes no more.

    Raises:
        ConfigurationError: it is none, is not finite, or is too large.
    """
    if given is None or not _is_small(given, MAX_ANSWER_DEPTH):
        expected = Text("a number, a text, true or false, or a short list or object of these")
        raise ConfigurationError("value", expected, given, "0.5")
    size = len(written(given).encode())
    if size > MAX_ANSWER_BYTES:
        expected = Text("at most {limit} bytes long", limit=MAX_ANSWER_BYTES)
        raise ConfigurationError("value", expected, Text("{count} of them", count=size), Text("a shorter answer"))
    return json.loads(written(given))


def written(value: Any) -> str:
    """A value of JSON in one form, by which equal answers are known."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _is_small(value: object, depth: int) -> bool:
    """True for a value of JSON with finite numbers and at most so many lists or objects within each other."""
    match value:
        case bool() | str() | None:
            return not isinstance(value, str) or _is_text(value)
        case int():
            return abs(value) <= MAX_EXACT_INTEGER
        case float():
            return abs(value) <= MAX_ANSWER_NUMBER
        case list():
            return depth > 0 and all(_is_small(each, depth - 1) for each in value)
        case dict():
            return depth > 0 and all(_is_text(key) and _is_small(each, depth - 1) for key, each in value.items())
    return False


def _is_text(value: str) -> bool:
    """True for a text that can be written in UTF-8; half of a surrogate pair cannot."""
    return value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value)
