"""One equation as rectangles with their shapes, small enough for a phone.

Before a learner has predicted them the rectangles are alike and say nothing of their sides; afterwards each has its
dimensions in letters and in numbers, and what broadcasting adds is dashed. Both take the same room.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from pages.learn.path.figures.shown import WITHHELD
from pages.learn.path.figures.svg_text import framed, text
from pages.shared.drawing import theme
from pages.shared.drawing.shape_picture import Matrix, Part

SLOT, SIGN, PAD = 68.0, 17.0, 5.0
"""Pixels across of a rectangle with its dimensions, of the sign between two, and around the picture."""
NAME, MAX_MATRIX_SIDE, MIN_MATRIX_SIDE, GROWTH, FOOT = 24.0, 58.0, 9.0, 7.0, 54.0
"""Pixels: the height of the name, the sides of the rectangles and their growth, the height of the dimensions."""
UNKNOWN = 36.0
"""Pixels of the sides of a rectangle that is still to be predicted."""
SCALE = 1.12
"""Two equations stand beside one another in a window of 1,440 pixels."""


def equation_picture(parts: Sequence[Part], label: str, mode: str, *, is_tried: bool) -> str:
    """The picture as SVG."""
    x, shapes = PAD, []
    for part in parts:
        if isinstance(part, str):
            shapes.append(text(x + SIGN / 2, NAME + MAX_MATRIX_SIDE / 2, part, size=17))
            x += SIGN
        else:
            draw = _known if is_tried else _unknown
            shapes.append(draw(part, x + SLOT / 2, mode))
            x += SLOT
    return framed("".join(shapes), x + PAD, NAME + MAX_MATRIX_SIDE + FOOT, label, scale=SCALE)


def side(dimension: int) -> float:
    """Pixels of a side: they grow with the square root of the dimension, up to MAX_MATRIX_SIDE."""
    return min(MAX_MATRIX_SIDE, MIN_MATRIX_SIDE + GROWTH * math.sqrt(dimension))


def _unknown(matrix: Matrix, middle: float, mode: str) -> str:
    color = _color(matrix, mode)
    box = _rectangle(middle, UNKNOWN, UNKNOWN, color, 'fill-opacity="0.06" stroke-dasharray="4 4"')
    return (
        _name(matrix, middle, color)
        + box
        + text(middle, NAME + MAX_MATRIX_SIDE / 2, WITHHELD, size=15, color=theme.SCHEMES[mode].muted)
    )


def _known(matrix: Matrix, middle: float, mode: str) -> str:
    color, own, height = _color(matrix, mode), side(matrix.columns), side(matrix.rows)
    shapes = [_name(matrix, middle, color)]
    if matrix.repeated > matrix.columns:
        wide = side(matrix.repeated)
        shapes.append(_rectangle(middle, wide, height, color, 'fill-opacity="0.05" stroke-dasharray="3 3"'))
        shapes.append(_rectangle(middle - (wide - own) / 2, own, height, color, 'fill-opacity="0.28"'))
    else:
        shapes.append(_rectangle(middle, own, height, color, 'fill-opacity="0.2"'))
    top = NAME + MAX_MATRIX_SIDE + 12
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


def _rectangle(middle: float, width: float, height: float, color: str, more: str) -> str:
    x, y = middle - width / 2, NAME + (MAX_MATRIX_SIDE - height) / 2
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2" fill="{color}" '
        f'stroke="{color}" stroke-width="1.4" {more}/>'
    )
