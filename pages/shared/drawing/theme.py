"""The visual language: one colour for each quantity, one for each direction, one Plotly template for light and dark.

The colours are those of Okabe and Ito (2008, "Color Universal Design"), made for all kinds of colour vision, and
mixtures of them. Forward is blue and its quantities are cool; backward is orange and its quantities are warm; a
gradient is the warm partner of the quantity it belongs to. Colour never stands alone: train and test cost differ in
dash as well, quantities carry their symbol.
"""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

FORWARD = "#0072B2"
BACKWARD = "#D55E00"

QUANTITIES: dict[str, str] = {
    "W": "#0072B2",
    "b": "#56B4E9",
    "Z": "#009E73",
    "A": "#5B4FCF",
    "dW": "#D55E00",
    "db": "#E69F00",
    "dZ": "#A3450B",
    "dA": "#CC79A7",
}
"""The colour of each quantity of the course wherever it appears on white."""

QUANTITIES_ON_DARK: dict[str, str] = {
    "W": "#4DA3DC",
    "b": "#7CC8F2",
    "Z": "#2FC39A",
    "A": "#9F97F2",
    "dW": "#FF8A4C",
    "db": "#F3B83E",
    "dZ": "#D98350",
    "dA": "#DF9CC0",
}
"""The same hues, light enough to be read on the dark page."""


def quantity_color(quantity: str, mode: str) -> str:
    """The colour of a quantity on the light or the dark page; a small letter has that of the capital."""
    prefix, letter = ("d", quantity[1:]) if len(quantity) > 1 else ("", quantity)
    key = prefix + (letter if letter in "Wb" else letter.upper())
    return (QUANTITIES if mode == "light" else QUANTITIES_ON_DARK)[key]


@dataclass(frozen=True)
class Scheme:
    """The colours of the light or the dark page: lines and letters that must stand out from its background."""

    text: str
    muted: str
    grid: str
    train: str
    test: str
    reference: str
    background: str
    panel: str
    change: str
    middle: str
    """The middle of a diverging scale: neither positive nor negative."""


SCHEMES: dict[str, Scheme] = {
    "light": Scheme(
        text="#0F1A24",
        muted="#5B6875",
        grid="#E3E8EE",
        train="#0072B2",
        test="#C2410C",
        reference="#8A95A1",
        background="#FFFFFF",
        panel="#F3F6F9",
        change="#7A3E9D",
        middle="#F1F3F5",
    ),
    "dark": Scheme(
        text="#E8EDF2",
        muted="#9AA7B4",
        grid="#2A3542",
        train="#56B4E9",
        test="#F0A35E",
        reference="#7C8996",
        background="#10161D",
        panel="#1A232D",
        change="#C9A0E6",
        middle="#222C37",
    ),
}

CLASSES: tuple[str, ...] = (
    "#E69F00",
    "#0072B2",
    "#009E73",
    "#CC79A7",
    "#C21E1E",
    "#5B4FCF",
    "#56B4E9",
    "#7A7A7A",
    "#B2A000",
    "#8A5A2B",
)
"""The colour of each class of a dataset: the first two as far apart as they can be, the first six distinct when
paler too, as on a map."""


def class_color(number: int) -> str:
    """The colour of a class by its number; after the last colour they begin anew, as in the browser."""
    return CLASSES[number % len(CLASSES)]


RUNS: dict[str, tuple[str, ...]] = {
    "light": (
        *("#00795A", "#B0468C", "#5B4FCF", "#8A5A2B", "#7D7200"),
        *("#B3261E", "#007C89", "#3F7A1B", "#94409C", "#4A5568"),
    ),
    "dark": (
        *("#3CC79B", "#E79AC8", "#A9A2F5", "#D3A06C", "#D2C54A"),
        *("#FF8A80", "#4FC3CF", "#9BD36A", "#D9A0E0", "#B8C4D2"),
    ),
}
"""The colours that runs are told apart by on the light and the dark page; none is that of the train or test cost."""

RUN_DASHES = ("solid", "dash", "dot", "longdash", "dashdot")
"""Dashes by the number of a run, those of the browser: pages/live/static/runs/appearance.js."""


def run_line(colour: int, number: int, mode: str) -> dict[str, str]:
    """The line of a run's curve in Plotly's words, by its colour among RUNS and its number."""
    return {"color": RUNS[mode][colour % len(RUNS[mode])], "dash": RUN_DASHES[number % len(RUN_DASHES)]}


NEGATIVE, POSITIVE = "#E07B00", "#0072B2"
"""The colours of negative and positive weights and activations, on any page and for all kinds of colour vision."""

DIVERGING: tuple[tuple[float, str], ...] = ((0.0, "#E69F00"), (0.5, "#F5F5F5"), (1.0, "#0072B2"))
"""A colour scale from class 0 to class 1, and from negative to positive."""


POWERS_OF_TEN: dict[str, object] = {"type": "log", "exponentformat": "power", "tickfont": {"size": 10}}
"""An axis of decades. (Plotly draws powers a quarter larger than its other ticks.)"""
FONT = '"Source Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif'
"""The page's own, for charts that the page does not style."""


def plotly_template(mode: str) -> go.layout.Template:
    """The one Plotly template, for "light" or "dark": no box, faint grid, the page's own background."""
    scheme = SCHEMES[mode]
    axis = {
        "gridcolor": scheme.grid,
        "zeroline": False,
        "linecolor": scheme.grid,
        "tickfont": {"color": scheme.muted, "size": 12},
        "title": {"font": {"color": scheme.muted, "size": 13}},
    }
    return go.layout.Template(
        layout={
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": [FORWARD, BACKWARD, *CLASSES[2:]],
            "font": {"family": FONT, "color": scheme.text, "size": 13},
            "xaxis": axis,
            "yaxis": axis,
            "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
            "margin": {"l": 56, "r": 12, "t": 28, "b": 44},
            "hoverlabel": {"font": {"size": 13}},
        }
    )


def live_palettes() -> dict[str, dict[str, str]]:
    """The colours of the live view as CSS, for light and dark."""
    return {mode: _live_palette(mode, scheme) for mode, scheme in SCHEMES.items()}


def _live_palette(mode: str, scheme: Scheme) -> dict[str, str]:
    return {
        "text": scheme.text,
        "muted": scheme.muted,
        "grid": scheme.grid,
        "background": scheme.background,
        "panel": scheme.panel,
        "train": scheme.train,
        "test": scheme.test,
        "reference": scheme.reference,
        "change": scheme.change,
        "good": QUANTITIES["Z"],
        "waiting": QUANTITIES["db"],
        "bad": BACKWARD,
        "middle": scheme.middle,
        "negative": NEGATIVE,
        "positive": POSITIVE,
        "Z": quantity_color("Z", mode),
        "A": quantity_color("A", mode),
        **{f"run_{number}": color for number, color in enumerate(RUNS[mode])},
    }
