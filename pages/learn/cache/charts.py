"""Charts of work and time with the cache and without, and of an activation function with its derivative at one unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import numpy as np
import plotly.graph_objects as go

from dnn.activations import ACTIVATIONS
from dnn.lessons.activation_slope import UnitSlope
from dnn.lessons.recomputation import WAYS
from pages.shared.drawing import theme
from pages.shared.frame.text import say

GROWTH_HEIGHT, SLOPE_HEIGHT = 330, 400
MIN_REACH = 6.0
"""The curves reach at least from -6 to 6."""
MARGIN = 1.25
POINTS = 301
MAX_MARKED = 12
"""Number of values up to which each is marked on its line."""
DASHES = {"everything": "solid", "segments": "dot", "nothing": "dash"}


def way_color(way: str, mode: str) -> str:
    """The colour of one of WAYS; what stands between cache on and off has that of a change."""
    scheme = theme.SCHEMES[mode]
    return {"everything": scheme.train, "nothing": scheme.test}.get(way, scheme.change)


def legend(ways: Sequence[str], mode: str) -> str:
    """The lines of the growth charts as HTML, each beside its name."""
    dashes = {"solid": "solid", "dot": "dotted", "dash": "dashed"}
    entries = (
        f'<span style="white-space:nowrap"><span style="display:inline-block;width:34px;vertical-align:middle;'
        f'margin-right:8px;border-top:3px {dashes[DASHES[way]]} {way_color(way, mode)}"></span>'
        f"{escape(say(WAYS[way].title))}</span>"
        for way in ways
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:4px 28px">{"".join(entries)}</div>'


@dataclass(frozen=True)
class Line:
    """A quantity of one of WAYS.

    Attributes:
        way: its name.
        title: what visitors read for it.
        heights: the values.
        own: the value of the visitor's own network, to be marked; None where there is none.
    """

    way: str
    title: str
    heights: tuple[float | None, ...]
    own: float | None


@lru_cache(maxsize=128)
def growth_chart(
    lengths: tuple[int, ...], lines: tuple[Line, ...], L: int, mark: str, titles: tuple[str, str], unit: str, mode: str
) -> go.Figure:
    """A quantity of each way over the number of layers; cached, since it takes longer to make than to show.

    Args:
        lengths: the number of layers of each value.
        lines: the ways.
        L: of the visitor's network.
        mark: what is written where it stands.
        titles: of the x and the y axis, in the visitor's language.
        unit: what stands behind a value when it is pointed at.
        mode: "light" or "dark".
    """
    figure, scheme, traces = go.Figure(), theme.SCHEMES[mode], []
    for line in lines:
        color, hover = way_color(line.way, mode), f"L = %{{x}}: %{{y:,.4~g}} {unit}<extra>{line.title}</extra>"
        traces.append(
            go.Scatter(
                x=lengths,
                y=line.heights,
                mode="lines+markers" if len(lengths) < MAX_MARKED else "lines",
                line={"color": color, "dash": DASHES[line.way], "width": 2.5},
                marker={"size": 5},
                hovertemplate=hover,
            )
        )
        if line.own is not None:
            marker = {"color": color, "size": 12, "symbol": "circle-open", "line": {"width": 2.5}}
            traces.append(go.Scatter(x=[L], y=[line.own], mode="markers", marker=marker, hovertemplate=hover))
    figure.add_traces(traces)
    is_left = max(lengths) / 2 > L
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=GROWTH_HEIGHT,
        xaxis={"title": titles[0], "range": [0, max(*lengths, L) + 1]},
        yaxis={"title": titles[1], "rangemode": "tozero"},
        showlegend=False,
        margin={"t": 28, "b": 44, "l": 64, "r": 12},
        shapes=[_upright(L, scheme.reference, "dot", 1)],
        annotations=[
            {
                "x": L,
                "y": 1,
                "yref": "paper",
                "xanchor": "left" if is_left else "right",
                "yanchor": "top",
                "text": mark,
                "showarrow": False,
                "font": {"color": scheme.muted},
            }
        ],
    )
    return figure


def _upright(x: float, color: str, dash: str, width: float) -> dict[str, Any]:
    """A line from the bottom to the top of a chart."""
    line = {"color": color, "dash": dash, "width": width}
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def slope_chart(name: str, unit: UnitSlope, others: Sequence[str], mode: str) -> go.Figure:
    """g and g' over z, with the unit's z marked on both; the curves of other functions thin beside them.

    Args:
        name: the function, in ACTIVATIONS.
        unit: where the unit stands.
        others: further functions to compare with.
        mode: "light" or "dark".
    """
    figure, scheme = go.Figure(), theme.SCHEMES[mode]
    reach = max(MIN_REACH, *(MARGIN * abs(z) for z in (unit.z, *unit.same_output)))
    z = np.linspace(-reach, reach, POINTS)
    for number, other in enumerate(each for each in others if each != name):
        color, title = theme.CLASSES[(2 + number) % len(theme.CLASSES)], say(ACTIVATIONS[other].title)
        _curves(figure, other, z, color, color, 1.2, title)
    colors = theme.quantity_color("A", mode), theme.quantity_color("dZ", mode)
    _curves(figure, name, z, *colors, 2.8, say(ACTIVATIONS[name].title))
    color = theme.quantity_color("Z", mode)
    shapes = [_upright(unit.z, color, "solid", 1.6), *(_upright(each, color, "dot", 1.4) for each in unit.same_output)]
    if unit.same_output:
        level = {"color": colors[0], "dash": "dot", "width": 1}
        shapes.append({"type": "line", "x0": -reach, "x1": reach, "y0": unit.a, "y1": unit.a, "line": level})
        _points(figure, unit.same_output, name, colors, "circle-open")
    _points(figure, (unit.z,), name, colors, "circle")
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=SLOPE_HEIGHT,
        xaxis={"title": "z", "zeroline": True, "zerolinecolor": scheme.grid, "range": [-reach, reach]},
        yaxis={"zeroline": True, "zerolinecolor": scheme.reference, "range": _range(name, others, unit, reach)},
        legend={"y": 1.0, "yanchor": "bottom"},
        shapes=shapes,
        margin={"t": 40 + 20 * (len(others) // 2), "b": 44, "l": 44, "r": 12},
    )
    return figure


def _curves(
    figure: go.Figure, name: str, z: np.ndarray, color: str, slope_color: str, width: float, title: str
) -> None:
    """g as a line and g' dashed."""
    g = ACTIVATIONS[name]
    for heights, dash, shade, prime in ((g.g(z), "solid", color, ""), (g.derivative(z), "dash", slope_color, "′")):
        figure.add_scatter(
            x=z,
            y=heights,
            mode="lines",
            line={"color": shade, "dash": dash, "width": width},
            name=f"g{prime} · {title}",
            hovertemplate=f"g{prime}(%{{x:.3f}}) = %{{y:.4g}}<extra>{title}</extra>",
        )


def _points(figure: go.Figure, positions: Sequence[float], name: str, colors: tuple[str, str], symbol: str) -> None:
    """Points on both curves at these z."""
    g, z = ACTIVATIONS[name], np.array(positions)
    for heights, color, title in ((g.g(z), colors[0], "a"), (g.derivative(z), colors[1], "g′(z)")):
        figure.add_scatter(
            x=z,
            y=heights,
            mode="markers",
            marker={"color": color, "size": 11, "symbol": symbol, "line": {"width": 2, "color": color}},
            showlegend=False,
            hovertemplate=f"z = %{{x:.4g}}, {title} = %{{y:.4g}}<extra></extra>",
        )


def _range(name: str, others: Sequence[str], unit: UnitSlope, reach: float) -> list[float]:
    """From below all slopes to above 1 and the unit's own a; curves that climb are cut off there."""
    z = np.linspace(-reach, reach, POINTS)
    lows = [min(ACTIVATIONS[each].g(z).min(), ACTIVATIONS[each].derivative(z).min()) for each in (name, *others)]
    low, high = max(min(lows), -2.0), 1.6
    low, high = min(low, unit.a), max(high, 1.2 * unit.a)
    return [float(low - 0.08 * (high - low)), float(high)]
