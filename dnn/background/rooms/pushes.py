"""A push: what the teacher has put before all of a room. It is numbered, and the one in force is the latest.

Of a sweep each seat gets another value of one setting. The first two seats get the ends, the others van der Corput's
sequence between them, on an even or a logarithmic axis: however many seats there are, and whoever comes late, the
values spread evenly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dnn.background.learning.limits import MAX_LESSON_NAME
from dnn.configuration import RunConfig
from dnn.configuration.sections import check_choice, check_keys
from dnn.configuration.variations import VARIATIONS, Value
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.checks import MAX_EXACT_INTEGER, whole_number

MAX_SWEEP_VALUES = 300
"""Values that a sweep names one by one."""
LAST_STEP = 99
"""The last step that a lesson may have."""
DIGITS = 3
"""Digits of a value between two ends."""
BASE = 2
HALF = 0.5
SPACINGS = ("log", "even")
"""Axes on which the values of a sweep are spread between its ends, the usual one first."""


@dataclass(frozen=True)
class Push:
    """A push.

    Attributes:
        number: 1, 2, …
        kind: a name of PUSHES.
        at: seconds since 1970.
        config: the configuration that was pushed, as JSON; empty for a lesson.
        lesson, step: where in which lesson everybody is to be.
        choice: the setting of a sweep, a name of VARIATIONS.
        values: the values of a sweep, the first seat's first, and then from the start again.
        between: the ends of a sweep of numbers, in place of values; of whole ones both are among the values.
        spacing: the axis on which the values lie in between, one of SPACINGS.
        spotlight: id of the member whose settings these are; empty otherwise.
    """

    number: int
    kind: str
    at: float
    config: str = ""
    lesson: str = ""
    step: int = 0
    choice: str = ""
    values: tuple[Any, ...] = ()
    between: tuple[float, float] | None = None
    spotlight: str = ""
    spacing: str = SPACINGS[0]

    def value_of(self, seat: int) -> Value:
        """The value of a seat, 1, 2, …, in a sweep; None in any other push."""
        if self.between is not None:
            return self._value_between(*self.between, seat)
        value: Value = self.values[(seat - 1) % len(self.values)] if self.values else None
        return value

    def _value_between(self, low: float, high: float, seat: int) -> Value:
        """The value of a seat: one of the two ends, or one in between."""
        is_whole, ends = VARIATIONS[self.choice].is_whole, (low, high)
        if seat <= len(ends):
            return round(ends[seat - 1]) if is_whole else ends[seat - 1]
        share = van_der_corput(seat - len(ends))
        if is_whole:  # half a step more on either side, so that each whole number has its part of the way
            low, high = low - HALF, high + HALF
        value = low * (high / low) ** share if self.spacing == "log" else low + share * (high - low)
        return round(value) if is_whole else float(f"{value:.{DIGITS}g}")

    def asks(self, question: str) -> bool:
        """True if the push is the step of a lesson that a question's key is of."""
        return self.kind == "lesson" and question.startswith(f"{self.lesson}/{self.step + 1}/")

    def config_of(self, seat: int) -> str:
        """The configuration of a seat, as JSON; empty where a lesson is pushed."""
        return _varied(self.config, self.choice, self.value_of(seat)) if self.choice else self.config


def van_der_corput(number: int) -> float:
    """Number 1, 2, … of van der Corput's sequence in base 2, in (0, 1): the digits behind the point, reversed."""
    value, part = 0.0, 1.0
    while number:
        number, digit = divmod(number, BASE)
        part /= BASE
        value += digit * part
    return value


def read_push(document: Mapping[str, Any], number: int, now: float) -> Push:
    """A push from outside; that of a spotlight has its configuration already.

    Raises:
        ConfigurationError: an unknown kind or key, or a value that cannot be.
    """
    given = dict(document)
    kind = given.pop("kind", None)
    check_choice("kind", kind, PUSHES)
    read, keys = PUSHES[kind]
    check_keys(given, keys, Text("the push {kind}", kind=kind))
    return Push(number, kind, now, **read(given))


def read_lesson(given: object) -> str:
    """The name of a lesson from outside. Raises ConfigurationError."""
    is_name = isinstance(given, str) and 0 < len(given) <= MAX_LESSON_NAME and given.isascii()
    if not is_name or not isinstance(given, str) or not given.replace("-", "").replace("_", "").isalnum():
        raise ConfigurationError("lesson", Text("the name of a lesson, of letters, digits, - and _"), given, "shapes")
    return given


def read_config(given: object) -> str:
    """A configuration from outside, as JSON in one form. Raises ConfigurationError."""
    if not isinstance(given, Mapping):
        raise ConfigurationError("config", Text("a configuration"), given, '{"dataset": {"name": "circles"}}')
    return RunConfig.from_dict(dict(given)).to_json()


def _read_scenario(given: Mapping[str, Any]) -> dict[str, Any]:
    return {"config": read_config(given.get("config"))}


def _read_step(given: Mapping[str, Any]) -> dict[str, Any]:
    return {"lesson": read_lesson(given.get("lesson")), "step": whole_number("step", given.get("step"), 0, LAST_STEP)}


def _read_spotlight(given: Mapping[str, Any]) -> dict[str, Any]:
    return _read_scenario(given) | {"spotlight": str(given.get("member", ""))}


def _read_sweep(given: Mapping[str, Any]) -> dict[str, Any]:
    names = ("config", "choice", "values", "between", "spacing")
    config, choice, values, ends, spacing = (given.get(name) for name in names)
    text = read_config(config)
    check_choice("choice", choice, VARIATIONS)
    assert isinstance(choice, str)
    if (values is None) == (ends is None):
        raise ConfigurationError("values", Text("given, or the two ends in between"), Text("both or none"), "[0.01, 1]")
    if ends is not None:
        check_choice("spacing", spacing := SPACINGS[0] if spacing is None else spacing, SPACINGS)
        return {
            "config": text,
            "choice": choice,
            "between": _read_ends(text, choice, ends, is_logarithmic=spacing == "log"),
            "spacing": spacing,
        }
    if not isinstance(values, list) or not 2 <= len(values) <= MAX_SWEEP_VALUES:
        expected = Text("a list of 2 to {high} values", high=MAX_SWEEP_VALUES)
        raise ConfigurationError("values", expected, values, "[0.01, 0.1, 1]")
    for value in values:
        _check_value(text, choice, value)
    return {"config": text, "choice": choice, "values": tuple(values)}


def _check_value(config: str, choice: str, value: object) -> None:
    """Refuse a value that the setting cannot have, or that is none."""
    if isinstance(value, list | dict | bool) or (isinstance(value, int) and abs(value) > MAX_EXACT_INTEGER):
        raise ConfigurationError("values", Text("made of numbers or names"), value, "[0.01, 0.1, 1]")
    VARIATIONS[choice].vary(RunConfig.from_json(config), value)


def _read_ends(config: str, choice: str, ends: object, *, is_logarithmic: bool) -> tuple[float, float]:
    variation = VARIATIONS[choice]
    if variation.options:
        numbers = ", ".join(name for name, each in VARIATIONS.items() if not each.options)
        raise ConfigurationError(
            "choice", Text("a setting of numbers, {names}", names=numbers), choice, "learning_rate"
        )
    given = [each for each in (ends if isinstance(ends, list) else ()) if type(each) in (int, float)]
    is_pair = isinstance(ends, list) and len(given) == len(ends) == 2 and -math.inf < given[0] < given[1] < math.inf
    if not is_pair or (is_logarithmic and given[0] <= 0):
        expected = Text("two rising numbers, above 0 where they are spaced logarithmically")
        raise ConfigurationError("between", expected, ends, "[0.001, 10]")
    for value in given:
        _check_value(config, choice, round(value) if variation.is_whole else value)
    low, high = (round(each) if variation.is_whole else each for each in given)
    if low == high:
        raise ConfigurationError("between", Text("two different whole numbers"), ends, "[1, 16]")
    return float(low), float(high)


@lru_cache(maxsize=2_000)
def _varied(config: str, choice: str, value: Value) -> str:
    return VARIATIONS[choice].vary(RunConfig.from_json(config), value).to_json()


PUSHES: dict[str, tuple[Callable[[Mapping[str, Any]], dict[str, Any]], tuple[str, ...]]] = {
    "scenario": (_read_scenario, ("config",)),
    "lesson": (_read_step, ("lesson", "step")),
    "sweep": (_read_sweep, ("config", "choice", "values", "between", "spacing")),
    "spotlight": (_read_spotlight, ("config", "member")),
}
"""Kinds of push by their names: how each is read, and the keys of its document besides `kind`."""
