"""The values at which a setting is tried, as they are written into a field."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dnn.configuration.variations import Value
from dnn.validation.checks import MAX_EXACT_INTEGER

FULL = "full"
"""The full batch."""
SEPARATORS = re.compile(r"[\s,;，、；]+")


def read_values(written: str) -> tuple[Value, ...] | None:
    """The values that a text lists, separated by commas or blanks, whole numbers as such; None where one is no
    number."""
    try:
        return tuple(_value(part) for part in SEPARATORS.split(written) if part)
    except ValueError:
        return None


def written_values(values: Iterable[Value]) -> str:
    """A text that `read_values` reads."""
    return ", ".join(FULL if value is None else _written(value) for value in values)


def _written(value: float | str) -> str:
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _value(part: str) -> Value:
    if part == FULL:
        return None
    number = float(part.replace("−", "-"))
    return int(number) if number.is_integer() and abs(number) < MAX_EXACT_INTEGER else number
