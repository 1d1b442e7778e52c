"""The line on which a function over a grid is 0, by marching squares, as a path of SVG.

Between two places of the grid the function counts as linear, so that the line of a linear function is straight.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]


def zero_line(values: Floats, side: float) -> str:
    """Segments of the line as the `d` of a path; empty where the function has one sign everywhere.

    Args:
        values: (rows, columns) of the function, the first row at the top; 0 counts as positive.
        side: the width and the height of the picture, whose edges are the outermost places.
    """
    rows, columns = values.shape
    corners = (values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1])  # clockwise from the top left
    signs = [corner >= 0 for corner in corners]
    is_crossed = ~(signs[0] == signs[1]) | ~(signs[1] == signs[2]) | ~(signs[2] == signs[3])
    lines = []
    for row, column in np.argwhere(is_crossed).tolist():
        square = [float(corner[row, column]) for corner in corners]
        for start, end in _segments(square):
            (x0, y0), (x1, y1) = (
                ((column + x) * side / (columns - 1), (row + y) * side / (rows - 1)) for x, y in (start, end)
            )
            lines.append(f"M{x0:.2f} {y0:.2f}L{x1:.2f} {y1:.2f}")
    return "".join(lines)


Point = tuple[float, float]


def _segments(square: list[float]) -> list[tuple[Point, Point]]:
    """One segment in a square that the line crosses, or two where opposite corners agree."""
    crossings = [_crossing(edge, square[edge], square[(edge + 1) % 4]) for edge in range(4)]
    found = [crossing for crossing in crossings if crossing is not None]
    if len(found) == 4:  # a saddle: the sign of its middle says which corners are joined
        is_joined = (sum(square) >= 0) == (square[0] >= 0)
        first, second, third, fourth = found
        return [(first, second), (third, fourth)] if is_joined else [(fourth, first), (second, third)]
    return [(found[0], found[1])]


def _crossing(edge: int, before: float, after: float) -> Point | None:
    """The place on an edge of the unit square, counted clockwise from the top, at which a linear function is 0."""
    if (before >= 0) == (after >= 0):
        return None
    share = before / (before - after)
    return ((share, 0.0), (1.0, share), (1 - share, 1.0), (0.0, 1 - share))[edge]
