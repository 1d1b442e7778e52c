"""Charts of the race of initialisers: costs overlaid, the spread of the activations by layer."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from dnn.datasets.spread import evenly_spread
from dnn.lessons.initialisation_race import Contestant, Measures, Race
from pages.shared.drawing import theme
from pages.shared.frame.text import _

HEIGHT = 380
MAX_CURVE_POINTS = 400
MAX_DECADES = 7
"""Labels on a logarithmic axis."""
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid")
COLORS = ("#7A7A7A", "#CC79A7", "#56B4E9", "#E69F00", "#D55E00", "#009E73", "#0072B2")


def costs(race: Race, titles: Mapping[str, str], base_rate: float, mode: str, *, is_log: bool) -> go.Figure:
    """J of every contestant over the iterations, and the cost of the best constant."""
    figure = go.Figure()
    for index, each in enumerate(race.contestants):
        chosen = evenly_spread(len(each.costs), MAX_CURVE_POINTS)
        style = _style(index, each, titles) | {"mode": "lines" if len(chosen) > 1 else "markers"}
        figure.add_scatter(x=chosen + 1, y=each.costs[chosen], **style)
    figure.add_hline(y=base_rate, line={"dash": "dot", "width": 1.3, "color": theme.SCHEMES[mode].reference})
    # the shape of the curves is what counts, not the first cost of a network that shouts
    highest = [float(np.max(each.costs, initial=0.0)) for each in race.contestants if each.name != "large_normal"]
    limits = {} if is_log else {"range": [0, 1.15 * max([*highest, base_rate])]}
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=HEIGHT,
        uirevision="race",
        hovermode="x unified",
        xaxis={"title": _("iterations"), "range": [0, race.iterations]},
        yaxis={"title": _("cost J"), "type": "log" if is_log else "linear", **limits},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
        margin={"t": 60},
    )
    return figure


def deviations(race: Race, measures: Mapping[str, Measures], titles: Mapping[str, str], mode: str) -> go.Figure:
    """The standard deviation of A^[l] of every layer, on a logarithmic axis that ends in a line for 0."""
    spreads = {name: [layer.deviation for layer in each.activations] for name, each in measures.items()}
    axis, zero = _decades([value for values in spreads.values() for value in values])
    figure = go.Figure()
    for index, each in enumerate(race.contestants):
        values = spreads[each.name]
        figure.add_scatter(
            x=np.arange(1, len(values) + 1),
            y=[(value or zero) if np.isfinite(value) else None for value in values],
            customdata=[f"{value:.2e}" if value else "0" for value in values],
            **_style(index, each, titles) | {"mode": "lines+markers", "hovertemplate": "%{customdata}"},
        )
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=HEIGHT,
        hovermode="x unified",
        xaxis={"title": _("layer l"), "dtick": 1 if len(values) <= 16 else 4},
        yaxis={"title": _("standard deviation of A<sup>[l]</sup>"), **axis},
        showlegend=False,
        margin={"t": 60},
    )
    return figure


def _decades(values: list[float]) -> tuple[dict[str, object], float]:
    """An axis of whole decades about all finite values, and where on it 0 is drawn: a step below the smallest."""
    positive = [value for value in values if np.isfinite(value) and value > 0] or [1.0]
    low, high = math.floor(math.log10(min(positive))), math.ceil(math.log10(max(positive)) + 0.05)
    step = -(-(high - low) // MAX_DECADES) or 1
    ticks = {power: f"10<sup>{power}</sup>" if power else "1" for power in range(low, high + 1, step)}
    if 0.0 in values:
        ticks = {low - step: "0"} | ticks
    axis = theme.POWERS_OF_TEN | {
        "tickvals": [10.0**power for power in ticks],
        "ticktext": list(ticks.values()),
        "range": [min(ticks) - 0.1 * step, high + 0.1 * step],
    }
    return axis, 10.0 ** (low - step)


def _style(index: int, contestant: Contestant, titles: Mapping[str, str]) -> dict[str, object]:
    """A colour and a dash of its own for each contestant."""
    line = {"color": COLORS[index], "dash": DASHES[index], "width": 2.4 if contestant.name in ("xavier", "he") else 1.8}
    return {"name": titles[contestant.name], "mode": "lines", "line": line, "hovertemplate": "%{y:.4f}"}
