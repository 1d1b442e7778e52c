"""The kinds of wrong shapes: how each is recognised, and the words for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dnn.lessons.shape_list.named_shape import NamedShape, name_of
from dnn.text.messages import CountedText, Text

Kind = Literal[
    "transposed",
    "rank 1",
    "row",
    "column per example",
    "not summed",
    "examples as rows",
    "Y transposed",
    "gap",
    "neighbours",
    "another m",
    "unlike W",
    "unlike b",
    "units",
    "rank",
]
Expected = tuple[int | None, int | None]
"""A shape; None where the list does not say how large."""


def formula_of(symbol: str, layer: int, L: int) -> tuple[str, str]:
    """The shape in the course's letters: rows and columns."""
    quantity = symbol.removeprefix("d")
    rows = f"n[{L if symbol == 'Y' else layer}]"
    return rows, {"W": f"n[{layer - 1}]", "b": "1"}.get(quantity, "m")


def expected_shape(symbol: str, layer: int, sizes: Sequence[int | None], m: int | None) -> Expected:
    """The same in numbers; `sizes` are n[0] … n[L]."""
    quantity = symbol.removeprefix("d")
    rows = sizes[-1 if symbol == "Y" else layer]
    if quantity == "W":
        return rows, sizes[layer - 1]
    return rows, 1 if quantity == "b" else m


def fits(dimension: int, expected: int | None) -> bool:
    """True if a dimension is the expected one, or none is known."""
    return expected is None or dimension == expected


def kind_of(named: NamedShape, expected: Expected) -> Kind | None:
    """The kind of error of a shape; None where it is right."""
    quantity, shape = named.symbol.removeprefix("d"), named.shape
    rows, columns = expected
    if len(shape) == 1:
        right = fits(shape[0], columns) or (fits(shape[0], rows) and named.symbol != "Y")
        return "rank 1" if right else "rank"
    if len(shape) != 2:
        return "rank"
    if fits(shape[0], rows) and fits(shape[1], columns):
        return None
    turned = fits(shape[1], rows) and fits(shape[0], columns)
    if quantity == "W":
        return "transposed" if turned else "unlike W" if named.symbol == "dW" else "neighbours"
    if quantity == "b":
        return _kind_of_b(named, rows, turned)
    if turned:
        return "Y transposed" if named.symbol == "Y" else "row" if columns == 1 else "examples as rows"
    return "another m" if fits(shape[0], rows) else "units"


def _kind_of_b(named: NamedShape, rows: int | None, turned: bool) -> Kind:
    if turned:
        return "row"
    if fits(named.shape[0], rows):
        return "not summed" if named.symbol == "db" else "column per example"
    return "unlike b" if named.symbol == "db" else "units"


def reason_for(named: NamedShape, kind: Kind, expected: Expected, m: int | None) -> Text:
    """The reason why a shape is wrong, to be read after its name, its formula and a colon."""
    if kind == "neighbours":
        return _clash(named, expected)
    if kind == "another m":
        return CountedText(
            "it has {count} example, the rest of the list has {m}",
            "it has {count} examples, the rest of the list has {m}",
            named.shape[1],
            m=m,
        )
    if kind == "units":
        return Text(
            "its number of rows is {rows}, but its layer's number of units is {units}",
            rows=named.shape[0],
            units=number(expected[0]),
        )
    if kind in ("unlike W", "unlike b"):
        return Text(
            "a gradient has the shape of what it is the gradient of, {name}",
            name=name_of(named.symbol.removeprefix("d"), named.layer),
        )
    return REASONS[kind]


def _clash(named: NamedShape, expected: Expected) -> Text:
    (rows, columns), (units, inputs) = named.shape, expected
    if not fits(columns, inputs):
        return Text(
            "its number of columns is {columns}, but layer {l}'s number of units is {units}",
            columns=columns,
            units=number(inputs),
            l=named.layer - 1,
        )
    return Text(
        "its number of rows is {rows}, but layer {l}'s number of units is {units}",
        rows=rows,
        units=number(units),
        l=named.layer,
    )


def number(dimension: int | None) -> str:
    """A dimension in a sentence."""
    return "?" if dimension is None else str(dimension)


REASONS: dict[Kind, Text] = {
    "transposed": Text("it looks transposed"),
    "rank 1": Text("it is a rank-1 array, and broadcasting treats it as a row; keep both dimensions"),
    "row": Text("it is a row and should be a column"),
    "column per example": Text("it has a column for each example; keep one, which is broadcast over all of them"),
    "not summed": Text("it is not summed over the examples; sum over axis 1 and keep the dimension"),
    "examples as rows": Text("the examples are rows and should be columns"),
    "Y transposed": Text("it looks transposed: the labels need one column for each example"),
    "rank": Text("it should have two dimensions that fit the network"),
}
"""Kind -> the words that need no numbers."""
