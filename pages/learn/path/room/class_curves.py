"""Sketched curves of a class over one another: those of the first vote and those of the second, the median of each, and
her own in bold."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from dnn.background.wire import RoomBar, RoomOwnAnswer
from pages.live.lesson.model import LessonChart
from pages.shared.drawing import theme
from pages.shared.frame.text import _
from pages.shared.session import session

Curve = list[tuple[float, float]]
HEIGHT = 320
COLOURS = ("train", "test")
"""The colours of the first and of the second vote, as the wall has them."""
DASHES = ("solid", "dash")
"""Their dashes, since colour never stands alone."""
CROWD = 20
"""Curves of a vote above which they are thin and pale."""
FEW, MEDIAN_POINTS = 5, 33
"""Curves below which a median says no more than they do, and the points of it."""


def draw(chart: LessonChart, bars: Sequence[RoomBar], own: RoomOwnAnswer | None, *, key: str) -> None:
    """Show the curves of revealed bars, none before they are revealed, and those of her own, on the axes of the step's
    chart."""
    votes = ("first", "second")
    curves = [(bar, curve) for bar in bars if (curve := curve_of(bar["value"]))]
    of_class = [[curve for bar, curve in curves for _each in range(bar[vote])] for vote in votes]  # type: ignore[literal-required]
    mine = [curve_of(None if own is None else own[vote]) for vote in votes]  # type: ignore[literal-required]
    figure = curves_figure(chart, of_class, mine, session.theme_mode())
    alt = _("Sketched curves, before and after")
    st.plotly_chart(figure, theme=None, config={"displayModeBar": False}, alt=alt, key=key)


def curve_of(value: Any) -> Curve | None:
    """The points (iteration, cost) of an answer, two or more; None where it is no curve."""
    if not isinstance(value, list) or len(value) < 2:
        return None
    pairs = [each for each in value if isinstance(each, list) and len(each) == 2 and all(map(_is_number, each))]
    return [(float(iteration), float(cost)) for iteration, cost in pairs] if len(pairs) == len(value) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def curves_figure(
    chart: LessonChart, of_class: Sequence[Sequence[Curve]], own: Sequence[Curve | None], mode: str
) -> go.Figure:
    """The curves of the first and of the second vote, and her own of each, None where she has none."""
    figure = go.Figure()
    names, own_names = (_("First vote"), _("Second vote")), (_("Your first curve"), _("Your second curve"))
    medians = _("Median of the first vote"), _("Median of the second vote")
    palette = theme.live_palettes()[mode]
    for which, colour in enumerate(palette[name] for name in COLOURS):
        line = {"color": colour, "dash": DASHES[which]}
        if of_class[which]:
            points = _joined(of_class[which])
            width, opacity = (1, 0.35) if len(of_class[which]) > CROWD else (1.4, 0.6)
            style = {"line": {**line, "width": width}, "opacity": opacity}
            figure.add_scatter(x=points[0], y=points[1], mode="lines", name=names[which], **style)
        middle = median_of(of_class[which])
        if middle is not None:
            style = {"line": {**line, "width": 3}}
            figure.add_scatter(x=middle[0], y=middle[1], mode="lines", name=medians[which], **style)
        mine = own[which]
        if mine is not None:
            at = list(zip(*mine, strict=True))
            style = {"line": {**line, "width": 4}, "marker": {"size": 8, "color": colour}}
            figure.add_scatter(x=at[0], y=at[1], mode="lines+markers", name=own_names[which], **style)
    limits = [math.log10(cost) for cost in chart.cost_range] if chart.scale == "log" else list(chart.cost_range)
    scale = theme.POWERS_OF_TEN if chart.scale == "log" else {"type": chart.scale}
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=HEIGHT,
        showlegend=True,
        xaxis={"title": _("iterations"), "range": [0, chart.iterations]},
        yaxis={"title": _("cost J"), "range": limits, **scale},
        uirevision="class_curves",
    )
    return figure


def median_of(curves: Sequence[Curve]) -> tuple[list[float], list[float]] | None:
    """The median of curves at evenly spread iterations; None for a few, of which it says nothing."""
    if len(curves) < FEW:
        return None
    ends = [at for curve in curves for at, _cost in (curve[0], curve[-1])]
    across = np.linspace(min(ends), max(ends), MEDIAN_POINTS)
    costs = [np.interp(across, *np.array(curve).T) for curve in curves]
    return across.tolist(), np.median(costs, axis=0).tolist()


def _joined(curves: Iterable[Curve]) -> tuple[list[float | None], list[float | None]]:
    """Curves as one line with gaps."""
    across: list[float | None] = []
    up: list[float | None] = []
    for curve in curves:
        across += [*(iteration for iteration, _cost in curve), None]
        up += [*(cost for _iteration, cost in curve), None]
    return across, up
