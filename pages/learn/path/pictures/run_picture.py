"""One run as a small square picture: the training examples, and what the network says between them once it is known."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import numpy as np

from dnn.activations import Array
from dnn.datasets import Data
from dnn.datasets.picture import Picture
from dnn.lessons.path.run_output import SIDE, RunOutput, centre_of, reach_of
from dnn.losses import TASKS
from pages.learn.path.pictures.contour import zero_line
from pages.learn.path.pictures.png import data_address, indexed_png
from pages.learn.path.pictures.shades import shaded, target_color
from pages.shared.drawing import theme
from pages.shared.drawing.data_preview import labels_of

BOX = 160.0
"""Sides of the picture in its own units."""
DOT, LARGE_DOT, EDGE = 5.0, 11.0, 1.6
"""Of an example, of one of a few, and of the edge around it, which has the page's colour."""
FEW = 20
"""Examples at most that are drawn large."""
MAX_EXAMPLES = 400
TARGET_STEPS = 9
"""Colours of the targets of a regression, so that those of a colour are one path."""
BEYOND = 3.0
"""Times the picture's reach that a curve is drawn to at most."""


def run_picture(data: Data, picture: Picture, output: RunOutput | None, label: str, mode: str) -> str:
    """The picture as SVG.

    Args:
        output: None for the data alone; of a run that diverged nothing but them can be drawn either.
        label: the text alternative.
    """
    reach = reach_of(picture)
    below, above = "", ""
    if output is not None and output.is_finite:
        if picture.kind == "curve":
            above = _curves(data, picture, output, reach, mode)
        else:
            below = f'<g class="path-output">{_surface(data, output, mode)}{_boundaries(output, mode)}</g>'
    middle = theme.SCHEMES[mode].middle
    return (
        f'<svg role="img" aria-label="{escape(label, quote=True)}" viewBox="0 0 {BOX:g} {BOX:g}">'
        f'<rect width="{BOX:g}" height="{BOX:g}" fill="{middle}"/>'
        f"{below}{''.join(_examples(data, picture, reach, mode))}{above}</svg>"
    )


def empty_picture(label: str) -> str:
    """The place of a picture that is still to come."""
    return (
        f'<svg role="img" aria-label="{escape(label, quote=True)}" viewBox="0 0 {BOX:g} {BOX:g}" '
        'class="path-empty"></svg>'
    )


def _surface(data: Data, output: RunOutput, mode: str) -> str:
    """The output as an image: each of its pixels has a place of the grid in its middle."""
    numbers, palette = shaded(output.A, data.task, target_reach(data), mode)
    image = data_address(indexed_png(numbers.reshape(SIDE, SIDE), palette))
    pixel = BOX / (SIDE - 1)
    return (
        f'<image href="{image}" x="{-pixel / 2:.3f}" y="{-pixel / 2:.3f}" width="{BOX + pixel:.3f}" '
        f'height="{BOX + pixel:.3f}" preserveAspectRatio="none"/>'
    )


def _boundaries(output: RunOutput, mode: str) -> str:
    """The lines between the classes."""
    lines = "".join(zero_line(margin.reshape(SIDE, SIDE), BOX) for margin in output.margins)
    color = theme.SCHEMES[mode].text
    return f'<path d="{lines}" fill="none" stroke="{color}" stroke-width="2.2" stroke-linecap="round"/>'


def _curves(data: Data, picture: Picture, output: RunOutput, reach: float, mode: str) -> str:
    """The output over one feature, of several classes a line for each."""
    is_regression = TASKS[data.task].is_regression
    A = output.A * data.target_scale + data.target_mean if is_regression else output.A  # (n_y, SIDE)
    heights = np.clip(picture.axes[1].coordinates(A), -BEYOND * reach, BEYOND * reach)  # (n_y, SIDE)
    across = np.linspace(0, BOX, SIDE)  # (SIDE,)
    lines = []
    for number, row in enumerate(heights):
        color = theme.class_color(number) if len(heights) > 1 else theme.quantity_color("A", mode)
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(across, _down(row, reach), strict=True))
        lines.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="3"/>')
    return f'<g class="path-output">{"".join(lines)}</g>'


def target_reach(data: Data) -> float:
    """The largest target of a regression by size: its colours reach so far on both sides of 0."""
    return max(1e-9, float(np.abs(data.Y_train).max(initial=0.0)))


def _examples(data: Data, picture: Picture, reach: float, mode: str) -> Iterator[str]:
    """The first examples of the training part: dots that are lines without length and with round ends."""
    points = picture.train[:, :MAX_EXAMPLES] - centre_of(picture)  # (2, m)
    x, y = BOX / 2 * (1 + points[0] / reach), _down(points[1], reach)  # (m,) each
    colors = np.array(_colors(data, picture, mode))
    page, size = theme.SCHEMES[mode].background, LARGE_DOT if len(colors) <= FEW else DOT
    for color in dict.fromkeys(colors.tolist()):
        chosen = colors == color
        dots = "".join(f"M{left:.1f} {top:.1f}h0" for left, top in zip(x[chosen], y[chosen], strict=True))
        for paint, width in ((page, size + EDGE), (color, size)):
            yield f'<path d="{dots}" stroke="{paint}" stroke-width="{width:g}" stroke-linecap="round"/>'


def _colors(data: Data, picture: Picture, mode: str) -> list[str]:
    """The colour of each example that is drawn: of its class, or of its target."""
    labels = labels_of(data)[:MAX_EXAMPLES]  # (m,)
    if not TASKS[data.task].is_regression:
        return [theme.class_color(int(label)) for label in labels]
    if picture.kind == "curve":
        return [theme.POSITIVE] * len(labels)
    reach = target_reach(data)
    steps = (TARGET_STEPS - 1) / 2
    return [target_color(round(float(label) / reach * steps) / steps * reach, reach, mode) for label in labels]


def _down(coordinates: Array, reach: float) -> Array:
    return BOX / 2 * (1 - coordinates / reach)
