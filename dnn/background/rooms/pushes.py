"""A push: what the teacher has put before all of a room. It is numbered, and the one in force is the latest.

Of a sweep each seat gets another value of one setting. The values between two ends are van der Corput's sequence on a
logarithmic axis: however many seats there are, and whoever comes late, the values spread evenly.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dnn.background.learning.limits import MAX_LESSON_NAME
from dnn.background.rooms.answers import LARGEST_INTEGER
from dnn.configuration import RunConfig
from dnn.configuration.sections import check_choice, check_keys
from dnn.configuration.variations import VARIATIONS, Value
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.checks import whole_number

MAX_SWEEP_VALUES = 300
"""Values that a sweep names one by one."""
LAST_STEP = 99
"""The last step that a lesson may have."""
DIGITS = 3
"""Digits of a value between two ends."""
BASE = 2
LOGARITHMIC = ("learning_rate", "l2")
"""Settings whose values may be spread between two ends."""


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
        between: the ends of a sweep, in place of values.
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

    def value_of(self, seat: int) -> Value:
        """The value of a seat, 1, 2, …, in a sweep; None in any other push."""
        if self.between is not None:
            low, high = self.between
            return float(f"{low * (high / low) ** van_der_corput(seat):.{DIGITS}g}")
        value: Value = self.values[(seat - 1) % len(self.values)] if self.values else None
        return value

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
    config, choice, values, ends = (given.get(name) for name in ("config", "choice", "values", "between"))
    text = read_config(config)
    check_choice("choice", choice, VARIATIONS)
    assert isinstance(choice, str)
    if (values is None) == (ends is None):
        raise ConfigurationError("values", Text("given, or the two ends in between"), Text("both or none"), "[0.01, 1]")
    if ends is not None:
        return {"config": text, "choice": choice, "between": _read_ends(text, choice, ends)}
    if not isinstance(values, list) or not 2 <= len(values) <= MAX_SWEEP_VALUES:
        expected = Text("a list of 2 to {high} values", high=MAX_SWEEP_VALUES)
        raise ConfigurationError("values", expected, values, "[0.01, 0.1, 1]")
    for value in values:
        _check_value(text, choice, value)
    return {"config": text, "choice": choice, "values": tuple(values)}


def _check_value(config: str, choice: str, value: object) -> None:
    """Refuse a value that the setting cannot have, or that is none."""
    if isinstance(value, list | dict | bool) or (isinstance(value, int) and abs(value) > LARGEST_INTEGER):
        raise ConfigurationError("values", Text("made of numbers or names"), value, "[0.01, 0.1, 1]")
    VARIATIONS[choice].vary(RunConfig.from_json(config), value)


def _read_ends(config: str, choice: str, ends: object) -> tuple[float, float]:
    is_pair = isinstance(ends, list) and len(ends) == 2 and choice in LOGARITHMIC
    numbers = [each for each in (ends if isinstance(ends, list) else ()) if type(each) in (int, float)]
    if not is_pair or len(numbers) != 2 or not (0 < numbers[0] < numbers[1] < math.inf):
        expected = Text("two rising positive numbers, of {names}", names=", ".join(LOGARITHMIC))
        raise ConfigurationError("between", expected, ends, "[0.001, 10]")
    for value in numbers:
        _check_value(config, choice, value)
    return float(numbers[0]), float(numbers[1])


@lru_cache(maxsize=2_000)
def _varied(config: str, choice: str, value: Value) -> str:
    return VARIATIONS[choice].vary(RunConfig.from_json(config), value).to_json()


PUSHES: dict[str, tuple[Callable[[Mapping[str, Any]], dict[str, Any]], tuple[str, ...]]] = {
    "scenario": (_read_scenario, ("config",)),
    "lesson": (_read_step, ("lesson", "step")),
    "sweep": (_read_sweep, ("config", "choice", "values", "between")),
    "spotlight": (_read_spotlight, ("config", "member")),
}
"""Kinds of push by their names: how each is read, and the keys of its document besides `kind`."""
