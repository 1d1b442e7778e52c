"""The numbers of an array as a small table of HTML under its symbol; of a large one its first rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from dnn.activations import Array
from pages.learn.path.figures.numbers import Written, written
from pages.learn.path.figures.shown import WITHHELD
from pages.shared.drawing import theme

MAX_GRID_ROWS, MAX_GRID_COLUMNS = 8, 8
ROW_HEIGHT = 1.55
"""Of a cell, in the size of its letters, as the style sheet has it."""


@dataclass(frozen=True, eq=False)
class Grid:
    """An array to be shown.

    Attributes:
        symbol: the quantity, as in "dW"; "X" and "Y" are drawn like A.
        layer: the layer; None for X and Y.
        array: (rows, columns)
        remark: a line below the symbol, which keeps its room when it is empty; None for no such line.
        is_withheld: True where neither its numbers nor its shape are told yet.
    """

    symbol: str
    layer: int | None
    array: Array
    remark: str | None = None
    is_withheld: bool = False

    @property
    def name(self) -> str:
        """ "dW[1]", "X" """
        return self.symbol if self.layer is None else f"{self.symbol}[{self.layer}]"


def number_grid(grid: Grid, mode: str) -> str:
    """The table as HTML; one that is withheld is as high, and its width says nothing."""
    color = theme.quantity_color("A" if grid.symbol in "XY" else grid.symbol, mode)
    rows, columns = grid.array.shape
    if grid.is_withheld:
        height = ROW_HEIGHT * (min(rows, MAX_GRID_ROWS) + (rows > MAX_GRID_ROWS))
        unknown = f"{grid.name}: {WITHHELD}"
        body = (
            f'<div class="path-withheld" role="img" aria-label="{escape(unknown)}" style="'
            f'height:{height:.2f}em;border-color:{color}">{WITHHELD}</div>'
        )
        return _figure(grid, "", "", body, color)
    numbers = written(grid.array[:MAX_GRID_ROWS, :MAX_GRID_COLUMNS])
    label = f"{grid.name}, {rows} × {columns}"
    table = f'<table aria-label="{escape(label)}" style="border-color:{color}">{_rows(numbers, rows, columns)}</table>'
    return _figure(grid, f"({rows}, {columns})", numbers.factor, table, color)


def _figure(grid: Grid, shape: str, factor: str, body: str, color: str) -> str:
    raised = "" if grid.layer is None else f"<sup>[{grid.layer}]</sup>"
    head = f'<b style="color:{color}">{grid.symbol}{raised}</b>{escape(factor)} <span>{shape}</span>'
    remark = "" if grid.remark is None else f"<small>{escape(grid.remark) or '&nbsp;'}</small>"
    return f'<figure class="path-grid"><figcaption>{head}{remark}</figcaption>{body}</figure>'


def _rows(numbers: Written, rows: int, columns: int) -> str:
    """The rows of the table, with a row and a column of dots where not all are shown."""
    dots = "<td>⋯</td>" if columns > MAX_GRID_COLUMNS else ""
    lines = ["".join(f"<td>{cell}</td>" for cell in row) + dots for row in numbers.rows]
    if rows > MAX_GRID_ROWS:
        lines.append("<td>⋮</td>" * (min(columns, MAX_GRID_COLUMNS) + bool(dots)))
    return "".join(f"<tr>{line}</tr>" for line in lines)
