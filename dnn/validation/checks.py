"""Checks of single values that come from outside; what passes has its type from there on."""

from dnn.errors import ConfigurationError
from dnn.text.messages import Enumeration, Text


def whole_number(field: str, value: object) -> int:
    """A whole number from 0 on.

    Raises:
        ConfigurationError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ConfigurationError(field, Text("a whole number of at least {low}", low=0), value, "0")
    return value


def one_of(field: str, value: object, choices: tuple[str, ...]) -> str:
    """One of several names.

    Raises:
        ConfigurationError: it is none of them.
    """
    if not isinstance(value, str) or value not in choices:
        raise ConfigurationError(field, Text("one of {choices}", choices=Enumeration(choices)), value, choices[0])
    return value
