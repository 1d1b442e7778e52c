"""Charts of the race of initialisers: costs overlaid, the spread of the activations by layer, their histograms."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dnn.batches import evenly_spread
from dnn.initialisation_race import Contestant, Measures, Race
from pages.shared import theme
from pages.shared.text import _

HEIGHT, STRIP_HEIGHT = 380, 210
MOST_POINTS = 400
SMALLEST = 1e-12
"""Below which a standard deviation is drawn as if it were this."""
STRIPS_A_ROW = 4
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "solid")
COLORS = ("#7A7A7A", "#CC79A7", "#56B4E9", "#E69F00", "#D55E00", "#009E73", "#0072B2")


def costs(race: Race, titles: Mapping[str, str], base_rate: float, mode: str, *, is_log: bool) -> go.Figure:
    """J of every contestant over the iterations, and the cost of the best constant."""
    figure = go.Figure()
    for place, each in enumerate(race.contestants):
        chosen = evenly_spread(len(each.costs), MOST_POINTS)
        style = _style(place, each, titles) | {"mode": "lines" if len(chosen) > 1 else "markers"}
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
    """The standard deviation of A^[l] of every layer, on a logarithmic axis."""
    figure = go.Figure()
    for place, each in enumerate(race.contestants):
        layers = measures[each.name].activations
        figure.add_scatter(
            x=np.arange(1, len(layers) + 1),
            y=[max(layer.deviation, SMALLEST) if np.isfinite(layer.deviation) else None for layer in layers],
            **_style(place, each, titles) | {"mode": "lines+markers", "hovertemplate": "%{y:.2e}"},
        )
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=HEIGHT,
        hovermode="x unified",
        xaxis={"title": _("layer l"), "dtick": 1 if len(layers) <= 16 else 4},
        yaxis={"title": _("standard deviation of A<sup>[l]</sup>"), **theme.POWERS_OF_TEN},
        showlegend=False,
        margin={"t": 60},
    )
    return figure


def strips(race: Race, measures: Mapping[str, Measures], titles: Mapping[str, str], mode: str) -> go.Figure:
    """The histograms of A^[l] as colours, one picture a contestant: layers to the right, values upwards."""
    rows = -(-len(race.contestants) // STRIPS_A_ROW)
    figure = make_subplots(
        rows, STRIPS_A_ROW, subplot_titles=[titles[each.name] for each in race.contestants],
        horizontal_spacing=0.055, vertical_spacing=0.24,
    )  # fmt: skip
    for place, each in enumerate(race.contestants):
        row, column = divmod(place, STRIPS_A_ROW)
        for l, layer in enumerate(measures[each.name].activations, start=1):
            share = layer.counts / max(1, layer.counts.sum())
            figure.add_bar(
                x=0.86 * share / max(share.max(), 1e-9),
                y=(layer.edges[1:] + layer.edges[:-1]) / 2,
                width=layer.edges[1:] - layer.edges[:-1],
                base=l - 0.43,
                orientation="h",
                marker={"color": theme.quantity_color("A", mode), "line": {"width": 0}},
                customdata=100 * share,
                hovertemplate=f"l = {l}: %{{y:.2f}}, %{{customdata:.0f}} %<extra></extra>",
                row=row + 1,
                col=column + 1,
            )
    figure.update_layout(
        template=theme.plotly_template(mode), height=STRIP_HEIGHT * rows + 40, showlegend=False, barmode="overlay",
        margin={"t": 34, "l": 40},
    )  # fmt: skip
    layers = len(measures[race.contestants[0].name].activations)
    figure.update_xaxes(dtick=1 if layers <= 8 else 4, range=[0.4, layers + 0.6], showgrid=False, tickprefix="")
    figure.update_yaxes(nticks=5)
    figure.update_annotations(font_size=13)
    return figure


def _style(place: int, contestant: Contestant, titles: Mapping[str, str]) -> dict[str, object]:
    """A colour and a dash of its own for each contestant."""
    line = {"color": COLORS[place], "dash": DASHES[place], "width": 2.4 if contestant.name in ("xavier", "he") else 1.8}
    return {"name": titles[contestant.name], "mode": "lines", "line": line, "hovertemplate": "%{y:.4f}"}
