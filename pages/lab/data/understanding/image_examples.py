"""The first examples that are images, as they go into X."""

from __future__ import annotations

import numpy as np
import streamlit as st

from dnn.datasets.data import Floats
from dnn.tables.prepare import PreparedTable
from pages.shared.frame.text import literal

SHOWN_IMAGES = 10
SIDE = 84
"""Pixels on the page."""


def draw(made: PreparedTable) -> None:
    """Draw them, each with its class or target below; nothing of examples that are none."""
    if made.image_shape is None:
        return
    count = min(SHOWN_IMAGES, made.labels.size)
    captions = [literal(_label(made, example)) for example in range(count)]
    low, high = min(0.0, float(made.X.min())), float(made.X.max())
    images = [_image(made.X[:, example].reshape(made.image_shape), low, high) for example in range(count)]
    st.image(images, caption=captions, width=SIDE)


def _image(pixels: Floats, low: float, high: float) -> np.ndarray:
    """Numbers as an image (rows, columns) or (rows, columns, 3) from 0 to 255; the largest number of all examples is
    white."""
    if pixels.ndim == 3 and pixels.shape[2] not in (1, 3):
        pixels = pixels.mean(axis=2)  # (rows, columns)
    return np.rint(255 * (pixels - low) / (high - low if high > low else 1.0)).astype(np.uint8)


def _label(made: PreparedTable, example: int) -> str:
    label = float(made.labels[example])
    return made.class_names[int(label)] if made.class_names else f"{label:.4g}"
