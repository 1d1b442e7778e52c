"""Sketched curves among the answers of a class: all of them are shown, each in as few points as keep its form."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import numpy as np

Curve = tuple[tuple[float, float], ...]
SKETCH_POINTS = 8
"""Points of a curve where the class has sketched many."""
SKETCH_DIGITS = 4
"""Significant digits of their costs."""
LOGARITHMIC_FROM = 100.0
"""Times its lowest cost a curve's highest has to be for its form to be that on a logarithmic axis."""


def curve_of(value: Any) -> Curve | None:
    """The points (iteration, cost) of an answer, two or more; None where it is no curve."""
    if not isinstance(value, list) or len(value) < 2:
        return None
    if not all(isinstance(each, list) and len(each) == 2 and all(map(_is_number, each)) for each in value):
        return None
    return tuple((iteration, cost) for iteration, cost in value)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


@lru_cache(maxsize=2048)
def in_few_points(text: str) -> Curve | None:
    """A curve, written as JSON, in at most SKETCH_POINTS points of its own: its ends, and one after the other the point
    that is farthest above or below the line of those so far; None where it is no curve."""
    curve = curve_of(json.loads(text))
    if curve is None:
        return None
    at, costs = np.array(curve, dtype=float).T  # (k,) each
    lowest = costs.min()
    heights = np.log(costs) if lowest > 0 and costs.max() > LOGARITHMIC_FROM * lowest else costs
    kept = [0, len(curve) - 1]
    while len(kept) < min(SKETCH_POINTS, len(curve)):
        away = np.abs(heights - np.interp(at, at[kept], heights[kept]))
        away[kept] = -1.0
        kept = sorted((*kept, int(away.argmax())))
    return tuple((curve[place][0], float(f"{curve[place][1]:.{SKETCH_DIGITS}g}")) for place in kept)
