"""The chart of a lesson on a page: the component in the browser, or Streamlit's own chart where it cannot be had."""

from __future__ import annotations

from collections.abc import Callable

from dnn.background.wire import LessonChartData
from dnn.errors import ConfigurationError
from pages.live.lesson import slow_chart
from pages.live.lesson.component import lesson_chart, lesson_texts
from pages.live.lesson.model import LessonChart
from pages.live.lesson.values import LessonSketch, RunEnd, read_ends, read_sketch
from pages.server.files.assets import view_path
from pages.shared.drawing import theme
from pages.shared.frame.text import translator
from pages.shared.session import session, values

__all__ = ["LessonChart", "LessonSketch", "RunEnd", "draw"]


def draw(
    chart: LessonChart,
    *,
    on_sketched: Callable[[LessonSketch], None],
    on_settled: Callable[[tuple[RunEnd, ...]], None],
) -> None:
    """Show the chart.

    Args:
        chart: all that it shows.
        on_sketched: called with each new sketch, which the page stores and gives back as `chart.sketch`.
        on_settled: called when all runs have ended, perhaps more than once, until `chart.is_settled`.
    """
    if session.routes_missing():
        slow_chart.draw(chart, on_sketched=on_sketched, on_settled=on_settled)
        return
    lesson_chart(
        key=chart.key,
        data=component_data(chart),
        on_sketched=lambda: _take_sketch(chart, on_sketched),
        on_settled=lambda: _take_ends(chart, on_settled),
        on_unreachable=session.set_routes_missing,
    )


def component_data(chart: LessonChart) -> LessonChartData:
    """All that the component shows."""
    low, high = chart.cost_range
    sketch = chart.sketch
    return {
        "module_url": view_path("lesson_chart.js"),
        "costs_url": chart.costs_url,
        "texts": lesson_texts(translator(), is_beside_held_out=chart.is_beside_held_out),
        "language": session.language(),
        "palette": theme.live_palettes(),
        "iterations": chart.iterations,
        "low": low,
        "high": high,
        "scale": chart.scale,
        "first_cost": chart.first_cost,
        "runs": list(chart.runs),
        "references": list(chart.references),
        "sketch": None
        if sketch is None
        else {"number": sketch.number, "points": [list(point) for point in sketch.points]},
        "is_sketching": chart.is_sketching,
        "is_watching": chart.is_watching,
        "is_settled": chart.is_settled,
        "height": chart.height,
    }


def _take_sketch(chart: LessonChart, on_sketched: Callable[[LessonSketch], None]) -> None:
    """Hand over the sketch that the browser has sent, unless the page has it already or it comes too late."""
    try:
        sketch = read_sketch(values.component_value(chart.key, "sketched"), chart.iterations, chart.cost_range)
    except ConfigurationError as problem:
        session.add_problem(problem)
        return
    if chart.is_sketching and (chart.sketch is None or sketch.number > chart.sketch.number):
        on_sketched(sketch)


def _take_ends(chart: LessonChart, on_settled: Callable[[tuple[RunEnd, ...]], None]) -> None:
    """Hand over the ends of the runs; those of runs that the page shows no more are no news."""
    try:
        ends = read_ends(values.component_value(chart.key, "settled"))
    except ConfigurationError as problem:
        session.add_problem(problem)
        return
    if not chart.is_settled and {end.run_id for end in ends} == set(chart.run_ids):
        on_settled(ends)
