"""The cost curve as SVG that stands in a page by itself."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dnn.export.trained_run import TrainedRun

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 12, 40
"""The margins about the curve, in which numbers and names stand."""
POINTS = 1_000
"""Points of a curve, at most: twice a pixel of its width."""
TRAIN, TEST, GRID = "#0072B2", "#C2410C", "#E3E8EE"
LOGARITHMIC_FROM = 50
"""Ratio of the largest and the smallest cost from which on the axis is logarithmic."""

Numbers = NDArray[Any]


def cost_curve(run: TrainedRun) -> str:
    """The cost of training as a line and that of the test part as a dashed one, over the iterations."""
    curves = [
        (*_thinned(iterations, costs), colour, dash)
        for iterations, costs, colour, dash in (
            (run.iterations, run.costs, TRAIN, ""),
            (run.test_iterations, run.test_costs, TEST, ' stroke-dasharray="6 4"'),
        )
    ]
    values = np.concatenate([costs for _, costs, *_ in curves])
    if not len(values):
        return ""
    axis = _Axis(values, run)
    label = f"Cost J over {run.iteration} iterations, from {values[0]:.4g} to {run.costs[-1:].sum():.4g}"
    lines = "".join(
        f'<polyline fill="none" stroke="{colour}" stroke-width="1.6"{dash} points="{axis.points(iterations, costs)}"/>'
        for iterations, costs, colour, dash in curves
        if len(costs)
    )
    return (
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {WIDTH} {HEIGHT}" xmlns="http://www.w3.org/2000/svg" '
        f'font-size="12">{axis.drawn()}{lines}</svg>'
    )


class _Axis:
    """Both axes: from iterations and costs to places of the picture."""

    def __init__(self, values: Numbers, run: TrainedRun) -> None:
        low, high = float(values.min()), float(values.max())
        self._logarithmic = low > 0 and high > LOGARITHMIC_FROM * low
        low, high = self._scaled(np.array([low, high])).tolist()
        spread = (high - low) or abs(high) or 1.0
        self._low, self._high = low - 0.03 * spread, high + 0.03 * spread
        self._last = max(2, *(int(part[-1]) for part in (run.iterations, run.test_iterations) if len(part)))

    def _scaled(self, costs: Numbers) -> Numbers:
        return np.log10(costs) if self._logarithmic else costs

    def _x(self, iterations: Numbers) -> Numbers:
        return LEFT + (iterations - 1) / (self._last - 1) * (WIDTH - LEFT - RIGHT)

    def _y(self, scaled: Numbers) -> Numbers:
        share = (scaled - self._low) / (self._high - self._low)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def points(self, iterations: Numbers, costs: Numbers) -> str:
        """The corners of a line."""
        places = zip(self._x(iterations), self._y(self._scaled(costs)), strict=True)
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)

    def drawn(self) -> str:
        """Lines and numbers of both axes."""
        heights = np.linspace(self._low, self._high, 5)
        costs = 10**heights if self._logarithmic else heights
        parts = [
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{GRID}"/>'
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{cost:.3g}</text>'
            for y, cost in zip(self._y(heights), costs, strict=True)
        ]
        marks = np.unique(np.linspace(1, self._last, 5).astype(int))
        parts += [
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{mark}</text>'
            for x, mark in zip(self._x(marks), marks, strict=True)
        ]
        parts.append(f'<text x="{(LEFT + WIDTH) / 2}" y="{HEIGHT - 4}" text-anchor="middle">iteration</text>')
        return "".join(parts)


def _thinned(iterations: Numbers, costs: Numbers) -> tuple[Numbers, Numbers]:
    """The curve where it is finite, with at most POINTS points: of each of so many pieces its least and its largest."""
    finite = np.isfinite(costs)
    iterations, costs = iterations[finite], costs[finite]
    if len(costs) <= POINTS:
        return iterations, costs
    pieces = np.array_split(np.arange(len(costs)), POINTS // 2)
    ends = [0, len(costs) - 1]
    chosen = np.unique([*ends, *(p[f(costs[p])] for p in pieces for f in (np.argmin, np.argmax))])
    return iterations[chosen], costs[chosen]
