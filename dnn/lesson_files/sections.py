"""Sections of a lesson's file: keys that must be there, keys that may, and values of the right kind; whatever else is
refused with its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from dnn.configuration.sections import nearest
from dnn.errors import ConfigurationError, DnnError
from dnn.lesson_files.plain_yaml import LessonFileError, Located
from dnn.lessons.path.lesson import Words
from dnn.text.messages import Enumeration, Text

MAX_WORDS, MAX_TITLE_WORDS, MAX_LABEL = 4_000, 200, 80
"""Characters of one text, of a title, and of the name of a run or of a line."""
Value = TypeVar("Value")


class Section:
    """A section whose keys are taken one by one; those that nobody takes are refused at its end.

    Args:
        located: where it stands.
        name: what it is called in an error: its key, or words where it has none.
        is_own: whether its words come from outside.
    """

    def __init__(self, located: Located, name: Text | str, *, is_own: bool) -> None:
        if not isinstance(located.value, Mapping):
            raise expected(located, name, Text("a section with keys and values"))
        self.line, self.name, self.is_own = located.line, name, is_own
        self._values: Mapping[str, Located] = located.value
        self._known: list[str] = []

    def has(self, key: str) -> bool:
        """True if the key is there."""
        self._known.append(key)
        return key in self._values

    def take(self, key: str) -> Located:
        """The value of a key.

        Raises:
            LessonFileError: it is not there.
        """
        if not self.has(key):
            problem = Text("expected {section} to have {key}, got none.", section=self.name, key=key)
            raise LessonFileError(self.line, problem)
        return self._values[key]

    def end(self) -> None:
        """Refuse keys that were not asked for."""
        for key, located in self._values.items():
            if key not in self._known:
                raise LessonFileError(
                    located.line,
                    Text(
                        "expected {section} to be made of {keys}, got {key}; try {hint}.",
                        section=self.name,
                        keys=Enumeration(self._known),
                        key=key[:60],
                        hint=nearest(key, self._known),
                    ),
                )

    def words(self, key: str, default: str | None = None, limit: int = MAX_WORDS) -> Words:
        """A text, to be translated where it is ours."""
        text = self.text(key, default, limit)
        return text if self.is_own or not text else Text(text)

    def text(self, key: str, default: str | None = None, limit: int = MAX_WORDS) -> str:
        """A text as it is written; that it is not there is an error without a default."""
        if default is not None and not self.has(key):
            return default
        located = self.take(key)
        value = located.value
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = located.written or str(value)
        if not isinstance(value, str) or not value.strip():
            raise expected(located, key, Text("a text"))
        if len(value) > limit:
            raise LessonFileError(
                located.line,
                Text("expected {key} to have at most {limit} characters, got {size}.", key=key, limit=limit,
                     size=len(value)),
            )  # fmt: skip
        return value.strip()

    def flag(self, key: str) -> bool:
        """True or false; false where it is missing."""
        if not self.has(key):
            return False
        located = self.take(key)
        if not isinstance(located.value, bool):
            raise expected(located, key, Text("true or false"))
        return located.value

    def number(self, key: str, default: float | None = None) -> float:
        """A number; that it is not there is an error without a default."""
        if default is not None and not self.has(key):
            return default
        located = self.take(key)
        if isinstance(located.value, bool) or not isinstance(located.value, int | float):
            raise expected(located, key, Text("a number"))
        return float(located.value)

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number between two."""
        located = self.take(key)
        value = located.value
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise expected(located, key, Text("a whole number from {low} to {high}", low=low, high=high))
        return value

    def items(self, key: str, low: int, high: int) -> tuple[Located, ...]:
        """The entries of a list, from `low` to `high` of them; none where the key may be missing and is."""
        if low == 0 and not self.has(key):
            return ()
        located = self.take(key)
        if not isinstance(located.value, tuple) or not low <= len(located.value) <= high:
            raise expected(located, key, Text("a list of {low} to {high} entries", low=low, high=high))
        return located.value

    def mapping(self, key: str) -> dict[str, Located]:
        """A section of names that are not known beforehand; empty where it is missing."""
        if not self.has(key):
            return {}
        located = self.take(key)
        if not isinstance(located.value, Mapping):
            raise expected(located, key, Text("a section with keys and values"))
        return dict(located.value)

    def document(self, key: str) -> dict[str, Any]:
        """A section as it is, without lines."""
        return {name: located.plain() for name, located in self.mapping(key).items()}


def expected(located: Located, name: Text | str, what: Text) -> LessonFileError:
    """The refusal of a value."""
    problem = ConfigurationError(name, what, _got(located), Text("the example in the guide for lessons"))
    return LessonFileError(located.line, problem.message)


def _got(located: Located) -> object:
    """A value as it is written in the file, where Python would write it in another way."""
    if located.value is None:
        return Text("nothing")
    return Enumeration([located.written]) if isinstance(located.value, bool) else located.plain()


def at_line(line: int, act: Callable[[], Value]) -> Value:
    """Return what an act returns; a refusal of its is one with a line."""
    try:
        return act()
    except LessonFileError:
        raise
    except DnnError as problem:
        raise LessonFileError(line, problem.message) from problem
