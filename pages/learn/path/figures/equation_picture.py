"""One equation as arrays of cells with their shapes, small enough for a phone.

Before a learner has predicted them the arrays are alike and say nothing of their sides; afterwards each has a cell for
each number, all of one size, its dimensions in letters and in numbers, and what broadcasting adds is dashed. Of a long
side some cells stand for all. Both take the same room.
"""

from __future__ import annotations

from collections.abc import Sequence

from pages.learn.path.figures.shown import WITHHELD
from pages.learn.path.figures.svg_text import framed, text
from pages.shared.drawing import theme
from pages.shared.drawing.shape_picture import Matrix, Part

SLOT, SIGN, PAD = 68.0, 17.0, 5.0
"""Pixels across of an array with its dimensions, of the sign between two, and around the picture."""
CELL = 7.25
"""Pixels of the side of a cell."""
MAX_CELLS, BEFORE_DOTS, AFTER_DOTS = 8, 5, 2
"""Cells of a side, and of one that has more those before the dots, which take the room of one, and after them."""
NAME, MAX_ARRAY_SIDE, FOOT = 24.0, CELL * MAX_CELLS, 54.0
"""Pixels: the height of the name, of the highest array, of the dimensions."""
UNKNOWN = 36.0
"""Pixels of the sides of an array that is still to be predicted."""
SCALE = 1.12
"""Two equations stand beside one another in a window of 1,440 pixels."""


def equation_picture(parts: Sequence[Part], label: str, mode: str, *, is_tried: bool) -> str:
    """The picture as SVG."""
    x, shapes = PAD, []
    for part in parts:
        if isinstance(part, str):
            shapes.append(text(x + SIGN / 2, NAME + MAX_ARRAY_SIDE / 2, part, size=17))
            x += SIGN
        else:
            draw = _known if is_tried else _unknown
            shapes.append(draw(part, x + SLOT / 2, mode))
            x += SLOT
    return framed("".join(shapes), x + PAD, NAME + MAX_ARRAY_SIDE + FOOT, label, scale=SCALE)


def blocks(dimension: int) -> tuple[tuple[int, int], ...]:
    """The cells that are drawn of a side, as places of the first and numbers of cells: all of them, or those before
    and after the dots."""
    if dimension <= MAX_CELLS:
        return ((0, dimension),)
    return ((0, BEFORE_DOTS), (BEFORE_DOTS + 1, AFTER_DOTS))


def side(dimension: int) -> float:
    """Pixels of a side: as many cells as it has numbers, up to MAX_ARRAY_SIDE."""
    return CELL * min(MAX_CELLS, dimension)


def _unknown(matrix: Matrix, middle: float, mode: str) -> str:
    color, x, y = _color(matrix, mode), middle - UNKNOWN / 2, NAME + (MAX_ARRAY_SIDE - UNKNOWN) / 2
    box = (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{UNKNOWN}" height="{UNKNOWN}" rx="2" fill="{color}" '
        f'fill-opacity="0.06" stroke="{color}" stroke-width="1.4" stroke-dasharray="4 4"/>'
    )
    return (
        _name(matrix, middle, color)
        + box
        + text(middle, NAME + MAX_ARRAY_SIDE / 2, WITHHELD, size=15, color=theme.SCHEMES[mode].muted)
    )


def _known(matrix: Matrix, middle: float, mode: str) -> str:
    color = _color(matrix, mode)
    shapes = [_name(matrix, middle, color)]
    if matrix.repeated > matrix.columns:
        x = middle - side(matrix.repeated) / 2
        shapes.append(_cells(x, matrix.rows, matrix.repeated, color, 'fill-opacity="0.05" stroke-dasharray="1.5 2"'))
        shapes.append(_cells(x, matrix.rows, matrix.columns, color, 'fill-opacity="0.28"'))
    else:
        x = middle - side(matrix.columns) / 2
        shapes.append(_cells(x, matrix.rows, matrix.columns, color, 'fill-opacity="0.2"'))
    top = NAME + MAX_ARRAY_SIDE + 12
    shapes.append(text(middle, top, f"({matrix.rows}, {matrix.columns})", weight=600))
    letters = f"({matrix.rows_name}, {matrix.columns_name})"
    shapes.append(text(middle, top + 17, letters, size=11, color=theme.SCHEMES[mode].muted))
    if matrix.repeated > matrix.columns:
        shapes.append(text(middle, top + 33, f"→ ({matrix.rows}, {matrix.repeated})", size=11, color=color))
    return "".join(shapes)


def _color(matrix: Matrix, mode: str) -> str:
    return theme.quantity_color("A" if matrix.quantity in "XY" else matrix.quantity, mode)


def _name(matrix: Matrix, middle: float, color: str) -> str:
    return text(middle, NAME / 2, matrix.name, size=14, color=color, weight=600)


def _cells(x: float, rows: int, columns: int, color: str, more: str) -> str:
    """The cells of an array, each block of them as one path, and dots where some are left out."""
    y = NAME + (MAX_ARRAY_SIDE - side(rows)) / 2
    path = "".join(
        _block(x + CELL * left, y + CELL * top, down, across)
        for top, down in blocks(rows)
        for left, across in blocks(columns)
    )
    shapes = [f'<path d="{path}" fill="{color}" stroke="{color}" stroke-width="0.9" {more}/>']
    gap = CELL * (BEFORE_DOTS + 0.5)
    if columns > MAX_CELLS:
        shapes.append(text(x + gap, y + side(rows) / 2, "⋯", size=9, color=color))
    if rows > MAX_CELLS:
        shapes.append(text(x + side(columns) / 2, y + gap, "⋮", size=9, color=color))
    return "".join(shapes)


def _block(x: float, y: float, rows: int, columns: int) -> str:
    """The outline of a block of cells and the lines between them, as the data of a path."""
    wide, high = CELL * columns, CELL * rows
    lines = [f"M{x:.1f} {y:.1f}h{wide:.1f}v{high:.1f}h{-wide:.1f}z"]
    lines += [f"M{x:.1f} {y + CELL * i:.1f}h{wide:.1f}" for i in range(1, rows)]
    lines += [f"M{x + CELL * j:.1f} {y:.1f}v{high:.1f}" for j in range(1, columns)]
    return "".join(lines)
