"""A histogram for each feature, in the colours of the classes: small pictures side by side, as SVG."""

from __future__ import annotations

from html import escape

import numpy as np

from dnn.datasets.data import Floats, Integers
from dnn.tables.prepare import PreparedTable
from pages.shared.drawing import theme
from pages.shared.frame.text import _, ngettext
from pages.shared.session.session import USUAL_TEXT_SIZE

WIDTH, HEIGHT, TOP, BOTTOM = 168, 104, 20, 16
"""Pixels of a picture, and of the room for its title and for the ends of its axis."""
MAX_BINS = 20
MAX_SHOWN_FEATURES = 48
NAME_LETTERS = 22
"""Letters of a name that fit above a picture."""


def histograms(made: PreparedTable) -> str:
    """The pictures of the first features, in one block that wraps."""
    shown = min(len(made.feature_names), MAX_SHOWN_FEATURES)
    classes = made.labels.astype(np.int64) if made.class_names else np.zeros(made.labels.size, dtype=np.int64)
    count = max(1, len(made.class_names))
    pictures = [_picture(made.feature_names[j], made.X[j], classes, count) for j in range(shown)]
    label = ngettext("A histogram of {count} feature", "A histogram of each of {count} features", shown)
    return (
        f'<div role="img" aria-label="{escape(label.format(count=shown))}" '
        f'style="display: flex; flex-wrap: wrap; gap: 10px">{"".join(pictures)}</div>'
    )


def unshown(made: PreparedTable) -> int:
    """The number of features without a picture."""
    return max(0, len(made.feature_names) - MAX_SHOWN_FEATURES)


def legend(made: PreparedTable) -> str:
    """The colours of the classes, as a block that wraps."""
    label = _("The colours of the classes")
    colors = [theme.class_color(number) for number in range(len(made.class_names))]
    entries = [
        f'<span style="display: inline-flex; align-items: center; gap: 5px; overflow-wrap: anywhere">'
        f'<i style="width: 0.75em; height: 0.75em; border-radius: 50%; background: {color}"></i>{escape(name)}</span>'
        for name, color in zip(made.class_names, colors, strict=True)
    ]
    return (
        f'<div role="img" aria-label="{escape(label)}" '
        f'style="display: flex; flex-wrap: wrap; gap: 4px 14px; font-size: 0.875rem">{"".join(entries)}</div>'
    )


def _picture(name: str, values: Floats, classes: Integers, count: int) -> str:
    """One histogram; the bars of a bin stand on each other, a class each."""
    bars, low, high = binned(values, classes, count)
    tallest = max(int(bars.sum(axis=0).max()), 1)
    room, width = HEIGHT - TOP - BOTTOM, WIDTH / bars.shape[1]
    drawn = []
    for bin in range(bars.shape[1]):
        down = float(HEIGHT - BOTTOM)
        for number in range(count):
            height = room * int(bars[number, bin]) / tallest
            if height:
                down -= height
                drawn.append(
                    f'<rect x="{bin * width:.2f}" y="{down:.2f}" width="{max(width - 1, 0.5):.2f}" '
                    f'height="{height:.2f}" fill="{theme.class_color(number)}"/>'
                )
    title = name if len(name) <= NAME_LETTERS else name[: NAME_LETTERS - 1] + "…"
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" style="width: {WIDTH / USUAL_TEXT_SIZE:.2f}rem" font-size="11.5">'
        f"<title>{escape(name)}</title>"
        f'<text x="0" y="13" fill="currentColor">{escape(title)}</text>{"".join(drawn)}'
        f'<path d="M0 {HEIGHT - BOTTOM}.5h{WIDTH}" stroke="currentColor" stroke-opacity="0.4"/>'
        f'<text x="0" y="{HEIGHT - 3}" fill="currentColor" opacity="0.75">{_number(low)}</text>'
        f'<text x="{WIDTH}" y="{HEIGHT - 3}" text-anchor="end" fill="currentColor" opacity="0.75">'
        f"{_number(high)}</text></svg>"
    )


def binned(values: Floats, classes: Integers, count: int) -> tuple[Integers, float, float]:
    """The examples of each class in each bin (count, bins), and the ends of the axis.

    A feature of two values has two bins, one of a single value has one.

    Args:
        values: (m,) the feature.
        classes: (m,) the class of each example.
        count: the number of classes.
    """
    low, high = float(values.min()), float(values.max())
    bins = min(MAX_BINS, max(1, np.unique(values).size))
    share = (values - low) / (high - low) if high > low else np.zeros_like(values)  # (m,)
    places = np.minimum((share * bins).astype(np.int64), bins - 1)  # (m,)
    bars = np.bincount(classes * bins + places, minlength=count * bins).reshape(count, bins)  # (count, bins)
    return bars.astype(np.int64), low, high


def _number(value: float) -> str:
    return f"{value:.4g}".replace("-", "−")
