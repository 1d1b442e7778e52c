"""The chart of a lesson for hosts that do not serve the app's routes: Streamlit's own chart, drawn anew each second,
and menus for the sketch."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from dnn.background.curve import CostCurve
from dnn.background.services import get_run_manager
from dnn.background.wire import LessonRun
from pages.live.lesson.component import lesson_texts
from pages.live.lesson.model import LessonChart
from pages.live.lesson.values import LessonSketch, RunEnd
from pages.shared.drawing import theme
from pages.shared.frame.text import _, translator
from pages.shared.session import control_keys, session

TICK_SECONDS = 1.0
HEIGHTS = 41
"""Costs that a menu offers."""
ENDED = ("finished", "stopped", "failed", "read_only")


def draw(
    chart: LessonChart,
    *,
    on_sketched: Callable[[LessonSketch], None],
    on_settled: Callable[[tuple[RunEnd, ...]], None],
) -> None:
    """Show the chart, as pages.live.lesson.chart does."""
    if chart.is_sketching:
        _show(chart, {})
        _menus(chart, on_sketched)
        return
    is_open = not chart.is_settled and bool(chart.runs)

    @st.fragment(run_every=TICK_SECONDS if is_open else None)
    def tick() -> None:
        found = get_run_manager().costs(chart.run_ids, is_watching=chart.is_watching)
        _show(chart, found)
        if is_open and all(curve.status in ENDED for curve in found.values()):
            on_settled(tuple(end_of(run_id, found.get(run_id)) for run_id in chart.run_ids))
            st.rerun()

    tick()


def end_of(run_id: str, curve: CostCurve | None) -> RunEnd:
    """The end of a run; of one that is gone nothing is known."""
    if curve is None:
        return RunEnd(run_id, 0, None, is_diverged=False)
    _iterations, costs = finite_points(curve)
    return RunEnd(run_id, curve.iteration, costs[-1] if costs else None, _is_diverged(curve))


def finite_points(curve: CostCurve) -> tuple[list[int], list[float]]:
    """Iterations and costs of a curve, without those that are not finite."""
    costs = np.asarray(curve.costs, float)  # (k,), None is NaN
    is_finite = np.isfinite(costs)  # (k,)
    return np.asarray(curve.iterations)[is_finite].tolist(), costs[is_finite].tolist()


def _is_diverged(curve: CostCurve) -> bool:
    return curve.stop is not None and curve.stop.reason == "non_finite"


def _show(chart: LessonChart, found: Mapping[str, CostCurve]) -> None:
    figure = lesson_figure(chart, found, session.theme_mode())
    st.plotly_chart(figure, theme=None, alt=_words(chart)["chart"], key=f"{chart.key}_slow")


def _words(chart: LessonChart) -> dict[str, str]:
    return lesson_texts(translator(), is_beside_held_out=chart.is_beside_held_out)


def lesson_figure(chart: LessonChart, found: Mapping[str, CostCurve], mode: str) -> go.Figure:
    """The chart with the curves of some of its runs."""
    scheme, figure = theme.SCHEMES[mode], go.Figure()
    for run in chart.runs:
        if run["run_id"] in found:
            _add_run(figure, run, found[run["run_id"]], mode)
    if chart.sketch is not None and chart.sketch.points:
        expected = dict(chart.sketch.points)
        dashed = {"color": scheme.text, "dash": "dash", "width": 2.4}
        style = {"mode": "lines+markers", "name": _("your sketch"), "line": dashed}
        figure.add_scatter(x=list(expected), y=list(expected.values()), **style)
    if chart.first_cost is not None:
        marker = {"color": scheme.text, "size": 11}
        figure.add_scatter(x=[1], y=[chart.first_cost], mode="markers", name=_("start"), marker=marker)
    for reference in chart.references:
        colour = scheme.muted if reference["colour"] < 0 else theme.run_line(reference["colour"], 0, mode)["color"]
        thin = {"color": colour, "dash": "longdash", "width": 1.2}
        figure.add_hline(reference["cost"], line=thin, annotation_text=literal(reference["text"]))
    limits = [math.log10(cost) for cost in chart.cost_range] if chart.scale == "log" else list(chart.cost_range)
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=chart.height,
        xaxis={"title": _("iterations"), "range": [0, chart.iterations]},
        yaxis={"title": _words(chart)["cost"], "type": chart.scale, "range": limits},
        uirevision="lesson",
    )
    return figure


def _add_run(figure: go.Figure, run: LessonRun, curve: CostCurve, mode: str) -> None:
    is_own = bool(run["label"] or run["is_highlighted"])
    width = 3.4 if run["is_highlighted"] else 2.2
    line = {**theme.run_line(run["colour"], run["number"], mode), "width": width if is_own else 1}
    name = run["label"] or _("this run")
    if _is_diverged(curve):
        name = _("{name} diverged").format(name=name)
    iterations, costs = finite_points(curve)
    style = {"line": line, "opacity": 1 if is_own else 0.55, "showlegend": is_own}
    figure.add_scatter(x=iterations, y=costs, mode="lines", name=literal(name), **style)


def literal(text: str) -> str:
    """A text that Plotly, which reads markup, shows as it is."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _menus(chart: LessonChart, on_sketched: Callable[[LessonSketch], None]) -> None:
    """A menu of costs for each of a few iterations."""
    costs = offered_costs(chart)
    sketched = dict(chart.sketch.points) if chart.sketch is not None else {}
    for iteration in chart.handle_iterations:
        name = f"{chart.key}_{iteration}"
        known = sketched.get(iteration)
        nearest = None if known is None else _nearest(costs, known)
        st.selectbox(
            _("Expected cost at iteration {iteration}").format(iteration=f"{iteration:,}"),
            costs,
            format_func=lambda cost: f"{cost:.4g}",
            placeholder=_("nothing sketched here"),
            key=control_keys.control(name, nearest),
            on_change=control_keys.on_change(name, partial(_take, chart, on_sketched)),
        )


def _nearest(costs: Sequence[float], known: float) -> float:
    return min(costs, key=lambda cost: abs(cost - known))


def offered_costs(chart: LessonChart) -> list[float]:
    """Costs from the highest to the lowest, evenly spread on the axis, with four digits."""
    low, high = chart.cost_range
    shares = [number / (HEIGHTS - 1) for number in range(HEIGHTS)]
    costs = [low * (high / low) ** share if chart.scale == "log" else low + share * (high - low) for share in shares]
    return [float(f"{cost:.4g}") for cost in reversed(costs)]


def _take(chart: LessonChart, on_sketched: Callable[[LessonSketch], None]) -> None:
    chosen = {each: control_keys.control_value(f"{chart.key}_{each}") for each in chart.handle_iterations}
    points = tuple((iteration, float(cost)) for iteration, cost in chosen.items() if cost is not None)
    number = 0 if chart.sketch is None else chart.sketch.number
    on_sketched(LessonSketch(number + 1, points))
