"""Charts of what the cache is worth, and of an activation function with its derivative at one unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import numpy as np
import plotly.graph_objects as go

from dnn.activations import ACTIVATIONS
from dnn.recomputation import WAYS
from dnn.unit_slope import UnitSlope
from pages.shared import theme
from pages.shared.text import _, say

GROWTH_HEIGHT, SLOPE_HEIGHT = 330, 400
NARROWEST = 6.0
"""The curves reach at least from -6 to 6."""
MARGIN = 1.25
POINTS = 301
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


def growth_chart(
    lengths: Sequence[int],
    values: Mapping[str, Sequence[float]],
    own: tuple[int, Mapping[str, float]] | None,
    title: str,
    unit: str,
    mode: str,
) -> go.Figure:
    """A quantity of each way over the number of layers.

    Args:
        lengths: L of each value.
        values: way -> the values.
        own: L of the visitor's network and its value in each way, to be marked; None where there are none.
        title: of the y axis.
        unit: what stands behind a value when it is pointed at.
        mode: "light" or "dark".
    """
    figure, scheme = go.Figure(), theme.SCHEMES[mode]
    dotted = len(lengths) < 12
    for way, heights in values.items():
        color = way_color(way, mode)
        figure.add_scatter(
            x=list(lengths),
            y=list(heights),
            mode="lines+markers" if dotted else "lines",
            line={"color": color, "dash": DASHES[way], "width": 2.5},
            marker={"size": 5},
            name=say(WAYS[way].title),
            legendgroup=way,
            hovertemplate=f"L = %{{x}}: %{{y:,.4~g}} {unit}<extra></extra>",
        )
        if own is not None:
            figure.add_scatter(
                x=[own[0]],
                y=[own[1][way]],
                mode="markers",
                marker={"color": color, "size": 12, "symbol": "circle-open", "line": {"width": 2.5}},
                legendgroup=way,
                showlegend=False,
                hovertemplate=f"L = %{{x}}: %{{y:,.4~g}} {unit}<extra></extra>",
            )
    if own is not None:
        figure.add_vline(
            x=own[0],
            line={"color": scheme.reference, "dash": "dot", "width": 1},
            annotation={"text": _("this network: L = {L}").format(L=own[0]), "font": {"color": scheme.muted}},
            annotation_position="top right" if own[0] < max(lengths) / 2 else "top left",
        )
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=GROWTH_HEIGHT,
        xaxis={"title": _("number of layers L"), "range": [0, max(*lengths, own[0] if own else 1) + 1]},
        yaxis={"title": title, "rangemode": "tozero"},
        showlegend=False,
        margin={"t": 28, "b": 44, "l": 64, "r": 12},
    )
    return figure


def slope_chart(name: str, unit: UnitSlope, others: Sequence[str], mode: str) -> go.Figure:
    """g and g' over z, with the unit's z marked on both; the curves of other functions thin beside them.

    Args:
        name: the function, in ACTIVATIONS.
        unit: where the unit stands.
        others: further functions to compare with.
        mode: "light" or "dark".
    """
    figure, scheme = go.Figure(), theme.SCHEMES[mode]
    reach = max(NARROWEST, *(MARGIN * abs(z) for z in (unit.z, *unit.same_output)))
    z = np.linspace(-reach, reach, POINTS)
    for number, other in enumerate(each for each in others if each != name):
        color, title = theme.CLASSES[(2 + number) % len(theme.CLASSES)], say(ACTIVATIONS[other].title)
        _curves(figure, other, z, color, color, 1.2, title)
    colors = theme.quantity_color("A", mode), theme.quantity_color("dZ", mode)
    _curves(figure, name, z, *colors, 2.8, say(ACTIVATIONS[name].title))
    for each in unit.same_output:
        figure.add_vline(x=each, line={"color": theme.quantity_color("Z", mode), "dash": "dot", "width": 1.4})
    if unit.same_output:
        figure.add_hline(y=unit.a, line={"color": colors[0], "dash": "dot", "width": 1})
        _points(figure, unit.same_output, name, colors, "circle-open", mode)
    figure.add_vline(x=unit.z, line={"color": theme.quantity_color("Z", mode), "width": 1.6})
    _points(figure, (unit.z,), name, colors, "circle", mode)
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=SLOPE_HEIGHT,
        xaxis={"title": "z", "zeroline": True, "zerolinecolor": scheme.grid, "range": [-reach, reach]},
        yaxis={"zeroline": True, "zerolinecolor": scheme.reference, "range": _range(name, others, unit, reach)},
        legend={"y": 1.0, "yanchor": "bottom"},
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


def _points(
    figure: go.Figure, places: Sequence[float], name: str, colors: tuple[str, str], symbol: str, mode: str
) -> None:
    """Where z meets both curves."""
    g, z = ACTIVATIONS[name], np.array(places)
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
