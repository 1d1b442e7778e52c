"""The dimension table as the page shows it: expected and measured shapes of every matrix, in Markdown with formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dnn.lessons.actual_shapes import Measurement, Measurements
from dnn.shapes import ShapeRow, ShapeTable
from dnn.text.messages import Text
from pages.shared.drawing import symbols
from pages.shared.frame.text import _, say


@dataclass(frozen=True)
class View:
    """One way to order the rows: a title, a condition for rows, and whether a group is a layer or a quantity."""

    title: Text
    includes: Callable[[ShapeRow], bool]
    by_layer: bool


VIEWS: dict[str, View] = {
    "layer": View(Text("By layer"), lambda row: True, True),
    "quantity": View(Text("By quantity"), lambda row: True, False),
    "forward": View(Text("Forward"), lambda row: symbols.quantity_of(row.symbol) in symbols.FORWARD, True),
    "backward": View(Text("Backward"), lambda row: symbols.quantity_of(row.symbol) in symbols.BACKWARD, True),
}
COLUMNS: dict[str, Text] = {
    "both": Text("One example and all m"),
    "one": Text("One example"),
    "all": Text("All m examples"),
}


@dataclass(frozen=True)
class Group:
    """Rows that stand together: a layer (0 is the input), or a quantity."""

    layer: int | None
    quantity: str | None
    lines: tuple[str, ...]


def groups(
    one: ShapeTable, many: ShapeTable, measured: Measurements | None, view: str, columns: str, mode: str
) -> list[Group]:
    """The table's lines, grouped by the view."""
    chosen = VIEWS[view]
    pairs = [(a, b) for a, b in zip(one.rows, many.rows, strict=True) if chosen.includes(b)]
    order: Sequence[int | str] = (
        sorted({b.layer for _a, b in pairs}, reverse=view == "backward")
        if chosen.by_layer
        else list(dict.fromkeys(b.symbol for _a, b in pairs))
    )
    found = []
    for key in order:
        lines = tuple(
            _line(a, b, _measurement(measured, b), columns, mode)
            for a, b in _ordered(pairs, view)
            if (b.layer if chosen.by_layer else b.symbol) == key
        )
        found.append(Group(key if isinstance(key, int) else None, key if isinstance(key, str) else None, lines))
    return found


def _ordered(pairs: list[tuple[ShapeRow, ShapeRow]], view: str) -> list[tuple[ShapeRow, ShapeRow]]:
    """Backward propagation computes dA first and db last."""
    if view != "backward":
        return pairs
    return sorted(pairs, key=lambda pair: symbols.BACKWARD.index(pair[1].symbol))


def _measurement(measured: Measurements | None, row: ShapeRow) -> Measurement | None:
    return measured.arrays[row.symbol, row.layer] if measured is not None else None


def head(columns: str) -> str:
    """The first two lines of a table in Markdown."""
    titles = [_("Symbol"), _("Meaning")]
    titles += [_("One example")] if columns != "all" else []
    titles += [_("All m examples")] if columns != "one" else []
    titles += [_("Measured"), _("Entries"), _("Bytes")]
    return f"| {' | '.join(titles)} |\n|:--|:--|{':--|' * (len(titles) - 5)}:--|--:|--:|"


def markdown(lines: Iterable[str], columns: str) -> str:
    """A table in Markdown."""
    return "\n".join([head(columns), *lines])


def _line(one: ShapeRow, many: ShapeRow, measured: Measurement | None, columns: str, mode: str) -> str:
    cells = [f"${_name(one, many, columns, mode)}$", _meaning(many, columns)]
    cells += [_shape(one)] if columns != "all" else []
    cells += [_shape(many)] if columns != "one" else []
    shown = one if columns == "one" else many
    if measured is None:
        cells += ["–", f"{shown.count:,}", "–"]
    else:
        agrees = ":green[:material/check:]" if measured.agrees else ":red[:material/close:]"
        cells += [f"${symbols.numbers(measured.shape)}$ {agrees}", f"{shown.count:,}", f"{measured.nbytes:,}"]
    return f"| {' | '.join(cells)} |"


def _name(one: ShapeRow, many: ShapeRow, columns: str, mode: str) -> str:
    """The symbol, of one example and of all where both are asked for, and its other name."""
    pair = {"one": (one,), "all": (many,), "both": (one, many)}[columns]
    names = dict.fromkeys(symbols.tex(row.symbol, row.layer, mode) for row in pair)
    last = pair[-1]
    other = str(last.remark.values[0][1]) if last.remark is not None and last.remark.template == "= {name}" else ""
    return r",\;".join(names) + (f"={symbols.name_tex(other)}" if other else "")


def _meaning(row: ShapeRow, columns: str) -> str:
    words = say(symbols.MEANINGS[symbols.quantity_of(row.symbol)])
    if row.symbol == "b" and columns != "one":
        return _("{words}, broadcast over the m columns").format(words=words)
    return words


def _shape(row: ShapeRow) -> str:
    return f"${symbols.shape_tex(row.formula)}={symbols.numbers(row.shape)}$"
