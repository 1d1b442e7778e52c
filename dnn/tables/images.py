"""Images that are too large for a table, made smaller: each new pixel is the mean of a block of old ones."""

from __future__ import annotations

import numpy as np

from dnn.datasets.data import Floats, Integers
from dnn.text.messages import Text

IMAGES: dict[str, Text] = {
    "colour": Text("in colour, with fewer pixels"),
    "grey": Text("in grey, with more pixels"),
}
"""Ways to make images smaller."""


def smaller(X: Floats, shape: tuple[int, ...], way: str, most: int) -> tuple[Floats, tuple[int, ...]]:
    """Images of at most `most` features, and their shape; the blocks are as small as that allows.

    Args:
        X: (n_x, m) images as columns, pixels row after row, channels last.
        shape: (rows, columns) or (rows, columns, channels) of an image.
        way: one of IMAGES; grey is the mean of the channels.
        most: how many features an image may have.
    """
    m, rows, columns = X.shape[1], shape[0], shape[1]
    pixels = X.reshape(rows, columns, -1, m)  # (rows, columns, channels, m)
    if way == "grey":
        pixels = pixels.mean(axis=2, keepdims=True)  # (rows, columns, 1, m)
    channels = pixels.shape[2]
    block = 1
    while len(_beginnings(rows, block)) * len(_beginnings(columns, block)) * channels > most:
        block += 1
    down, across = _beginnings(rows, block), _beginnings(columns, block)
    sums = np.add.reduceat(np.add.reduceat(pixels, down, axis=0), across, axis=1)  # (rows', columns', channels, m)
    sizes = np.outer(_lengths(down, rows), _lengths(across, columns))  # (rows', columns')
    means = sums / sizes[:, :, None, None]  # (rows', columns', channels, m)
    made = (len(down), len(across), channels) if len(shape) > 2 and channels > 1 else (len(down), len(across))
    return means.reshape(-1, m), made


def _beginnings(length: int, block: int) -> Integers:
    """The places at which blocks of a row of pixels begin; the last may be shorter."""
    return np.arange(0, length, block)


def _lengths(beginnings: Integers, length: int) -> Integers:
    return np.diff(np.append(beginnings, length))
