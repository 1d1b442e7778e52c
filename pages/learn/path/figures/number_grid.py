"""The numbers of an array as a small table of HTML under its symbol; of a large one its first rows and columns."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np

from dnn.activations import Array
from pages.learn.path.figures.numbers import Written, number, written
from pages.learn.path.figures.shown import WITHHELD
from pages.shared.drawing import theme

MAX_GRID_ROWS, MAX_GRID_COLUMNS = 8, 8
SAME = 1e-9
"""Relative difference of two entries below which neither has changed: sums in another order differ by less."""
ROW_HEIGHT = 1.55
"""Of a cell, in the size of its letters, as the style sheet has it."""


@dataclass(frozen=True, eq=False)
class Grid:
    """An array to be shown.

    Attributes:
        symbol: the quantity, as in "dW"; "X" and "Y" are drawn like A.
        layer: the layer; None for X and Y.
        array: (rows, columns)
        remark: a line below the numbers; None for none.
        badge: what the last change did to it, on a line of its own below the numbers; None for none, and an empty one
            keeps its room.
        shape: what is written for its shape, where NumPy's is another than the table's.
        is_withheld: True where neither its numbers nor its shape are told yet.
        is_first: True for an X that is called A[0], too.
        before: (rows, fewer or as many columns) the array before the learner's last change; None without one. Entries
            that have changed are marked, and come in where the old ones go out.
    """

    symbol: str
    layer: int | None
    array: Array
    remark: str | None = None
    is_withheld: bool = False
    badge: str | None = None
    shape: str | None = None
    before: Array | None = None
    is_first: bool = False

    @property
    def name(self) -> str:
        """ "dW[1]", "X", "X = A[0]" """
        if self.is_first:
            return f"{self.symbol} = A[0]"
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
    numbers = written(grid.array[:MAX_GRID_ROWS, :MAX_GRID_COLUMNS], beside=grid.before)
    label = f"{grid.name}, {rows} × {columns}"
    style = f"border-color:{color};--path-quantity:{color}"
    table = f'<table aria-label="{escape(label)}" style="{style}">{_rows(grid, numbers)}</table>'
    return _figure(grid, grid.shape or f"({rows}, {columns})", numbers.factor, table, color)


def _figure(grid: Grid, shape: str, factor: str, body: str, color: str) -> str:
    raised = "" if grid.layer is None else f"<sup>[{grid.layer}]</sup>"
    raised += " = A<sup>[0]</sup>" if grid.is_first else ""
    symbol = f'<b class="path-symbol" style="--path-quantity:{color}">{grid.symbol}{raised}</b>'
    head = f"{symbol}{escape(factor)} <span>{shape}</span>"
    below = "" if grid.remark is None else f"<small>{escape(grid.remark) or '&nbsp;'}</small>"
    if grid.badge is not None:
        kind = "path-badge" if grid.before is not None and grid.badge else "path-badge path-badge-none"
        below += f'<b class="{kind}" style="--path-quantity:{color}">{escape(grid.badge) or "&nbsp;"}</b>'
    return f'<figure class="path-grid"><figcaption>{head}</figcaption>{body}{below}</figure>'


def _rows(grid: Grid, numbers: Written) -> str:
    """The rows of the table, with a row and a column of dots where not all are shown."""
    rows, columns = grid.array.shape
    dots = "<td>⋯</td>" if columns > MAX_GRID_COLUMNS else ""
    lines = [
        "".join(_cell(grid, numbers, i, j) for j in range(len(numbers.rows[i]))) + dots
        for i in range(len(numbers.rows))
    ]
    if rows > MAX_GRID_ROWS:
        lines.append("<td>⋮</td>" * (min(columns, MAX_GRID_COLUMNS) + bool(dots)))
    return "".join(f"<tr>{line}</tr>" for line in lines)


def _cell(grid: Grid, numbers: Written, i: int, j: int) -> str:
    """An entry; one that has changed says what it was, which the style sheet shows going out."""
    cell = numbers.rows[i][j]
    if grid.before is None:
        return f"<td>{cell}</td>"
    if j >= grid.before.shape[1]:
        return f'<td class="path-new"><span>{cell}</span></td>'
    if np.isclose(grid.before[i, j], grid.array[i, j], rtol=SAME, atol=0, equal_nan=True):
        return f"<td>{cell}</td>"
    old = number(float(grid.before[i, j]), numbers.decimals, numbers.power)
    return f'<td class="path-changed" data-before="{old}"><span>{cell}</span></td>'


def factor_between(before: Array, after: Array) -> float | None:
    """The factor between the entries of the columns that both have; None where these differ in more than one."""
    columns = min(before.shape[1], after.shape[1])
    old, new = before[:, :columns], after[:, :columns]
    is_none = (old == 0) & (new == 0)
    if is_none.all():
        return 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        factors = new[~is_none] / old[~is_none]  # (entries,)
    is_one = np.isfinite(factors).all() and np.allclose(factors, factors[0], rtol=SAME, atol=0)
    return float(factors[0]) if is_one else None
