"""Charts of the flow of gradients: their norms over the layers, and over the iterations."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from dnn.lessons.gradient_flow import GradientFlow
from pages.shared.drawing import theme
from pages.shared.frame.text import _, ngettext

HEIGHT = 360
NORM = "‖dW<sup>[l]</sup>‖"
SHOWN = (0, 10, 100)
MARKS = (("solid", "circle"), ("dash", "square"), ("dot", "diamond"), ("dashdot", "triangle-up"))
MIN_NORM = 1e-30
"""The smallest norm drawn; a smaller one is drawn as this."""


def over_the_layers(flow: GradientFlow, mode: str) -> go.Figure:
    """‖dW‖ of every layer at a few iterations, on a logarithmic axis."""
    figure, last = go.Figure(), int(flow.iterations[-1])
    color = theme.quantity_color("dW", mode)
    for (dash, symbol), iteration in zip(MARKS, dict.fromkeys((*(k for k in SHOWN if k < last), last)), strict=False):
        norms = flow.at(iteration)
        figure.add_scatter(
            x=np.arange(1, len(norms) + 1),
            y=np.maximum(norms, MIN_NORM),
            mode="lines+markers",
            line={"color": color, "dash": dash},
            marker={"symbol": symbol, "size": 8},
            name=_time(iteration),
            hovertemplate="l = %{x}: %{y:.2e}<extra></extra>",
        )
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=HEIGHT,
        xaxis={"title": _("layer l"), "dtick": 1 if flow.weights.shape[1] <= 16 else 4},
        yaxis={"title": NORM, **theme.POWERS_OF_TEN},
        margin={"t": 44},
    )
    return figure


def _time(iteration: int) -> str:
    if iteration == 0:
        return _("at the start")
    words = ngettext("after {iteration} iteration", "after {iteration} iterations", iteration)
    return words.format(iteration=f"{iteration:,}")


def over_the_iterations(flow: GradientFlow, mode: str) -> go.Figure:
    """‖dW‖ of every layer over the iterations, as colours."""
    figure = go.Figure(
        go.Heatmap(
            x=flow.iterations,
            y=np.arange(1, flow.weights.shape[1] + 1),
            z=np.log10(np.maximum(flow.weights.T, MIN_NORM)),
            colorscale="Viridis",
            colorbar={"title": f"log₁₀ {NORM}", "thickness": 14},
            hovertemplate="l = %{y}, %{x}: 10^%{z:.1f}<extra></extra>",
        )
    )
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=HEIGHT,
        xaxis={"title": _("iterations")},
        yaxis={"title": _("layer l"), "dtick": 1 if flow.weights.shape[1] <= 16 else 4},
        margin={"t": 44},
    )
    return figure
