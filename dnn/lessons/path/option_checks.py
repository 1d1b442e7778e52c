"""Checks of the options that a lesson gives to an experiment or to a question."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Any

from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.checks import one_of, whole_number

MAX_OPTION = 1e12
Check = Callable[[str, object], Any]
"""Takes the name and the value of an option, and returns the value; raises ConfigurationError for one that is none."""


def whole(low: int, high: int) -> Check:
    """The check of a whole number."""
    return lambda name, value: whole_number(name, value, low, high)


def name_among(*names: str) -> Check:
    """The check of a name."""
    return lambda name, value: one_of(name, value, names)


def number(low: float, high: float) -> Check:
    """The check of a number between two that are not allowed themselves."""

    def check(name: str, value: object) -> float:
        if not _is_number(value) or not low < float(value) < high:  # type: ignore[arg-type]
            expected = Text("a number between {low} and {high}", low=f"{low:g}", high=f"{high:g}")
            raise ConfigurationError(name, expected, value, f"{low + (high - low) / 4:g}")
        return float(value)  # type: ignore[arg-type]

    return check


def positive(name: str, value: object) -> float:
    """The check of a number above 0.

    Raises:
        ConfigurationError: it is none.
    """
    if not _is_number(value) or not 0 < float(value) < MAX_OPTION:  # type: ignore[arg-type]
        raise ConfigurationError(name, Text("a positive number"), value, "0.2")
    return float(value)  # type: ignore[arg-type]


def flag(name: str, value: object) -> bool:
    """The check of yes or no.

    Raises:
        ConfigurationError: it is neither.
    """
    if not isinstance(value, bool):
        raise ConfigurationError(name, Text("true or false"), value, "true")
    return value


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return isfinite(value)
    except OverflowError:  # a whole number that is larger than any float
        return False
