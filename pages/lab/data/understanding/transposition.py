"""The picture of the transposition: a table has one example a row; X and Y have one example a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dnn.tables.prepare import PreparedTable
from pages.shared.drawing import theme
from pages.shared.frame.text import _
from pages.shared.session.session import USUAL_TEXT_SIZE

SHOWN_EXAMPLES, SHOWN_FEATURES, SHOWN_OUTPUTS = 3, 4, 3
CELL, LINE, HEAD, BETWEEN = 74, 26, 30, 30
"""Width of a cell, height of a line, the room for the words above, and between X and Y."""
NAME_LETTERS = 9
"""Letters of a name that fit a cell."""


@dataclass(frozen=True)
class Matrix:
    """A matrix to be drawn.

    Attributes:
        title: what stands above it.
        rows: its cells, row by row.
        row_names, column_names: one for each.
        more_rows, more_columns: whether it has further ones.
    """

    title: str
    rows: Sequence[Sequence[str]]
    row_names: Sequence[str]
    column_names: Sequence[str]
    more_rows: bool
    more_columns: bool

    @property
    def width(self) -> int:
        """Of the picture, with the names of the rows."""
        return CELL * (1 + len(self.column_names) + self.more_columns)

    @property
    def height(self) -> int:
        """Of the picture, with title and the names of the columns."""
        return HEAD + LINE * (1 + len(self.row_names) + self.more_rows)


def transposition(made: PreparedTable) -> str:
    """The picture as SVG: the first examples with their first features and labels, before and after."""
    table, X, Y = matrices(made)
    (n_x, m), transposed = made.X.shape, _("transposed")
    label = _("The rows of the table become the columns of X: {m} examples of {n_x} features").format(m=m, n_x=n_x)
    below = f'<g transform="translate(0 {X.height + BETWEEN})">{_drawn(Y, is_row=False)}</g>'
    before = _picture(table.width, table.height, _drawn(table, is_row=True))
    after = _picture(max(X.width, Y.width), X.height + BETWEEN + Y.height, _drawn(X, is_row=False) + below)
    return (
        f'<div role="img" aria-label="{escape(label)}" style="display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem">'
        f'{before}<div style="align-self: center; text-align: center; font-size: 0.875rem">{escape(transposed)}'
        f'<div style="font-size: 1.7rem; line-height: 1; color: {theme.FORWARD}">→</div></div>{after}</div>'
    )


def _picture(width: int, height: int, drawn: str) -> str:
    """An element of this size, which grows with the letters of the page and goes no wider than it."""
    size = f"flex: 1 1 16rem; max-width: {width / USUAL_TEXT_SIZE:.2f}rem; height: auto"
    return f'<svg viewBox="0 0 {width} {height + 4}" style="display: block; {size}" font-size="13">{drawn}</svg>'


def matrices(made: PreparedTable) -> tuple[Matrix, Matrix, Matrix]:
    """The table, X and Y, as far as there is room."""
    n_x, m = made.X.shape
    n_y = made.n_y
    examples, features, outputs = min(SHOWN_EXAMPLES, m), min(SHOWN_FEATURES, n_x), min(SHOWN_OUTPUTS, n_y)
    numbers = [f"x⁽{_raised(i + 1)}⁾" for i in range(examples)]
    names = [_short(name) for name in made.feature_names[:features]]
    cells = [[_number(made.X[j, i]) for j in range(features)] for i in range(examples)]
    labels = [float(made.labels[i]) for i in range(examples)]
    words = [_short(made.class_names[int(label)]) if made.class_names else _number(label) for label in labels]
    gap = ["…"] if n_x > features else []
    table = Matrix(
        _("the table"),
        [[*row, *gap, word] for row, word in zip(cells, words, strict=True)],
        numbers,
        [*names, *gap, _("target")],
        m > examples,
        False,
    )
    X = Matrix(
        f"X (n_x, m) = ({n_x:,}, {m:,})",
        [[row[j] for row in cells] for j in range(features)],
        names,
        numbers,
        n_x > features,
        m > examples,
    )
    rows = [[_number(label) for label in labels]]
    if n_y > 1:
        rows = [["1" if label == number else "0" for label in labels] for number in range(outputs)]
    row_names = [_short(name) for name in made.class_names[:outputs]] if n_y > 1 else ["y"]
    raised = [f"y⁽{_raised(i + 1)}⁾" for i in range(examples)]
    return table, X, Matrix(f"Y (n_y, m) = ({n_y}, {m:,})", rows, row_names, raised, n_y > outputs, m > examples)


def _drawn(matrix: Matrix, *, is_row: bool) -> str:
    """A matrix with its names. The first example is coloured, be it a row or a column."""
    gap = ["…"] * matrix.more_columns
    lines = [["", *matrix.column_names, *gap]]
    lines += [[name, *row, *gap] for name, row in zip(matrix.row_names, matrix.rows, strict=True)]
    lines += [["⋮"] * len(lines[0])] * matrix.more_rows
    width, height = CELL * (len(lines[0]) - 1), LINE * (len(lines) - 1)
    size = (width, LINE) if is_row else (CELL, LINE * len(matrix.rows))
    title = (
        f'<text x="{CELL + width / 2}" y="18" text-anchor="middle" font-weight="600" fill="currentColor">'
        f"{escape(matrix.title)}</text>"
    )
    frame = (
        f'<rect x="{CELL}" y="{HEAD + LINE}" width="{size[0]}" height="{size[1]}" fill="{theme.FORWARD}" '
        f'fill-opacity="0.22" rx="4"/><rect x="{CELL}" y="{HEAD + LINE}" width="{width}" height="{height}" fill="none" '
        'stroke="currentColor" stroke-opacity="0.4" rx="4"/>'
    )
    return (
        title
        + frame
        + "".join(_cell(lines, down, across) for down, row in enumerate(lines) for across in range(len(row)))
    )


def _cell(lines: Sequence[Sequence[str]], down: int, across: int) -> str:
    """The words of a cell; those of names are paler."""
    style = ' opacity="0.7"' if down == 0 or across == 0 else ""
    return (
        f'<text x="{CELL * (across + 0.5)}" y="{HEAD + LINE * (down + 0.5)}" text-anchor="middle" '
        f'dominant-baseline="central" fill="currentColor"{style}>{escape(lines[down][across])}</text>'
    )


def _number(value: float) -> str:
    return f"{value:.6g}".replace("-", "−")


def _short(name: str) -> str:
    return name if len(name) <= NAME_LETTERS else name[: NAME_LETTERS - 1] + "…"


def _raised(number: int) -> str:
    return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(number))
