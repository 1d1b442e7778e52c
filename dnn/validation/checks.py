"""Checks of single values that come from outside; what passes has its type from there on."""

from dnn.errors import ConfigurationError
from dnn.text.messages import Enumeration, Text

MAX_EXACT_INTEGER = 2**53
"""The largest whole number up to which float64, and so every browser, has each one exactly."""


def whole_number(field: str, value: object, low: int = 0, high: int | None = None) -> int:
    """A whole number from `low` on, or from `low` to `high`.

    Raises:
        ConfigurationError: it is none.
    """
    if isinstance(value, int) and not isinstance(value, bool) and low <= value and (high is None or value <= high):
        return value
    if high is None:
        raise ConfigurationError(field, Text("a whole number of at least {low}", low=low), value, str(low))
    raise ConfigurationError(field, Text("a whole number from {low} to {high}", low=low, high=high), value, str(low))


def one_of(field: str, value: object, choices: tuple[str, ...]) -> str:
    """One of several names.

    Raises:
        ConfigurationError: it is none of them.
    """
    if not isinstance(value, str) or value not in choices:
        raise ConfigurationError(field, Text("one of {choices}", choices=Enumeration(choices)), value, choices[0])
    return value
