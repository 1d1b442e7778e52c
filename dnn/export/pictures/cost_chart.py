"""The cost curve as lines and words at places of a picture, which svg.py and png.py draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from dnn.export.trained_run import TrainedRun

WIDTH, HEIGHT = 640, 316
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 28, 40
"""The margins about the curve, in which numbers and names stand."""
TITLE_HEIGHT = 26
MAX_TITLE_LENGTH = 84
"""Characters of a title, which has one line."""
POINTS = 1_000
"""Points of a curve, at most: twice a pixel of its width."""
TRAIN, TEST, GRID, INK, MUTED = "#0072B2", "#C2410C", "#E3E8EE", "#0F1A24", "#5B6875"
TEST_DASH = (6.0, 4.0)
LEGEND_LINE = 24
"""Length of the piece of a line that stands before its name."""
LETTER = 6.2
"""Width of a letter, about."""
LOGARITHMIC_FROM = 50
"""Ratio of the largest and the smallest cost from which on the axis is logarithmic."""

MAX_POWERS = 8
"""Powers of ten that a logarithmic axis names, about, at most."""

Numbers = NDArray[Any]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, eq=False)
class Line:
    """A line through points (k, 2) in pixels; one point alone is a dot. `dash`: lengths drawn and left out, in turn."""

    points: Numbers
    colour: str
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Word:
    """A word on the line y of letters that begins, is centred or ends at x."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    colour: str = INK
    is_bold: bool = False


@dataclass(frozen=True, eq=False)
class CostChart:
    """The chart: what it shows in words, its size in pixels, and its parts from the back to the front.

    Attributes:
        grid, curves: lines; a curve is that of the training part or that of the test part.
        marks: points (x, y) of the curves, with what a reader is told there.
    """

    label: str
    width: int
    height: int
    grid: tuple[Line, ...]
    curves: tuple[Line, ...]
    words: tuple[Word, ...]
    marks: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True, eq=False)
class _Curve:
    name: str
    iterations: Numbers
    costs: Numbers
    colour: str
    dash: tuple[float, ...] = ()


def cost_chart(run: TrainedRun, title: str = "", marks: int = 0) -> CostChart:
    """The cost of training as a line and that of the test part as a dashed one, over the iterations.

    Args:
        title: the line above it.
        marks: how many points of each curve are marked, at most.
    """
    top = TOP + (TITLE_HEIGHT if title else 0)
    given = (
        _Curve("training", *_finite(run.iterations, run.costs), TRAIN),
        _Curve("test part, without L2", *_finite(run.test_iterations, run.test_costs), TEST, TEST_DASH),
    )
    curves = [curve for curve in given if len(curve.costs)]
    words = [Word(LEFT, 20, _shortened(title), is_bold=True)] if title else []
    words.append(Word(LEFT, top - 10, "cost J", colour=MUTED))
    words.append(Word((LEFT + WIDTH - RIGHT) / 2, top + HEIGHT - TOP - 6, "iteration", "middle", MUTED))
    if not curves:
        words.append(Word((LEFT + WIDTH - RIGHT) / 2, top + 110, "no iteration made yet", "middle", MUTED))
        label = "Cost J: no iteration made yet"
        return CostChart(label, WIDTH, top + HEIGHT - TOP, (), (), tuple(words), ())
    axis = _Axis(curves, top)
    drawn = [Line(axis.places(*_thinned(c.iterations, c.costs)), c.colour, 1.6, c.dash) for c in curves]
    legend, names = _legend(curves, top)
    return CostChart(
        label=_label(run, curves),
        width=WIDTH,
        height=top + HEIGHT - TOP,
        grid=(*axis.grid(), *legend),
        curves=tuple(drawn),
        words=(*words, *axis.numbers(), *names),
        marks=tuple(_marks(axis, curves, marks)),
    )


class _Axis:
    """Both axes: from iterations and costs to places of the picture."""

    def __init__(self, curves: list[_Curve], top: float) -> None:
        values = np.concatenate([curve.costs for curve in curves])
        low, high = float(values.min()), float(values.max())
        self._logarithmic = low > 0 and high > LOGARITHMIC_FROM * low
        low, high = self._scaled(np.array([low, high])).tolist()
        spread = (high - low) or abs(high) or 1.0
        self._low, self._high = low - 0.03 * spread, high + 0.03 * spread
        self._last = max(2, *(int(curve.iterations[-1]) for curve in curves))
        self._top, self._bottom = top, top + HEIGHT - TOP - BOTTOM

    def _scaled(self, costs: Numbers) -> Numbers:
        return np.log10(costs) if self._logarithmic else costs

    def _x(self, iterations: Numbers) -> Numbers:
        return LEFT + (iterations - 1) / (self._last - 1) * (WIDTH - LEFT - RIGHT)

    def _y(self, scaled: Numbers) -> Numbers:
        share = (scaled - self._low) / (self._high - self._low)
        return self._bottom - share * (self._bottom - self._top)

    def places(self, iterations: Numbers, costs: Numbers) -> Numbers:
        """The points (k, 2) of a curve."""
        return np.stack([self._x(iterations), self._y(self._scaled(costs))], axis=1)

    def _costs(self) -> list[float]:
        """The costs at which there is a line."""
        low, high = self._low, self._high
        if not self._logarithmic:
            return _round_numbers(low, high)
        powers = np.arange(np.floor(low), np.ceil(high) + 1, np.ceil((high - low) / MAX_POWERS))
        steps = (1,) if high - low > 2 else (1, 2, 5)
        return [c for power in powers for step in steps if low <= np.log10(c := step * 10.0**power) <= high]

    def grid(self) -> Iterator[Line]:
        """The lines across."""
        for y in self._y(self._scaled(np.array(self._costs()))).tolist():
            yield Line(np.array([[LEFT, y], [WIDTH - RIGHT, y]]), GRID)

    def numbers(self) -> Iterator[Word]:
        """The numbers of both axes."""
        costs = self._costs()
        for y, cost in zip(self._y(self._scaled(np.array(costs))).tolist(), costs, strict=True):
            yield Word(LEFT - 6, y + 4, f"{cost:.6g}", "end", MUTED)
        between = (each for each in _round_numbers(1, self._last) if each == int(each) and each > 1)
        marks = np.array([1, *(each for each in between if each <= 0.9 * self._last), self._last], dtype=int)
        for x, mark in zip(self._x(marks).tolist(), marks.tolist(), strict=True):
            yield Word(x, self._bottom + 16, str(mark), "middle", MUTED)


def _round_numbers(low: float, high: float) -> list[float]:
    """Three to eight numbers from `low` to `high`, multiples of 1, 2 or 5 times a power of ten."""
    power = 10.0 ** np.floor(np.log10((high - low) / 3))
    step = next(s for s in (5 * power, 2 * power, power) if (high - low) / s >= 3)
    return (np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step).tolist()


def _legend(curves: list[_Curve], top: float) -> tuple[list[Line], list[Word]]:
    """A piece of each line and its name, from the right."""
    lines, words, x, y = [], [], float(WIDTH - RIGHT), top - 14.0
    for curve in reversed(curves):
        x -= LETTER * len(curve.name)
        words.append(Word(x, y + 4, curve.name, colour=MUTED))
        x -= 6
        lines.append(Line(np.array([[x - LEGEND_LINE, y], [x, y]]), curve.colour, 1.6, curve.dash))
        x -= LEGEND_LINE + 16
    return lines, words


def _label(run: TrainedRun, curves: list[_Curve]) -> str:
    costs = curves[0].costs
    return f"Cost J over {run.iteration} iterations, from {costs[0]:.4g} to {costs[-1]:.4g}"


def _marks(axis: _Axis, curves: list[_Curve], count: int) -> Iterator[tuple[float, float, str]]:
    """Up to `count` points of each curve, evenly over its iterations, the first and the last among them."""
    for curve in curves:
        chosen = np.unique(np.linspace(0, len(curve.costs) - 1, min(count, len(curve.costs))).astype(int))
        iterations, costs = curve.iterations[chosen], curve.costs[chosen]
        for (x, y), iteration, cost in zip(axis.places(iterations, costs).tolist(), iterations, costs, strict=True):
            yield x, y, f"{curve.name}, iteration {iteration}: J = {cost:.6g}"


def _shortened(title: str) -> str:
    return title if len(title) <= MAX_TITLE_LENGTH else f"{title[: MAX_TITLE_LENGTH - 1]}…"


def _finite(iterations: Numbers, costs: Numbers) -> tuple[Numbers, Numbers]:
    finite = np.isfinite(costs)
    return iterations[finite], costs[finite]


def _thinned(iterations: Numbers, costs: Numbers) -> tuple[Numbers, Numbers]:
    """The curve with at most POINTS points: of each of so many pieces its least and its largest."""
    if len(costs) <= POINTS:
        return iterations, costs
    pieces = np.array_split(np.arange(len(costs)), POINTS // 2)
    ends = [0, len(costs) - 1]
    chosen = np.unique([*ends, *(p[f(costs[p])] for p in pieces for f in (np.argmin, np.argmax))])
    return iterations[chosen], costs[chosen]
