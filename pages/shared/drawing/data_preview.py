"""The small picture of a dataset beside its controls, as SVG: its plane, some images, its targets or its classes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray
from plotly.colors import sample_colorscale

from dnn.datasets import Data
from dnn.datasets.picture import picture_of
from dnn.losses import TASKS
from pages.shared.drawing import theme

WIDTH, HEIGHT, MARGIN = 272, 120, 6
"""Pixels; what has no shape of its own takes the width that there is."""
RADIUS = 2.5
MAX_PREVIEW_POINTS = 400
IMAGES, ROWS = 10, 2
GRAY_LEVELS = 17
BINS = 30
FONT_SIZE = 12
LETTER_HEIGHT, BAR_LETTERS = 10, 28
"""Pixels of a row that holds a word, and letters of a name in it."""


def data_preview(data: Data, label: str, class_names: Sequence[str]) -> str:
    """Draw the training part of a dataset as an SVG element.

    Args:
        data: the dataset, divided and scaled.
        label: the text alternative.
        class_names: one for each class.
    """
    picture = picture_of(data)
    is_regression = TASKS[data.task].is_regression
    if picture is not None and (picture.kind == "plane" or is_regression):
        view, content = f' viewBox="0 0 {WIDTH} {HEIGHT}"', _plane(data, picture.train)
    elif data.image_shape is not None:
        view, content = _images(data)
    elif is_regression:
        view, content = "", _targets(data.Y_train[0])
    else:
        view, content = "", _class_sizes(labels_of(data).astype(int), class_names)
    return (
        f'<svg role="img" aria-label="{escape(label)}" width="100%" height="{HEIGHT}"{view} '
        f'font-size="{FONT_SIZE}" style="display: block">{content}</svg>'
    )


def labels_of(data: Data) -> np.ndarray:
    """The class of each training example, 0 … C − 1, or the target of a regression, shape (m,)."""
    Y = data.Y_train  # (n_y, m)
    return Y.argmax(axis=0) if Y.shape[0] > 1 else Y[0]  # (m,)


def raw_image(data: Data, example: int) -> np.ndarray:
    """A training example that is an image, as it was before scaling, shape (rows, columns)."""
    assert data.image_shape is not None
    return (data.X_train[:, [example]] * data.scale + data.mean).reshape(data.image_shape)


def _plane(data: Data, plane: NDArray[np.float64]) -> str:
    """Draw the first points of the training part; `plane` (2, m) are their coordinates."""
    points = plane[:, :MAX_PREVIEW_POINTS]  # (2, m)
    low, high = points.min(axis=1), points.max(axis=1)  # (2,), (2,)
    room = np.array([WIDTH, HEIGHT]) - 2 * MARGIN
    scale = float(np.min(room / np.maximum(high - low, 1e-9)))
    x, y = np.array([[WIDTH / 2], [HEIGHT / 2]]) + scale * (points - (low + high)[:, None] / 2) * [[1], [-1]]
    colors = _colors(data, labels_of(data)[:MAX_PREVIEW_POINTS])
    return "".join(
        f'<circle cx="{across:.1f}" cy="{down:.1f}" r="{RADIUS}" fill="{color}"/>'
        for across, down, color in zip(x, y, colors, strict=True)
    )


def _colors(data: Data, labels: np.ndarray) -> list[str]:
    """The colour of each label: of its class, or of its target between the smallest and the largest."""
    if not TASKS[data.task].is_regression:
        return [theme.class_color(int(label)) for label in labels]
    low, high = float(labels.min()), float(labels.max())
    shares = (labels - low) / (high - low) if high > low else np.full(len(labels), 0.5)
    return list(sample_colorscale([list(stop) for stop in theme.DIVERGING], shares))


def _images(data: Data) -> tuple[str, str]:
    """Draw the first examples as images in rows: a path for each level of gray."""
    images = [np.pad(raw_image(data, example), 1) for example in range(min(IMAGES, data.X_train.shape[1]))]
    images += [np.zeros_like(images[0])] * (IMAGES - len(images))
    beside = IMAGES // ROWS
    sheet = np.vstack([np.hstack(images[start : start + beside]) for start in range(0, IMAGES, beside)])
    levels = np.rint((GRAY_LEVELS - 1) * sheet / max(float(sheet.max()), 1e-9)).astype(int)
    height, width = sheet.shape
    paths = [f'<path d="M0 0h{width}v{height}h-{width}z" fill="#fff"/>']
    for level in range(1, GRAY_LEVELS):
        squares = "".join(f"M{column} {row}h1v1h-1z" for row, column in np.argwhere(levels == level).tolist())
        shade = round(255 * (1 - level / (GRAY_LEVELS - 1)))
        if squares:
            paths.append(f'<path d="{squares}" fill="rgb({shade},{shade},{shade})"/>')
    return f' viewBox="0 0 {width} {height}" shape-rendering="crispEdges"', "".join(paths)


def _targets(targets: np.ndarray) -> str:
    """Draw the histogram of the targets."""
    counts, _edges = np.histogram(targets, bins=BINS)
    heights = (HEIGHT - 2 * MARGIN) * counts / max(int(counts.max()), 1)
    return "".join(
        f'<rect x="{100 * index / BINS:.2f}%" y="{HEIGHT - MARGIN - height:.1f}" width="{100 / BINS:.2f}%" '
        f'height="{height:.1f}" fill="{theme.FORWARD}" shape-rendering="crispEdges"/>'
        for index, height in enumerate(heights)
    )


def _class_sizes(labels: np.ndarray, names: Sequence[str]) -> str:
    """Draw a bar for each class, as long as its share of the largest class, with its name and number of examples where
    there is room for letters."""
    counts = np.bincount(labels, minlength=len(names))
    room = (HEIGHT - 2 * MARGIN) / len(counts)
    bars = []
    for index, count in enumerate(counts.tolist()):
        top, middle = MARGIN + index * room, MARGIN + (index + 0.5) * room
        share = 100 * count / max(int(counts.max()), 1)
        bars.append(
            f'<rect x="0" y="{top + 1:.1f}" width="{share:.1f}%" height="{max(room - 2, room / 2):.1f}" '
            f'fill="{theme.class_color(index)}" fill-opacity="0.55"/>'
        )
        if room >= LETTER_HEIGHT:
            bars.append(
                f'<text x="6" y="{middle:.1f}" dominant-baseline="central" fill="currentColor">'
                f"{escape(_brief(names[index]))}: {count:,}</text>"
            )
    return "".join(bars)


def _brief(name: str) -> str:
    """A name that leaves room for a number after it."""
    return name if len(name) <= BAR_LETTERS else f"{name[: BAR_LETTERS - 1]}…"
