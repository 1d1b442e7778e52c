"""The examples in a plane: their two features, or the two directions in which they differ most."""

from __future__ import annotations

from html import escape

import numpy as np
import plotly.graph_objects as go

from dnn.datasets.data import Floats
from dnn.datasets.spread import evenly_spread
from dnn.lessons.projection import plane_of
from dnn.tables.prepare import PreparedTable
from pages.shared.drawing import theme
from pages.shared.frame.text import _

MAX_DRAWN_EXAMPLES = 2_000
MAX_NAMED_CLASSES = 12
NAME_LETTERS = 24
"""Letters of the name of a class in the legend."""
HEIGHT = 360


def scatter(made: PreparedTable, mode: str) -> go.Figure:
    """The chart on the light or the dark page."""
    chosen = evenly_spread(made.labels.size, MAX_DRAWN_EXAMPLES)
    X, labels = made.X[:, chosen], made.labels[chosen]  # (n_x, drawn), (drawn,)
    x, y, across, upwards = coordinates(X, labels, made)
    figure = go.Figure(_points(made, x, y, labels, mode))
    figure.update_xaxes(title={"text": escape(across, quote=False), "standoff": 4})
    figure.update_yaxes(title={"text": escape(upwards, quote=False), "standoff": 4})
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=HEIGHT,
        showlegend=1 < len(made.class_names) <= MAX_NAMED_CLASSES,
        margin={"l": 48, "r": 8, "t": 8, "b": 40},
        legend={"itemsizing": "constant"},
    )
    return figure


def coordinates(X: Floats, labels: Floats, made: PreparedTable) -> tuple[Floats, Floats, str, str]:
    """Both coordinates (m,) of examples X (n_x, m), and what they are: the feature and the target, the two features, or
    the principal components of the standardised features."""
    names = made.feature_names
    if len(names) == 1:
        target = _("target") if not made.class_names else _("class")
        return X[0], labels, names[0], target
    if len(names) == 2:
        return X[0], X[1], names[0], names[1]
    size = X.std(axis=1, keepdims=True)  # (n_x, 1)
    plane = plane_of((X - X.mean(axis=1, keepdims=True)) / np.where(size > 0, size, 1))  # (2, m)
    return plane[0], plane[1], _("first principal component"), _("second principal component")


def _points(made: PreparedTable, x: Floats, y: Floats, labels: Floats, mode: str) -> list[go.Scatter]:
    """The points: a trace for each class, or one in the colours of the target."""
    if not made.class_names:
        size = {"color": labels, "colorscale": theme.DIVERGING, "size": 7, "showscale": len(made.feature_names) > 1}
        return [go.Scatter(x=x, y=y, mode="markers", marker=size, hoverinfo="skip")]

    return [
        go.Scatter(
            x=x[labels == number],
            y=y[labels == number],
            mode="markers",
            name=escape(name if len(name) <= NAME_LETTERS else name[: NAME_LETTERS - 1] + "…", quote=False),
            marker={"color": theme.class_color(number), "size": 7, "opacity": 0.85},
            hoverinfo="name",
        )
        for number, name in enumerate(made.class_names)
        if (labels == number).any()
    ]
