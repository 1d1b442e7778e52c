"""The colours of a network's output over the plane: those of the page that trains, in steps that an image can hold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dnn.activations import Array
from dnn.losses import TASKS
from pages.learn.path.pictures.png import MAX_COLORS
from pages.shared.drawing import theme

Palette = NDArray[np.uint8]
BINARY, SEVERAL, MIN_SHADE = 0.85, 0.75, 0.08
"""Shares of a class's colour: where the network is sure of one of two, of one of several, and where of none."""
STEPS = 65
"""Colours of a scale from one end to the other."""


def shaded(A: Array, task: str, reach: float, mode: str) -> tuple[NDArray[np.uint8], Palette]:
    """The number of each place's colour, and the colours.

    Args:
        A: (n_y, places) outputs, all finite.
        reach: the largest target of a regression by size.

    Returns:
        (places,) numbers, and the (colours, 3) red, green and blue that they count.
    """
    if TASKS[task].is_regression:
        return _scaled(A[0] / reach, diverging(theme.NEGATIVE, theme.POSITIVE, mode))
    if len(A) == 1:
        return _scaled(BINARY * (2 * A[0] - 1), diverging(theme.class_color(0), theme.class_color(1), mode))
    return _several(A, mode)


def target_color(target: float, reach: float, mode: str) -> str:
    """The colour of a target, or of an output, of a regression."""
    number, palette = _scaled(np.array([target / reach]), diverging(theme.NEGATIVE, theme.POSITIVE, mode))
    return "#{:02x}{:02x}{:02x}".format(*palette[number[0]].tolist())


def diverging(negative: str, positive: str, mode: str) -> Palette:
    """A scale (STEPS, 3) from one colour over the page's middle to another."""
    middle = _rgb(theme.SCHEMES[mode].middle)  # (3,)
    shares = np.linspace(-1, 1, STEPS)[:, np.newaxis]  # (STEPS, 1)
    ends = np.where(shares < 0, _rgb(negative), _rgb(positive))  # (STEPS, 3)
    return np.rint(middle + np.abs(shares) * (ends - middle)).astype(np.uint8)


def _scaled(values: Array, palette: Palette) -> tuple[NDArray[np.uint8], Palette]:
    """Numbers of the colours of values from -1 to 1; what lies beyond has the colour of the end."""
    return np.rint((np.clip(values, -1, 1) + 1) / 2 * (STEPS - 1)).astype(np.uint8), palette


def _several(A: Array, mode: str) -> tuple[NDArray[np.uint8], Palette]:
    """The colour of the most probable of several classes, the paler the less sure."""
    classes = len(A)
    steps = MAX_COLORS // classes
    best = A.argmax(axis=0)  # (places,)
    sureness = (A.max(axis=0) - 1 / classes) / (1 - 1 / classes)  # (places,)
    step = np.rint(np.clip(sureness, 0, 1) * (steps - 1))  # (places,)
    middle = _rgb(theme.SCHEMES[mode].middle)  # (3,)
    shares = SEVERAL * np.maximum(MIN_SHADE, np.linspace(0, 1, steps))[:, np.newaxis]  # (steps, 1)
    palettes = [middle + shares * (_rgb(theme.class_color(each)) - middle) for each in range(classes)]
    return (best * steps + step).astype(np.uint8), np.rint(np.vstack(palettes)).astype(np.uint8)


def _rgb(color: str) -> Array:
    return np.array([int(color[start : start + 2], 16) for start in (1, 3, 5)], dtype=float)  # (3,)
