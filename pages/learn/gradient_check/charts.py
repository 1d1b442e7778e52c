"""Charts of the gradient check: the error over ε, and the cost about a kink."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from dnn.lessons.gradient_check.comparison import DOUBTFUL, FINE, WRONG, GradientReport
from dnn.lessons.gradient_check.curve import Curve
from dnn.lessons.gradient_check.kink import Kink
from pages.shared.drawing import theme
from pages.shared.frame.text import _

HEIGHT = 300
ANCHOR_FACTOR = 30.0
"""Factor from the best ε to the point through which a slope is drawn: there one cause of the error dominates."""
SLOPE_FACTOR = 4.0
"""Factor by which the slopes are drawn above the curve, so that both are seen."""
MIN_ERROR, MAX_ERROR = 1e-13, 1.0
"""Ends of the scale of ratios; smaller ones are drawn at its end."""
MIN_CURVE_ERROR = 1e-17
"""The smallest error drawn: a logarithmic axis has no 0."""


def written(epsilon: float) -> str:
    """1e-5, without the zero that Python writes into it."""
    return f"{epsilon:.0e}".replace("e-0", "e-")


def ratios(checked: GradientReport, mode: str) -> go.Figure:
    """The ratio of every gradient and of all together on the course's scale."""
    scheme, figure, ink = theme.SCHEMES[mode], go.Figure(), theme.live_palettes()[mode]
    for low, high, color, words in (
        (MIN_ERROR / 3, FINE, ink["good"], _("fine")),
        (FINE, WRONG, ink["waiting"], _("suspicious")),
        (WRONG, MAX_ERROR, ink["bad"], _("wrong")),
    ):
        figure.add_vrect(x0=low, x1=high, fillcolor=color, opacity=0.13, line_width=0, layer="below")
        figure.add_annotation(
            x=float(np.log10(low * high) / 2),
            y=1.0,
            yref="paper",
            yanchor="bottom",
            text=words,
            showarrow=False,
            font={"size": 12, "color": scheme.muted},
        )
    figure.add_vline(x=DOUBTFUL, line={"color": scheme.muted, "dash": "dot", "width": 1}, layer="below")
    for symbol, letter, marker in (("dW", "W", "circle"), ("db", "b", "diamond")):
        errors = [getattr(layer, letter).relative_error for layer in checked.layers]
        figure.add_scatter(
            x=np.clip(errors, MIN_ERROR, MAX_ERROR),
            y=[symbol] * len(errors),
            customdata=[[layer.layer, error] for layer, error in zip(checked.layers, errors, strict=True)],
            mode="markers",
            marker={"size": 11, "symbol": marker, "color": theme.quantity_color(symbol, mode), "opacity": 0.75},
            hovertemplate=symbol + "[%{customdata[0]}]: %{customdata[1]:.1e}<extra></extra>",
        )
    figure.add_scatter(
        x=[float(np.clip(checked.relative_error, MIN_ERROR, MAX_ERROR))],
        y=[_("in all")],
        mode="markers",
        marker={"size": 14, "symbol": "star", "color": scheme.text},
        hovertemplate=f"{checked.relative_error:.1e}<extra></extra>",
    )
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=250,
        showlegend=False,
        xaxis={
            **theme.POWERS_OF_TEN,
            "dtick": 2,
            "range": [np.log10(MIN_ERROR / 3), np.log10(MAX_ERROR)],
            "title": "‖g − g̃‖ / (‖g‖ + ‖g̃‖)",
        },
        yaxis={"type": "category", "categoryarray": ["db", "dW", _("in all")], "range": [-0.6, 2.7]},
        margin={"t": 28, "r": 12},
    )
    return figure


def error_over_epsilon(curve: Curve, step: float, mode: str) -> go.Figure:
    """The relative error in all over ε, both axes logarithmic, with the slopes of its two causes above it."""
    scheme, figure = theme.SCHEMES[mode], go.Figure()
    known = np.isfinite(curve.errors)
    steps, errors = curve.steps[known], np.maximum(curve.errors[known], MIN_CURVE_ERROR)
    best, least = curve.best or (step, MIN_CURVE_ERROR)
    least = max(least, MIN_CURVE_ERROR)
    for words, slope, side in (
        (_("truncation ∝ ε²"), 2, steps >= best),
        (_("rounding ∝ 1/ε"), -1, steps <= best),
    ):
        at, values = steps[side], errors[side]
        if len(at) < 3:
            continue
        anchor = int(np.abs(np.log(at / (best * (ANCHOR_FACTOR if slope > 0 else 1 / ANCHOR_FACTOR)))).argmin())
        figure.add_scatter(
            x=at,
            y=SLOPE_FACTOR * values[anchor] * (at / at[anchor]) ** slope,
            mode="lines",
            line={"color": scheme.text, "dash": "dash" if slope > 0 else "dot", "width": 1.5},
            name=words,
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=steps,
        y=errors,
        mode="lines+markers",
        line={"color": scheme.train},
        marker={"size": 6},
        name=_("relative error"),
        hovertemplate="ε = %{x:.1e}<br>%{y:.2e}<extra></extra>",
    )
    nearest = np.abs(np.log(steps / step)) < 0.1  # at the point of the visitor's ε, if there is one
    figure.add_scatter(
        x=steps[nearest],
        y=errors[nearest],
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
        xaxis={"title": "ε", **theme.POWERS_OF_TEN, "dtick": 2},
        yaxis={
            **theme.POWERS_OF_TEN,
            "dtick": 2,
            "range": [np.log10(least) - 2, np.log10(errors.max()) + 1],
        },
        margin={"t": 56, "r": 12},
    )
    return figure


def cost_about_a_kink(kink: Kink, mode: str) -> go.Figure:
    """J as this one entry is moved, less the slope of backward propagation, so that the bend is seen; and the secant
    of the central difference."""
    scheme, x = theme.SCHEMES[mode], kink.offsets / kink.step
    bent = kink.costs - kink.g * kink.offsets  # (k,)
    figure = go.Figure()
    figure.add_scatter(x=x, y=bent, mode="lines", line={"color": scheme.train, "width": 3}, name="J")
    figure.add_scatter(
        x=x,
        y=np.zeros(len(x)),
        mode="lines",
        line={"color": scheme.change, "dash": "dot", "width": 2},
        name=_("slope g"),
    )
    ends = np.array([-1.0, 1.0])
    figure.add_scatter(
        x=ends,
        y=np.interp(ends, x, bent),
        mode="lines+markers",
        line={"color": scheme.test, "dash": "dash"},
        marker={"size": 8},
        name=_("secant g̃"),
    )
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=HEIGHT,
        xaxis={"title": _("change t of the entry, in ε")},
        yaxis={"title": "J(θ + t) − J(θ) − g t", "exponentformat": "power", "nticks": 5},
        margin={"t": 56, "r": 12, "l": 84},
    )
    return figure
