"""A network as circles in columns, an edge for each weight between those that are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pages.learn.path.figures.shown import WITHHELD
from pages.learn.path.figures.svg_text import framed, text
from pages.shared.drawing import theme

MAX_DRAWN_UNITS = 8
"""Circles of a column; of more units their number is written below them."""
COLUMN, ROW, RADIUS, PAD = 66.0, 27.0, 9.5, 8.0
"""Pixels from one column to the next, from one circle to the next, of a circle, and around the picture."""
HEAD, FOOT, MORE = 40.0, 44.0, 18.0
"""Pixels above the circles, below them, and of the number of units that are not drawn."""
SCALE = 1.25


@dataclass(frozen=True)
class NetworkWords:
    """The words of the picture.

    Attributes:
        label: the text alternative.
        input, output: what stands above the first and the last column.
        hidden: what stands above the bracket over the columns between them.
    """

    label: str
    input: str
    output: str
    hidden: str = ""


@dataclass(frozen=True)
class Unit:
    """Unit j of layer l, both counted from 1."""

    l: int
    j: int


Places = dict[int, tuple[float, float]]
"""Number of a unit -> the middle of its circle."""


def network_picture(
    sizes: Sequence[int],
    words: NetworkWords,
    mode: str,
    *,
    is_counted: bool,
    unit: Unit | None = None,
    scale: float = SCALE,
) -> str:
    """The picture as SVG.

    Args:
        sizes: n[0] … n[L].
        words: what is written on it.
        mode: "light" or "dark".
        is_counted: whether layers have their numbers and their n[l], and the hidden ones their bracket.
        unit: one that stands out, with its weights.
        scale: how much larger it is drawn where there is room.
    """
    rows = min(MAX_DRAWN_UNITS, max(sizes))
    height = rows * ROW + (MORE if max(sizes) > MAX_DRAWN_UNITS else 0)
    columns = [_places(l, n, HEAD + rows * ROW / 2, unit) for l, n in enumerate(sizes)]
    shapes = [_edges(l, columns[l - 1], columns[l], unit, mode) for l in range(1, len(sizes))]
    for l, n in enumerate(sizes):
        shapes += [_circles(l, columns[l], unit, mode), _more(l, n, HEAD + rows * ROW)]
        shapes += [_counts(l, n, HEAD + height, is_counted, mode)]
    shapes += [_heads(len(sizes) - 1, words, is_counted, mode)]
    return framed("".join(shapes), _x(len(sizes)) - COLUMN / 2, HEAD + height + FOOT, words.label, scale=scale)


def _x(l: int) -> float:
    return PAD + COLUMN / 2 + l * COLUMN


def drawn_units(n: int, j: int | None = None) -> tuple[int, ...]:
    """The numbers of those units of n that are drawn, unit j among them."""
    units = list(range(1, min(n, MAX_DRAWN_UNITS) + 1))
    if j is not None and j > MAX_DRAWN_UNITS:
        units[-1] = j
    return tuple(units)


def _places(l: int, n: int, middle: float, unit: Unit | None) -> Places:
    units = drawn_units(n, unit.j if unit and unit.l == l else None)
    top = middle - (len(units) - 1) * ROW / 2
    return {j: (_x(l), top + k * ROW) for k, j in enumerate(units)}


def _edges(l: int, before: Places, here: Places, unit: Unit | None, mode: str) -> str:
    """The weights of layer l; those of the unit that stands out come last, in the colour of W."""
    plain: list[str] = []
    marked: list[str] = []
    for j, (x, y) in here.items():
        is_marked = unit == Unit(l, j)
        path = "".join(f"M{x0 + RADIUS:.1f} {y0:.1f}L{x - RADIUS:.1f} {y:.1f}" for x0, y0 in before.values())
        (marked if is_marked else plain).append(path)
    color = theme.quantity_color("W", mode)
    muted = theme.SCHEMES[mode].muted
    strong = f'<path d="{"".join(marked)}" stroke="{color}" stroke-width="2"/>' if marked else ""
    return f'<path d="{"".join(plain)}" stroke="{muted}" stroke-opacity="0.45" stroke-width="0.8"/>{strong}'


def _circles(l: int, places: Places, unit: Unit | None, mode: str) -> str:
    """The units of a layer; the input, which is no layer of units, is empty."""
    color = theme.SCHEMES[mode].muted if l == 0 else theme.quantity_color("A", mode)
    fill = 'fill="none"' if l == 0 else f'fill="{color}" fill-opacity="0.22"'
    shapes = []
    for j, (x, y) in places.items():
        is_marked = unit == Unit(l, j)
        stroke = f'stroke="{theme.quantity_color("Z", mode)}" stroke-width="3.5"' if is_marked else f'stroke="{color}"'
        shapes.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}" {fill} {stroke}/>')
        if is_marked:
            shapes.append(text(x, y, str(j), size=11, weight=600))
    return "".join(shapes)


def _more(l: int, n: int, bottom: float) -> str:
    """The number of units, where not all are drawn."""
    return text(_x(l), bottom + MORE / 2 - 2, f"⋮ {n}", weight=600) if n > MAX_DRAWN_UNITS else ""


def _counts(l: int, n: int, bottom: float, is_counted: bool, mode: str) -> str:
    """The number of a layer and its units, or the sign that they are to be found out."""
    if not is_counted:
        return text(_x(l), bottom + 14, WITHHELD, size=13, color=theme.SCHEMES[mode].muted)
    return text(_x(l), bottom + 14, f"l = {l}", size=13, weight=600) + text(_x(l), bottom + 33, f"n[{l}] = {n}")


def _heads(L: int, words: NetworkWords, is_counted: bool, mode: str) -> str:
    """The words above the first and the last column, and the bracket over those between them."""
    heads = text(_x(0), HEAD - 12, words.input) + text(_x(L), HEAD - 12, words.output)
    if not (is_counted and words.hidden and L > 1):
        return heads
    left, right, y = _x(1) - 16, _x(L - 1) + 16, HEAD - 12
    color = theme.SCHEMES[mode].change
    bracket = f'<path d="M{left} {y + 7}V{y}H{right}V{y + 7}" fill="none" stroke="{color}" stroke-width="2"/>'
    return heads + bracket + text((left + right) / 2, y - 13, words.hidden, color=color, weight=600)
