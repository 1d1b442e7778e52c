"""Numbers as links write them: plain decimal digits and nothing else that Python would take for a number."""

from __future__ import annotations

import re

from dnn.validation.checks import MAX_EXACT_INTEGER

NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]{1,4})?", re.IGNORECASE)
WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,18}")


def digits(written: str, most: int) -> int | None:
    """The number that is written in 1 to `most` digits and nothing else; None for anything else."""
    is_number = written.isascii() and written.isdigit() and len(written) <= most
    return int(written) if is_number else None


def number(written: str) -> int | float | None:
    """The number that is written, as an int where it is whole, be it "1000", "1e3" or "1000.0"; None for anything else,
    such as "1_000" or digits of another script."""
    if WHOLE_NUMBER.fullmatch(written):
        return int(written)
    if not NUMBER.fullmatch(written):
        return None
    value = float(written)
    return int(value) if value.is_integer() and abs(value) <= MAX_EXACT_INTEGER else value
