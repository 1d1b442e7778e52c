"""The upper end of the cost axis where the live view cannot stream: the rule of pages/live/static/cost/cost_range.js,
which says what it is for, on costs that are all there at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

FAR, FAR_ONCE_CUT = 5.0, 3.5
PEAK, LATE_PEAK, LATE = 1 / 3, 0.25, 0.05
MOMENT = 4
ROOM = 1.25
STRETCHES = 60
STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)

Curve = tuple[Sequence[float], Sequence[float]]
"""Iterations in order, and the cost at each."""


def cost_limit(curves: Sequence[Curve], *, has_ended: bool) -> float | None:
    """The upper end of the axis; None where it has room for all costs.

    Args:
        curves: the costs as they were measured, all of them finite.
        has_ended: whether the last cost is the last of the run.
    """
    measured = [curve for curve in curves if len(curve[1])]
    if not measured:
        return None
    base = max(_ends(curve, has_ended) for curve in measured)
    needed = max(base, *(level(curve, PEAK) for curve in measured))
    every = [cost for _, costs in measured for cost in costs]
    if base <= 0 or needed > FAR * base or max(every) <= FAR * needed:
        return None
    return _rounded(ROOM * max(needed, *(cost for cost in every if cost <= FAR_ONCE_CUT * needed)))


def level(curve: Curve, share: float) -> float:
    """The lowest of the costs that is exceeded in at most a share of the iterations."""
    iterations, costs = curve
    lengths = [after - before for before, after in pairwise(iterations)]
    lengths = [lengths[0] if lengths else 1, *lengths]
    order = np.argsort(-np.asarray(costs), kind="stable")
    above = np.cumsum(np.asarray(lengths)[order])
    beyond = np.flatnonzero(above > share * sum(lengths))
    return float(costs[order[beyond[0]]])


def cuts(curve: Curve, limit: float) -> list[tuple[float, float]]:
    """Iteration and cost where a curve is above the axis: the highest of each stretch of the iterations."""
    iterations, costs = curve
    width = (iterations[-1] - iterations[0]) / STRETCHES or 1
    highest: dict[int, tuple[float, float]] = {}
    for iteration, cost in zip(iterations, costs, strict=True):
        stretch = int((iteration - iterations[0]) // width)
        if cost > highest.get(stretch, (0, limit))[1]:
            highest[stretch] = (iteration, cost)
    return list(highest.values())


def _ends(curve: Curve, has_ended: bool) -> float:
    iterations, costs = curve
    start = iterations[-1] - LATE * (iterations[-1] - iterations[0])
    late = next(i for i, iteration in enumerate(iterations) if iteration >= start)
    latest = sorted(costs[-MOMENT:], reverse=True)
    return max(
        costs[0],
        latest[min(1, len(costs) - 1)],
        *([costs[-1]] if has_ended else []),
        level((iterations[late:], costs[late:]), LATE_PEAK),
        level(curve, 0.5),
    )


def _rounded(value: float) -> float:
    power = 10.0 ** np.floor(np.log10(value))
    return float(next((step * power for step in STEPS if step * power >= value), 10 * power))
