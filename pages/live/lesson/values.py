"""Values that the chart of a lesson sends: a sketch and the ends of runs, checked before anything is made of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.checks import MAX_EXACT_INTEGER

MAX_SKETCH_POINTS = 60
"""Points of a sketch; the browser's MAX_POINTS."""
MAX_CHART_RUNS = 200
"""Runs of a chart, a room of them and more."""
MAX_SKETCH_NUMBER = MAX_EXACT_INTEGER - 1
"""The largest number that a browser counts to."""
ROUNDING = 1e-3
"""Costs of a sketch have four digits, so that one at the edge of the axis may lie a little outside."""


@dataclass(frozen=True)
class LessonSketch:
    """A sketched curve.

    Attributes:
        number: of the stroke after which it was sent; later ones have larger numbers.
        points: iterations from 1 on, each larger than the one before it, and the cost that is expected there.
    """

    number: int
    points: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class RunEnd:
    """The end of a run: its last iteration, its last cost that was finite, None without one; whether it diverged."""

    run_id: str
    iteration: int
    cost: float | None
    is_diverged: bool


def read_sketch(sent: object, iterations: int, cost_range: tuple[float, float]) -> LessonSketch:
    """The sketch that a browser has sent. Raises ConfigurationError where it is none on these axes."""
    if isinstance(sent, dict) and set(sent) == {"number", "points"} and _is_whole(sent["number"], MAX_SKETCH_NUMBER):
        points = _points(sent["points"], iterations, cost_range)
        if points is not None:
            return LessonSketch(sent["number"], points)
    raise ConfigurationError(
        "sketched",
        Text("a number and points on the axes, their iterations in order"),
        sent,
        Text("drawing the curve again"),
    )


def _points(sent: object, iterations: int, cost_range: tuple[float, float]) -> tuple[tuple[int, float], ...] | None:
    if not isinstance(sent, Sequence) or isinstance(sent, str) or len(sent) > MAX_SKETCH_POINTS:
        return None
    low, high = cost_range[0] * (1 - ROUNDING), cost_range[1] * (1 + ROUNDING)
    points: list[tuple[int, float]] = []
    for each in sent:
        if not isinstance(each, Sequence) or isinstance(each, str) or len(each) != 2:
            return None
        iteration, cost = each
        if not _is_whole(iteration, iterations) or iteration <= (points[-1][0] if points else 0):
            return None
        if not _is_number(cost) or not low <= cost <= high:
            return None
        points.append((int(iteration), float(cost)))
    return tuple(points)


def read_ends(sent: object) -> tuple[RunEnd, ...]:
    """The ends of runs that a browser has told. Raises ConfigurationError where they are none, or too many."""
    ends = [_end(each) for each in sent] if isinstance(sent, list) and len(sent) <= MAX_CHART_RUNS else []
    found = tuple(end for end in ends if end is not None)
    if ends and len(found) == len(ends):
        return found
    raise ConfigurationError("settled", Text("the ends of the runs on the chart"), sent, Text("loading the page again"))


def _end(sent: object) -> RunEnd | None:
    if not isinstance(sent, dict) or set(sent) != {"run_id", "iteration", "cost", "is_diverged"}:
        return None
    run_id, iteration, cost, is_diverged = sent["run_id"], sent["iteration"], sent["cost"], sent["is_diverged"]
    is_fine = (
        isinstance(run_id, str)
        and _is_whole(iteration, MAX_SKETCH_NUMBER)
        and (cost is None or _is_number(cost))
        and isinstance(is_diverged, bool)
    )
    return RunEnd(run_id, int(iteration), None if cost is None else float(cost), is_diverged) if is_fine else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < math.inf


def _is_whole(value: object, most: int) -> bool:
    """True for a whole number from 0 to `most`."""
    return isinstance(value, int | float) and _is_number(value) and value == int(value) and 0 <= value <= most
