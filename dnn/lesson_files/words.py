"""The words of a lesson that visitors read, for the catalogues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from dnn.lessons.path.lesson import Lesson
from dnn.text.messages import Text


def words_of(lesson: Lesson) -> tuple[str, ...]:
    """The English texts of a lesson in their order, each once."""
    return tuple(dict.fromkeys(text.template for text in _texts(lesson)))


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
