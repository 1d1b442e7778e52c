"""A small content as letters that a link can hold: its names and numbers, compressed, and back.

Letters from outside are believed in nothing: they are no longer than a link's, and become no more than a small table's
text, whatever they say.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any

from dnn.datasets.contents.table import TableContent
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.checks import MAX_EXACT_INTEGER

MAX_LINK_NUMBERS = 200
"""Features and labels of a table that is written in letters."""
MAX_LETTERS = 3_000
MAX_TEXT_BYTES = 40_000
"""Bytes of the text that letters may stand for: 200 numbers and the longest names that fit."""
FORM = re.compile(r"1[A-Za-z0-9_-]+", re.ASCII)
"""The version, and base64 with the letters of a link."""
TABLE = "table"
EXPECTED = Text("a table as the app writes it into a link")
HINT = Text("the link as it was given to you, all of it")


def to_letters(content: TableContent) -> str | None:
    """The letters of a content; None where it is too large for a link."""
    if content.X.size + content.labels.size > MAX_LINK_NUMBERS:
        return None
    rows = [*content.X, content.labels]  # n_x + 1 of them, (m,) each
    parts = [content.feature_names, content.class_names, *([_short(number) for number in row] for row in rows)]
    text = json.dumps(parts, separators=(",", ":"), ensure_ascii=False).encode()
    letters = "1" + base64.urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")
    return letters if len(letters) <= MAX_LETTERS and len(text) <= MAX_TEXT_BYTES else None


def from_letters(letters: str) -> TableContent:
    """The content that some letters stand for.

    Raises:
        ConfigurationError, ShapeError: they stand for none, or for one that is too large for a link.
    """
    if len(letters) > MAX_LETTERS:
        raise ConfigurationError(TABLE, Text("at most {count} characters", count=MAX_LETTERS), len(letters), HINT)
    try:
        parts = json.loads(_text(letters), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _refused(letters) from None
    if not isinstance(parts, list) or len(parts) < 4:  # names twice, a feature, the labels
        raise _refused(letters)
    features, classes, *rows = parts
    if not _is_list_of(features, str) or not _is_list_of(classes, str) or not all(_is_row(row) for row in rows):
        raise _refused(letters)
    count = sum(map(len, rows))
    if count > MAX_LINK_NUMBERS:
        raise ConfigurationError(TABLE, Text("at most {count} numbers", count=MAX_LINK_NUMBERS), count, HINT)
    if len({len(row) for row in rows}) > 1:
        raise _refused(letters)
    *X, labels = (_numbers(row, letters) for row in rows)
    return TableContent(X, labels, tuple(features), tuple(classes))  # type: ignore[arg-type]  # which makes arrays


def _text(letters: str) -> str:
    """The text that letters stand for, of which no more is made than a small table has. Raises ValueError."""
    if not FORM.fullmatch(letters):
        raise ValueError("other letters")
    data = base64.urlsafe_b64decode(letters[1:] + "=" * (-(len(letters) - 1) % 4))
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(data, MAX_TEXT_BYTES)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not unpacking.eof or unpacking.unused_data or unpacking.unconsumed_tail:
        raise ValueError("too much, or not all of it")
    return text.decode()


def _short(number: float) -> int | float:
    """A number as it is written shortest: whole ones without their point."""
    return int(number) if number == int(number) and abs(number) < MAX_EXACT_INTEGER else float(number)


def _is_list_of(part: object, kind: type) -> bool:
    return isinstance(part, list) and all(isinstance(each, kind) for each in part)


def _is_row(part: object) -> bool:
    return isinstance(part, list) and all(type(each) in (int, float) for each in part)


def _numbers(row: list[int | float], letters: str) -> list[float]:
    try:
        return [float(number) for number in row]
    except OverflowError:
        raise _refused(letters) from None


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _refused(letters: str) -> ConfigurationError:
    return ConfigurationError(TABLE, EXPECTED, letters, HINT)
