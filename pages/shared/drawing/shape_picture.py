"""Pictures of matrix products: rectangles whose sides grow with the dimensions, the inner ones that meet in one colour.

A picture is an SVG text in the page's own letters; it is read out by its label.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pages.shared.drawing import theme

MIN_SIDE, GROWTH, MAX_SIDE, MAX_HEIGHT = 18.0, 8.5, 190.0, 104.0
"""Pixels: the side of a dimension of 1 is about MIN_SIDE + GROWTH; it grows with the square root,
up to MAX_SIDE across and MAX_HEIGHT upright."""
GAP, PAD, SIGN, LETTER = 8.0, 6.0, 22.0, 9.0
NAME, ROWS, COLUMNS, COLUMNS_HEIGHT = 24.0, 62.0, 60.0, 18.0
"""Pixels for the name above a rectangle, its rows beside and its columns below it."""
READABLE = 600.0
"""Pixels below which a picture is not scaled down, but scrolled."""
MEETING = "#C2410C"
MEETING_ON_DARK = "#F0A35E"


@dataclass(frozen=True)
class Matrix:
    """One rectangle.

    Attributes:
        quantity: the quantity whose colour it has: "W", "Z", "dA" …; "X" is drawn like A.
        name: the text above it, as in "W[2]"; a "ᵀ" may follow.
        rows, columns: its shape.
        rows_name, columns_name: the same in the course's letters.
        meets: the side that is an inner dimension: "rows", "columns" or neither.
        repeated: number of columns that broadcasting makes of it; drawn dashed beside it.
    """

    quantity: str
    name: str
    rows: int
    columns: int
    rows_name: str
    columns_name: str
    meets: str = ""
    repeated: int = 0

    @property
    def height(self) -> float:
        """Pixels."""
        return min(MAX_HEIGHT, side(self.rows))

    @property
    def width(self) -> float:
        """Pixels, with what broadcasting adds."""
        return side(max(self.columns, self.repeated))


Part = Matrix | str
"""A rectangle, or the sign between two of them."""


def side(dimension: int) -> float:
    """Pixels of a side."""
    return min(MAX_SIDE, MIN_SIDE + GROWTH * math.sqrt(dimension))


def draw(parts: Sequence[Part], label: str, mode: str) -> str:
    """The picture of an equation as SVG."""
    highest = max(part.height for part in parts if isinstance(part, Matrix))
    middle = PAD + NAME + highest / 2
    x, shapes = PAD, []
    for part in parts:
        if isinstance(part, str):
            width = SIGN + LETTER * (len(part) - 1)
            shapes.append(_text(x + width / 2, middle, part, size=18))
            x += width
        else:
            x += ROWS
            shapes.append(_matrix(part, x, middle, mode))
            x += max(part.width, COLUMNS / 2) + GAP
    width, height = x + PAD, highest + 2 * PAD + NAME + COLUMNS_HEIGHT
    return (
        f'<svg role="img" aria-label="{escape(label, quote=True)}" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'style="display:block;width:{width:.0f}px;max-width:max(100%,{min(width, READABLE):.0f}px);height:auto">'
        f"{''.join(shapes)}</svg>"
    )


def _matrix(matrix: Matrix, x: float, middle: float, mode: str) -> str:
    color = theme.quantity_color("A" if matrix.quantity in "XY" else matrix.quantity, mode)
    accent = MEETING if mode == "light" else MEETING_ON_DARK
    height, own = matrix.height, side(matrix.columns)
    top, bottom = middle - height / 2, middle + height / 2
    shapes = []
    if matrix.repeated > matrix.columns:
        shapes.append(_rectangle(x, top, matrix.width, height, color, 'fill-opacity="0.06" stroke-dasharray="3 3"'))
    shapes.append(_rectangle(x, top, own, height, color, 'fill-opacity="0.2"'))
    if matrix.meets == "rows":
        shapes.append(f'<path d="M{x:.1f} {top:.1f}V{bottom:.1f}" stroke="{accent}" stroke-width="4"/>')
    if matrix.meets == "columns":
        shapes.append(f'<path d="M{x:.1f} {bottom:.1f}H{x + own:.1f}" stroke="{accent}" stroke-width="4"/>')
    rows_color = accent if matrix.meets == "rows" else "currentColor"
    columns_color = accent if matrix.meets == "columns" else "currentColor"
    columns = _dimension(matrix.columns_name, matrix.columns)
    if matrix.repeated > matrix.columns:
        columns += f" → {matrix.repeated}"
    center = x + matrix.width / 2
    shapes += [
        _text(center, top - 11, matrix.name, size=14, weight=600, color=color),
        _text(x - 6, middle, _dimension(matrix.rows_name, matrix.rows), color=rows_color, anchor="end"),
        _text(center, bottom + 13, columns, color=columns_color),
    ]
    return "".join(shapes)


def _dimension(name: str, value: int) -> str:
    return f"{name} = {value}" if name != "1" else "1"


def _rectangle(x: float, y: float, width: float, height: float, color: str, more: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="3" fill="{color}" '
        f'stroke="{color}" stroke-width="1.5" {more}/>'
    )


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: int = 12,
    weight: int = 400,
    color: str = "currentColor",
    anchor: str = "middle",
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" fill="{color}" '
        f'text-anchor="{anchor}" dominant-baseline="central">{escape(text)}</text>'
    )
