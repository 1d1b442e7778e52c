"""Static charts: objects of the library become Plotly figures. What streams is drawn by the live view, never here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from dnn.background.wire import RunPayload
from dnn.datasets import Data
from dnn.lessons.projection import plane_of
from dnn.losses import TASKS
from pages.shared.drawing import cost_range, theme
from pages.shared.drawing.data_preview import labels_of, raw_image
from pages.shared.frame.text import _

IMAGE_HEIGHT = 120
ENDED = ("finished", "stopped", "failed")
"""The states in which a run has ended."""


def example_map(data: Data, picked: Sequence[int], mode: str, *, is_drawn_round: bool) -> go.Figure:
    """The training examples as points in a plane, in the colours of their classes; point number = example number.

    A chart whose points are drawn round takes no presses on single ones, so it is one or the other.
    """
    x, y = plane_of(data.X_train)  # (m,), (m,)
    labels, scheme = labels_of(data), theme.SCHEMES[mode]
    if TASKS[data.task].is_regression:
        y = labels if data.X_train.shape[0] == 1 else y
        marker = {"color": labels, "colorscale": theme.DIVERGING, "size": 8}
    else:
        marker = {"color": [theme.class_color(int(label)) for label in labels], "size": 8}
    rings = {"width": [2.5 if example in set(picked) else 0 for example in range(len(x))], "color": scheme.text}
    figure = go.Figure(
        go.Scatter(
            x=x,
            y=y,
            mode="markers",
            marker=marker | {"line": rings},
            customdata=np.arange(1, len(x) + 1),
            hovertemplate="%{customdata}<extra></extra>",
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 0.75}},
        )
    )
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=340,
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        dragmode="lasso" if is_drawn_round else False,
    )
    return figure


def example_image(data: Data, example: int) -> go.Figure:
    """A training example that is an image."""
    figure = go.Figure(go.Heatmap(z=raw_image(data, example), colorscale="Greys", showscale=False, hoverinfo="skip"))
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False, autorange="reversed", scaleanchor="x")
    figure.update_layout(height=IMAGE_HEIGHT, margin={"l": 4, "r": 4, "t": 4, "b": 4})
    return figure


@dataclass(frozen=True)
class OtherCurve:
    """The cost of another run than the one on the page.

    Attributes:
        line: as Plotly has it.
    """

    name: str
    iterations: Sequence[int]
    costs: Sequence[float | None]
    line: Mapping[str, object]


def cost_chart(payload: RunPayload | None, mode: str, others: Sequence[OtherCurve] = ()) -> go.Figure:
    """The cost over the iterations, for hosts on which the live view cannot stream; a spike is cut off and marked.

    Args:
        others: curves of other runs, which are drawn behind those of the payload.
    """
    scheme, figure = theme.SCHEMES[mode], go.Figure()
    for other in others:
        figure.add_scatter(x=other.iterations, y=other.costs, mode="lines", line=dict(other.line), name=other.name)
    if payload is not None:
        columns = payload["evaluations"]
        curves = [(_("train cost"), *payload["points"], scheme.train, "solid")]
        if has_penalty(payload):
            curves[0] = (_("train cost J, with L2"), *curves[0][1:])
            data_term = (columns["iteration"], columns["train_data_cost"])
            curves.append((_("train cost without L2"), *data_term, scheme.train, "dash"))
        test_name = _("test cost without L2") if has_penalty(payload) else _("test cost")
        curves.append((test_name, columns["iteration"], columns["test_cost"], scheme.test, "dash"))
        for name, iterations, costs, color, dash in curves:
            figure.add_scatter(x=iterations, y=costs, mode="lines", line={"color": color, "dash": dash}, name=name)
    measured = [_finite(trace) for trace in figure.data]
    has_ended = payload is None or payload["status"] in ENDED
    limit = cost_range.cost_limit(measured, has_ended=has_ended) if measured else None
    if limit is not None:
        _mark_cuts(figure, measured, [trace.line.color for trace in figure.data], limit)
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=420,
        xaxis_title=_("iterations"),
        yaxis={"title": _("cost J"), "range": None if limit is None else [0, limit]},
        uirevision="cost",
    )
    return figure


def _finite(trace: go.Scatter) -> cost_range.Curve:
    """The curve of a trace without what is missing or infinite."""
    kept = [(k, J) for k, J in zip(trace.x, trace.y, strict=True) if J is not None and np.isfinite(J)]
    return [k for k, _J in kept], [J for _k, J in kept]


def _mark_cuts(figure: go.Figure, curves: Sequence[cost_range.Curve], colors: Sequence[str], limit: float) -> None:
    """A triangle at the upper edge for each stretch in which a curve goes on above it, with the cost there."""
    marks = [
        (iteration, cost, color)
        for curve, color in zip(curves, colors, strict=True)
        if len(curve[0])
        for iteration, cost in cost_range.cuts(curve, limit)
    ]
    if not marks:
        return
    iterations, costs, shades = zip(*marks, strict=True)
    figure.add_scatter(
        x=iterations,
        y=[limit] * len(marks),
        mode="markers",
        marker={"symbol": "triangle-up", "size": 9, "color": shades},
        cliponaxis=False,
        text=[f"{cost:.4g}" for cost in costs],
        hovertemplate="▲ %{text}<extra></extra>",
        name=_("cut off, up to {cost}: double-click shows all").format(cost=f"{max(costs):.4g}"),
    )


def has_penalty(payload: RunPayload) -> bool:
    """True if the train cost of a run has, or once had, an L2 term, which the test cost never has."""
    latest = payload["latest"]
    is_changed = any(change["field"] == "l2" for change in payload["changes"])
    return is_changed or latest["train_cost"] != latest["train_data_cost"]


def cost_curves(right: np.ndarray, wrong: np.ndarray | None, true: np.ndarray | None, mode: str) -> go.Figure:
    """The cost without a mistake and with it, as its program prints it; and as it really is where that differs."""
    scheme, figure = theme.SCHEMES[mode], go.Figure()
    curves = (
        (right, scheme.train, "solid", _("without the mistake")),
        (wrong, scheme.test, "dash", _("with the mistake")),
        (true, scheme.change, "dot", _("with the mistake, as it really is")),
    )
    for costs, color, dash, name in curves:
        if costs is not None:
            figure.add_scatter(
                x=np.arange(1, len(costs) + 1),
                y=costs,
                mode="lines" if len(costs) > 1 else "markers",
                line={"color": color, "dash": dash},
                name=name,
            )
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=250,
        xaxis_title=_("iterations"),
        yaxis={"title": _("cost J"), "range": _range(right, wrong), "autorange": False},
        margin={"t": 36},
    )
    return figure


def _range(right: np.ndarray, wrong: np.ndarray | None) -> list[float]:
    """From below both curves to twice the first right cost, beyond which a curve that explodes is cut off."""
    finite = wrong[np.isfinite(wrong)] if wrong is not None else right
    low = min(0.0, float(right.min()), float(finite.min()) if len(finite) else 0.0)
    return [low, 2 * float(right.max())]
