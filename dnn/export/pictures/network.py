"""The network as SVG: a circle a unit, a line a weight, blue above 0 and orange below."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from dnn.activations import Array
from dnn.network import Parameters

COLUMN, ROW, RADIUS, MARGIN = 120, 26, 8, 30
"""Distances in pixels."""
MAX_CIRCLES = 12
"""Units of a layer that are drawn; of more the first are, and a number says how many there are."""
ABOVE, BELOW, UNIT = "#0072B2", "#D55E00", "#5B6875"
WIDEST = 4.0
"""Pixels of the line of a layer's largest weight."""


def network_picture(parameters: Parameters) -> str:
    """All layers from left to right; the width of a line is the weight's size as a share of its layer's largest."""
    sizes = [parameters.layers[0].W.shape[1], *(len(layer.W) for layer in parameters.layers)]
    drawn = [min(n, MAX_CIRCLES) for n in sizes]
    width = 2 * MARGIN + COLUMN * (len(sizes) - 1)
    height = 2 * MARGIN + ROW * max(drawn)
    places = [_places(l, count, height) for l, count in enumerate(drawn)]
    lines = "".join(
        _lines(layer.W, before, after)
        for layer, (before, after) in zip(parameters.layers, pairwise(places), strict=True)
    )
    circles = "".join(
        f'<circle cx="{x}" cy="{y:.1f}" r="{RADIUS}" fill="#FFFFFF" stroke="{UNIT}"/>'
        for part in places
        for x, y in part
    )
    names = "".join(
        f'<text x="{MARGIN + COLUMN * l}" y="{height - 6}" text-anchor="middle">{n}</text>' for l, n in enumerate(sizes)
    )
    label = f"Network of {' → '.join(map(str, sizes))} units, its weights as lines"
    return (
        f'<svg role="img" aria-label="{label}" viewBox="0 0 {width} {height}" width="{width}" '
        f'xmlns="http://www.w3.org/2000/svg" font-size="12">{lines}{circles}{names}</svg>'
    )


def _places(l: int, count: int, height: int) -> list[tuple[int, float]]:
    """The centres of the circles of layer l."""
    top = height / 2 - ROW * (count - 1) / 2
    return [(MARGIN + COLUMN * l, top + ROW * i) for i in range(count)]


def _lines(W: Array, before: list[tuple[int, float]], after: list[tuple[int, float]]) -> str:
    """The weights (n, n_previous) between the circles of two layers; those of size 0 have no line."""
    shown = W[: len(after), : len(before)].astype(float)
    largest = float(np.abs(shown).max()) or 1.0
    return "".join(
        f'<line x1="{x1}" y1="{y1:.1f}" x2="{x2}" y2="{y2:.1f}" stroke="{ABOVE if w > 0 else BELOW}" '
        f'stroke-opacity="0.7" stroke-width="{WIDEST * abs(w) / largest:.2f}"/>'
        for (x2, y2), row in zip(after, shown.tolist(), strict=True)
        for (x1, y1), w in zip(before, row, strict=True)
        if w
    )
