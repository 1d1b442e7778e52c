"""Histograms of the activations of every layer, a small picture for each way of drawing the weights: four beside each
other, two on a narrow page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dnn.lessons.initialisation_race import LayerActivations, Measures, Race
from pages.shared.drawing import theme

PER_ROW, PER_ROW_NARROW = 4, 2
PICTURE_HEIGHT, TOP_MARGIN, ROW_GAP = 160, 30, 44
"""Pixels: the height of a picture, the margin above the first row, and the gap between two rows."""
COLUMN_GAP = 0.045
"""The gap between two pictures, as a share of the width; twice as much where a row has half as many pictures."""
MAX_BAR_LENGTH = 0.86
"""The longest bar, as a share of the distance between two layers."""


def strips(race: Race, measures: Mapping[str, Measures], titles: Mapping[str, str], mode: str) -> go.Figure:
    """Layers to the right, values upwards; a bar is as long as the share of the activations that are there."""
    names = [each.name for each in race.contestants]
    color = theme.quantity_color("A", mode)
    figure = go.Figure(
        data=[_bars(measures[name].activations, index, color) for index, name in enumerate(names)],
        layout={"template": theme.plotly_template(mode), "showlegend": False, "barmode": "overlay"},
    )
    figure.update_layout(_axes(len(measures[names[0]].activations), len(names)))
    figure.update_layout(arranged([titles[name] for name in names], PER_ROW))
    return figure


def narrow(race: Race, titles: Mapping[str, str]) -> dict[str, Any]:
    """The parts of the layout that differ on a narrow page."""
    return arranged([titles[each.name] for each in race.contestants], PER_ROW_NARROW)


def arranged(titles: list[str], per_row: int) -> dict[str, Any]:
    """The layout with `per_row` pictures in a row: domains of the axes, titles above, height of the whole."""
    rows = -(-len(titles) // per_row)
    height = TOP_MARGIN + rows * (PICTURE_HEIGHT + ROW_GAP)
    layout: dict[str, Any] = {
        "height": height,
        "margin": {"t": TOP_MARGIN, "b": ROW_GAP, "l": 34, "r": 8},
        "annotations": [],
    }
    inner = height - TOP_MARGIN - ROW_GAP
    width = (1 + COLUMN_GAP * PER_ROW / per_row) / per_row
    for index, title in enumerate(titles):
        row, column = divmod(index, per_row)
        left, top = column * width, 1 - row * (PICTURE_HEIGHT + ROW_GAP) / inner
        right, bottom = left + width - COLUMN_GAP * PER_ROW / per_row, max(0.0, top - PICTURE_HEIGHT / inner)
        layout[f"xaxis{_axis_suffix(index)}"] = {"domain": [left, min(1.0, right)]}
        layout[f"yaxis{_axis_suffix(index)}"] = {"domain": [bottom, top]}
        layout["annotations"].append(
            {
                "text": title, "showarrow": False, "xref": "paper", "yref": "paper", "font": {"size": 13},
                "x": (left + right) / 2, "xanchor": "center", "y": top, "yanchor": "bottom", "yshift": 4,
            }
        )  # fmt: skip
    return layout


def _axis_suffix(index: int) -> str:
    """The suffix of "xaxis" and "x" in Plotly's names for the axes of a picture; the first has none."""
    return str(index + 1) if index else ""


def _axes(layers: int, pictures: int) -> dict[str, Any]:
    across = {"dtick": 1 if layers <= 8 else 4, "range": [0.4, layers + 0.6], "showgrid": False}
    numbers = [_axis_suffix(index) for index in range(pictures)]
    axes = {f"xaxis{number}": {**across, "anchor": f"y{number}"} for number in numbers}
    return axes | {f"yaxis{number}": {"nticks": 5, "anchor": f"x{number}"} for number in numbers}


def _bars(layers: tuple[LayerActivations, ...], index: int, color: str) -> dict[str, Any]:
    """The histograms of all layers of one picture, as one trace."""
    shares = [layer.counts / max(1, layer.counts.sum()) for layer in layers]
    numbers = [np.full(len(share), l) for l, share in enumerate(shares, start=1)]
    return {
        "type": "bar",
        "orientation": "h",
        "x": np.concatenate([MAX_BAR_LENGTH * share / max(share.max(), 1e-9) for share in shares]),
        "y": np.concatenate([(layer.edges[1:] + layer.edges[:-1]) / 2 for layer in layers]),
        "width": np.concatenate([layer.edges[1:] - layer.edges[:-1] for layer in layers]),
        "base": np.concatenate(numbers) - MAX_BAR_LENGTH / 2,
        "customdata": np.column_stack([np.concatenate(numbers), 100 * np.concatenate(shares)]),
        "hovertemplate": "l = %{customdata[0]}: %{y:.2f}, %{customdata[1]:.0f} %<extra></extra>",
        "marker": {"color": color, "line": {"width": 0}},
        "xaxis": f"x{_axis_suffix(index)}",
        "yaxis": f"y{_axis_suffix(index)}",
    }
