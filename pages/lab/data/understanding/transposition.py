"""The picture of the transposition: a table has one example a row, X has one example a column."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dnn.tables.prepare import PreparedTable
from pages.shared.drawing import theme
from pages.shared.frame.text import _

SHOWN_EXAMPLES, SHOWN_FEATURES = 3, 4
CELL, LINE, GAP, HEAD = 74, 26, 96, 30
"""Pixels: width and height of a cell, the room for the arrow, and for the words above."""
NAME_LETTERS = 9
"""Letters of a name that fit a cell."""


def transposition(made: PreparedTable) -> str:
    """The picture as SVG: the first examples with their first features, before and after."""
    n_x, m = made.X.shape
    examples, features = min(SHOWN_EXAMPLES, m), min(SHOWN_FEATURES, n_x)
    cells = [[_number(made.X[j, i]) for j in range(features)] for i in range(examples)]
    names = [_short(name) for name in made.feature_names[:features]]
    more_features, more_examples = n_x > features, m > examples
    left = _matrix(
        rows=cells,
        row_names=[f"x⁽{_raised(i + 1)}⁾" for i in range(examples)],
        column_names=names,
        more=(more_examples, more_features),
        is_row_coloured=True,
    )
    right = _matrix(
        rows=[[cells[i][j] for i in range(examples)] for j in range(features)],
        row_names=names,
        column_names=[f"x⁽{_raised(i + 1)}⁾" for i in range(examples)],
        more=(more_features, more_examples),
        is_row_coloured=False,
    )
    left_width, left_height = _size(examples + more_examples, features + more_features)
    right_width, right_height = _size(features + more_features, examples + more_examples)
    width, height = left_width + GAP + right_width, HEAD + max(left_height, right_height)
    middle = left_width + GAP / 2
    transposed, table = _("transposed"), _("the table: {shape}").format(shape=f"({m:,}, {n_x:,})")
    arrow = (
        f'<text x="{middle}" y="{HEAD + 58}" text-anchor="middle" font-size="26" fill="{theme.FORWARD}">→</text>'
        f'<text x="{middle}" y="{HEAD + 36}" text-anchor="middle" fill="currentColor">{escape(transposed)}</text>'
    )
    titles = (
        f'<text x="{left_width / 2}" y="18" text-anchor="middle" fill="currentColor">'
        f"{escape(table)}</text>"
        f'<text x="{left_width + GAP + right_width / 2}" y="18" text-anchor="middle" font-weight="600" '
        f'fill="currentColor">X (n_x, m) = ({n_x:,}, {m:,})</text>'
    )
    label = _("The rows of the table become the columns of X: {m} examples of {n_x} features").format(m=m, n_x=n_x)
    return (
        f'<svg role="img" aria-label="{escape(label)}" viewBox="0 0 {width} {height}" width="{width}" '
        f'style="display: block; max-width: 100%; min-width: 34rem; height: auto" font-size="13">'
        f"{titles}{left}{arrow}"
        f'<g transform="translate({left_width + GAP} 0)">{right}</g></svg>'
    )


def _size(rows: int, columns: int) -> tuple[int, int]:
    return CELL * (columns + 1), LINE * (rows + 1) + 6


def _matrix(
    rows: Sequence[Sequence[str]],
    row_names: Sequence[str],
    column_names: Sequence[str],
    more: tuple[bool, bool],
    *,
    is_row_coloured: bool,
) -> str:
    """A matrix with its names; of the two that `more` says there are further rows and columns. The first example is
    coloured, be it a row or a column."""
    more_rows, more_columns = more
    table = [["", *column_names, *["…"] * more_columns]]
    table += [[name, *row, *["…"] * more_columns] for name, row in zip(row_names, rows, strict=True)]
    table += [["⋮"] * (len(column_names) + 1 + more_columns)] * more_rows
    drawn = [_first_example(len(rows), len(column_names), is_row_coloured)]
    for down, row in enumerate(table):
        for across, words in enumerate(row):
            x, y = CELL * (across + 0.5), HEAD + LINE * (down + 0.5)
            is_name = down == 0 or across == 0
            style = ' opacity="0.7"' if is_name else ""
            drawn.append(
                f'<text x="{x}" y="{y}" text-anchor="middle" dominant-baseline="central" fill="currentColor"{style}>'
                f"{escape(words)}</text>"
            )
    height, width = LINE * (len(table) - 1), CELL * (len(table[0]) - 1)
    frame = (
        f'<rect x="{CELL}" y="{HEAD + LINE}" width="{width}" height="{height}" fill="none" stroke="currentColor" '
        'stroke-opacity="0.4" rx="4"/>'
    )
    return "".join(drawn) + frame


def _first_example(rows: int, columns: int, is_row: bool) -> str:
    width, height = (CELL * columns, LINE) if is_row else (CELL, LINE * rows)
    return (
        f'<rect x="{CELL}" y="{HEAD + LINE}" width="{width}" height="{height}" fill="{theme.FORWARD}" '
        'fill-opacity="0.22" rx="4"/>'
    )


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "−")


def _short(name: str) -> str:
    return name if len(name) <= NAME_LETTERS else name[: NAME_LETTERS - 1] + "…"


def _raised(number: int) -> str:
    return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(number))
