"""LessonChart: all that the chart of a lesson shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dnn.background.wire import LessonReference, LessonRun
from pages.live.lesson.values import LessonSketch
from pages.server.paths import COSTS

HANDLES = 7
"""Iterations at which keys, and menus where there is no drawing, move a sketch; the browser's HANDLES."""


@dataclass(frozen=True)
class LessonChart:
    """A chart of the cost over the iterations, on which a curve is sketched first, and then runs are shown.

    Axes and key stay the same from the sketch to the end of the runs, so that nothing on the page moves.

    Attributes:
        key: of the component; another sketch has another one.
        iterations: where the axis of the iterations ends, 2 or more.
        cost_range: where that of the costs begins and ends; above 0 on a logarithmic one.
        scale: of the costs, "linear" or "log".
        is_sketching: a curve can be drawn, and no run is shown.
        runs: up to 8 with labels, or up to 100 without, where those that are highlighted may have one.
        sketch: the latest one that the page was given.
        first_cost: the cost of the first iteration, shown as a dot, where the learner is told.
        references: costs to compare with, as lines.
        is_watching: the runs are to go on as long as they are shown; False where their owners watch them.
        is_settled: the page knows that all runs have ended.
        is_beside_held_out: costs on held-out data are shown with it, so that it says which ones its own are.
        height: pixels of the chart, without what stands below it.
        costs_url: where the costs of runs are asked for, a CostsDocument.

    Raises:
        ValueError: axes that cannot be drawn.
    """

    key: str
    iterations: int
    cost_range: tuple[float, float]
    scale: str = "linear"
    is_sketching: bool = False
    runs: Sequence[LessonRun] = ()
    sketch: LessonSketch | None = None
    first_cost: float | None = None
    references: Sequence[LessonReference] = ()
    is_watching: bool = True
    is_settled: bool = False
    is_beside_held_out: bool = False
    height: int = 380
    costs_url: str = COSTS

    def __post_init__(self) -> None:
        """Check the axes."""
        low, high = self.cost_range
        if self.scale not in ("linear", "log"):
            raise ValueError(f'expected a scale "linear" or "log", got {self.scale!r}')
        if self.iterations < 2 or not low < high or (self.scale == "log" and low <= 0):
            raise ValueError(f"expected axes that have a length, got {self.iterations} and {low} to {high}")

    @property
    def run_ids(self) -> tuple[str, ...]:
        """Ids of the runs."""
        return tuple(run["run_id"] for run in self.runs)

    @property
    def handle_iterations(self) -> tuple[int, ...]:
        """Iterations of the handles, evenly spread from the first to the last."""
        spread = (round(1 + number * (self.iterations - 1) / (HANDLES - 1)) for number in range(HANDLES))
        return tuple(dict.fromkeys(spread))
