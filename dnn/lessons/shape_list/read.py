"""Reads a list of shapes that somebody pasted; with regular expressions alone, nothing is executed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from dnn.lessons.described_networks import MAX_DIMENSION, MAX_LAYERS
from dnn.lessons.shape_list.named_shape import NamedShape, ShapeListError
from dnn.lessons.shape_list.notations import ARRAY, BREAK, INSIDE, LINK, NAME, SEPARATOR, SHAPE, plain
from dnn.text.messages import Text

MAX_TEXT_LENGTH = 20_000
MAX_LINES = 1_000
MAX_RANK = 8
DEEPEST_NESTING = 8
LAST = -1
"""The layer of Ŷ and of W[L] until L is known."""


def read_shapes(text: str) -> tuple[NamedShape, ...]:
    """The shapes of a list like "W1: (4, 3)", in the order in which they stand.

    Raises:
        ShapeListError: the list is empty, too long, or holds something that is no name with a shape.
    """
    if len(text) > MAX_TEXT_LENGTH:
        raise ShapeListError(
            Text("at most {most} characters", most=MAX_TEXT_LENGTH), Text("{count} characters", count=len(text))
        )
    lines = BREAK.sub("\n", text).split("\n")
    if len(lines) > MAX_LINES:
        raise ShapeListError(Text("at most {most} lines", most=MAX_LINES), Text("{count} lines", count=len(lines)))
    found = tuple(_entries(plain(text), lines))
    if not found:
        raise ShapeListError(Text("a list of shapes"), Text("nothing"))
    L = max(1, *(entry.layer for entry in found))
    return tuple(
        NamedShape(entry.symbol, L if entry.layer == LAST else entry.layer, entry.shape, entry.line) for entry in found
    )


def _entries(text: str, lines: list[str]) -> Iterator[NamedShape]:
    """Name after shape after name, until the text ends."""
    position, counted, line = 0, 0, 1
    while True:
        position = _end(SEPARATOR, text, position)
        if position == len(text):
            return
        line += text.count("\n", counted, position)
        counted = position
        written = lines[line - 1]
        symbol, layer, position = _name(text, position, line, written)
        shape, position = _shape(text, _end(LINK, text, position), line, written)
        yield NamedShape(symbol, layer, _checked(shape, line, written), line)


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _name(text: str, position: int, line: int, written: str) -> tuple[str, int, int]:
    """Symbol, layer and where the name ends."""
    match = NAME.match(text, position)
    if not match:
        raise ShapeListError(Text("the name of W, b, Z, A, X or Y with its layer, and a shape"), written, line)
    d = "d" if match["d"] else ""
    number = match["square"] or match["round"] or match["curly"] or match["double"] or match["plain"] or match["apart"]
    if match["hat"] or (d and match["data"] in ("Y", "y")):
        return d + "A", LAST, match.end()
    if match["data"]:
        return ("dA" if d else match["data"].upper()), 0, match.end()
    letter = "b" if match["symbol"] in "Bb" else match["symbol"].upper()
    if number == "L":
        return d + letter, LAST, match.end()
    layer = int(number) if len(number) < 4 else MAX_LAYERS + 1
    if layer > MAX_LAYERS:
        raise ShapeListError(Text("at most {most} layers", most=MAX_LAYERS), written, line)
    if layer == 0 and letter != "A":
        raise ShapeListError(Text("layers from 1 on, as layer 0 is the input X"), written, line)
    return ("X" if layer == 0 and not d else d + letter), layer, match.end()


def _shape(text: str, position: int, line: int, written: str) -> tuple[tuple[int, ...], int]:
    """A shape, or that of an array, and where it ends."""
    array = ARRAY.match(text, position)
    if array:
        return _of_array(text, array, line, written)
    match = SHAPE.match(text, position)
    if not match or not INSIDE.fullmatch(match["inside"] or ""):
        raise ShapeListError(Text("a shape after the name, as in (4, 3)"), written, line)
    numbers = re.findall(r"\d+", match["bare"] or match["inside"])
    return tuple(_dimension(number) for number in numbers), match.end()


def _dimension(number: str) -> int:
    """The number; what is too large anyway is not computed."""
    return int(number) if len(number.lstrip("0")) <= 10 else MAX_DIMENSION + 1


def _checked(shape: tuple[int, ...], line: int, written: str) -> tuple[int, ...]:
    if len(shape) > MAX_RANK:
        raise ShapeListError(Text("at most {most} dimensions", most=MAX_RANK), written, line)
    if any(not 1 <= dimension <= MAX_DIMENSION for dimension in shape):
        raise ShapeListError(Text("dimensions from 1 to {most}", most=MAX_DIMENSION), written, line)
    return shape


def _of_array(text: str, start: re.Match[str], line: int, written: str) -> tuple[tuple[int, ...], int]:
    """The shape of an array that was printed with its entries."""
    end = _closing(text, start.end())
    given = re.compile(r"[^()=]*?\bshape\s*=\s*(\([\s\d,]*\))").match(text, end) if start.group() else None
    if given:
        shape = tuple(_dimension(number) for number in re.findall(r"\d+", given[1]))
    else:
        shape = _nested_shape(re.sub(r"[\s,]+", ",", text[start.end() : end]))
    if shape == ():
        raise ShapeListError(Text("a complete array whose rows are equally long"), written, line)
    rest = re.compile(r"[^()]*?\)|").match(text, given.end() if given else end) if start.group() else None
    return shape, rest.end() if rest else end


def _closing(text: str, position: int) -> int:
    """Behind the bracket that closes the one at a position; the end of the text where nothing does."""
    depth = 0
    for bracket in re.compile(r"[\[\]]").finditer(text, position):
        depth += 1 if bracket.group() == "[" else -1
        if depth == 0:
            return bracket.end()
    return len(text)


def _nested_shape(entries: str) -> tuple[int, ...]:
    """The shape of nested lists of numbers; () where it has none, for rows of different lengths or dots in it."""
    if "..." in entries or re.search(rf"\[,?(?:\[,?){{{DEEPEST_NESTING}}}", entries):
        return ()
    zeros = re.sub(r"[^\[\],]+", "0", entries)
    zeros = re.sub(r",(?=\])|(?<=\[),", "", zeros).replace("][", "],[")
    try:
        rows: object = json.loads(zeros)
    except (ValueError, RecursionError):
        return ()
    return _equal_rows(rows) or ()


def _equal_rows(rows: object) -> tuple[int, ...] | None:
    """The shape of nested lists, None where they have none."""
    if not isinstance(rows, list):
        return ()
    inner = {_equal_rows(row) for row in rows}
    if len(inner) != 1 or None in inner:
        return None
    return len(rows), *(inner.pop() or ())
