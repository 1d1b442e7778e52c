"""Charts of the gradient check: the error over ε, and the cost about a kink."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from dnn.gradient_check.curve import Curve
from dnn.gradient_check.kink import Kink
from pages.shared import theme
from pages.shared.text import _

HEIGHT = 300
AWAY = 30.0
"""How many times the best ε the slopes are drawn through the curve: far enough for one cause to rule."""
FINE, DOUBTFUL = 1e-7, 1e-5
"""The course's bounds: up to the first all is well, up to the second one looks more closely, above it something is
wrong."""


def written(epsilon: float) -> str:
    """1e-5, without the zero that Python writes into it."""
    return f"{epsilon:.0e}".replace("e-0", "e-")


def error_over_epsilon(curve: Curve, step: float, mode: str) -> go.Figure:
    """The relative error in all over ε, both axes logarithmic, with the slopes of its two causes."""
    scheme, figure = theme.SCHEMES[mode], go.Figure()
    best, least = curve.best
    for words, slope, side in (
        (_("truncation ∝ ε²"), 2, curve.steps >= best),
        (_("rounding ∝ 1/ε"), -1, curve.steps <= best),
    ):
        at, values = curve.steps[side], curve.errors[side]
        anchor = int(np.abs(np.log(at / (best * (AWAY if slope > 0 else 1 / AWAY)))).argmin())
        figure.add_scatter(
            x=at,
            y=values[anchor] * (at / at[anchor]) ** slope,
            mode="lines",
            line={"color": scheme.reference, "dash": "dash" if slope > 0 else "dot", "width": 1.5},
            name=words,
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=curve.steps,
        y=curve.errors,
        mode="lines+markers",
        line={"color": scheme.train},
        marker={"size": 6},
        name=_("relative error"),
        hovertemplate="ε = %{x:.1e}<br>%{y:.2e}<extra></extra>",
    )
    nearest = int(np.abs(np.log(curve.steps / step)).argmin())
    figure.add_scatter(
        x=[step],
        y=[curve.errors[nearest]],
        mode="markers",
        marker={"size": 13, "color": scheme.test, "symbol": "circle-open", "line": {"width": 3}},
        name=_("your ε"),
        hoverinfo="skip",
    )
    figure.add_annotation(
        x=np.log10(best),
        y=np.log10(least),
        text=_("best: {epsilon}").format(epsilon=written(best)),
        ay=22,
        ax=0,
        arrowhead=0,
    )
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=HEIGHT,
        xaxis={"type": "log", "title": "ε", "exponentformat": "power", "dtick": 2},
        yaxis={
            "type": "log",
            "exponentformat": "power",
            "dtick": 2,
            "range": [np.log10(least) - 2, np.log10(np.nanmax(curve.errors)) + 0.5],
        },
        margin={"t": 56, "r": 12},
    )
    return figure


def cost_about_a_kink(kink: Kink, mode: str) -> go.Figure:
    """J as this one entry is moved, the slope of backward propagation, the secant of the central difference."""
    scheme, x = theme.SCHEMES[mode], kink.offsets / kink.step
    figure = go.Figure()
    figure.add_scatter(x=x, y=kink.costs, mode="lines", line={"color": scheme.train, "width": 3}, name="J")
    figure.add_scatter(
        x=x,
        y=kink.g * kink.offsets,
        mode="lines",
        line={"color": scheme.change, "dash": "dot"},
        name=_("slope of backward propagation"),
    )
    ends = np.array([-1.0, 1.0])
    at_ends = np.interp(ends, x, kink.costs)
    figure.add_scatter(
        x=ends,
        y=at_ends,
        mode="lines+markers",
        line={"color": scheme.test, "dash": "dash"},
        marker={"size": 8},
        name=_("central difference"),
    )
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=HEIGHT,
        xaxis={"title": _("change of the entry, in ε")},
        yaxis={"title": "J(θ + t) − J(θ)", "exponentformat": "power", "nticks": 5},
        margin={"t": 56, "r": 12},
    )
    return figure
