"""Options of a configuration: title, kind and range of one key, and the check of its values."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

from dnn.errors import ConfigurationError
from dnn.text.messages import Enumeration, Text
from dnn.validation.checks import MAX_EXACT_INTEGER

Kind = Literal["integer", "number", "boolean", "choice", "subset", "text"]
SEPARATOR = "-"
"""Separator between the names of a subset."""
MAX_SEED = MAX_EXACT_INTEGER - 1
"""Greatest integer below which JavaScript, which reads and writes configurations too, represents each one exactly."""
Scalar = bool | int | float | str | None


@dataclass(frozen=True)
class Option:
    """A key of a configuration.

    Attributes:
        name: the key.
        title, help: what visitors read.
        kind: what values it takes.
        default: the value when nothing is said; None where "nothing" is a value of its own.
        low, high: the inclusive range of a number.
        choices: the values of a choice, or the names that a subset is made of.
        choice_titles: what visitors read for each value of a choice.
        check: raises ConfigurationError for a text that is not of the expected form.
        expected_text, example: what a text has to be, and one that is.
        low_excluded: whether the number has to be greater than `low`.
    """

    name: str
    title: Text
    kind: Kind
    default: Scalar
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    choice_titles: tuple[Text, ...] = ()
    help: Text = Text("")
    low_excluded: bool = False
    check: Callable[[str], object] | None = None
    expected_text: Text = Text("a text")
    example: str = ""

    def validate(self, value: object) -> Scalar:
        """The value, an integer made a float where a number is expected, a subset in the order of its choices.

        Raises:
            ConfigurationError: the value is of another kind or out of range.
        """
        if value is None and self.default is None:
            return None
        if self.kind == "boolean" and isinstance(value, bool):
            return value
        if self.kind == "choice" and isinstance(value, str) and value in self.choices:
            return value
        if self.kind == "subset" and isinstance(value, str) and self._is_subset(value.split(SEPARATOR)):
            return SEPARATOR.join(sorted(value.split(SEPARATOR), key=self.choices.index))
        if self.kind == "text" and isinstance(value, str) and self.check is not None:
            self.check(value)
            return value
        if self.kind in ("integer", "number") and self._is_number(value):
            return cast(int, value) if self.kind == "integer" else float(cast(float, value))
        raise ConfigurationError(self.name, self.expected(), value, self._hint())

    def expected(self) -> Text:
        """Description of a valid value, to be read after "to be"."""
        if self.kind == "boolean":
            return Text("true or false")
        if self.kind == "choice":
            return Text("one of {choices}", choices=Enumeration(self.choices))
        if self.kind == "subset":
            return Text("one or more of {choices}, each once, joined by -", choices=Enumeration(self.choices))
        if self.kind == "text":
            return self.expected_text
        low, high = _number(self.low), _number(self.high)
        if self.kind == "integer":
            return Text("a whole number from {low} to {high}", low=low, high=high)
        if self.low_excluded:
            return Text("a number above {low} and at most {high}", low=low, high=high)
        return Text("a number from {low} to {high}", low=low, high=high)

    def _is_subset(self, names: list[str]) -> bool:
        return set(names) <= set(self.choices) and len(set(names)) == len(names)

    def _is_number(self, value: object) -> bool:
        types = int if self.kind == "integer" else (int, float)
        if isinstance(value, bool) or not isinstance(value, types):
            return False
        if isinstance(value, float) and not math.isfinite(value):
            return False
        low = -math.inf if self.low is None else self.low
        high = math.inf if self.high is None else self.high
        return (low < value if self.low_excluded else low <= value) and value <= high

    def _hint(self) -> Text | str:
        if self.kind == "text":
            return self.example
        return _number(self.low) if self.default is None and self.low is not None else _number(self.default)


def _number(value: Scalar) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)
