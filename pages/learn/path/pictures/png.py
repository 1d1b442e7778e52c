"""A small picture of a few colours as PNG (ISO/IEC 15948), which an SVG can hold as data."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode

import numpy as np
from numpy.typing import NDArray

MAX_COLORS = 256
SIGNATURE = b"\x89PNG\r\n\x1a\n"
INDEXED, BITS = 3, 8


def indexed_png(numbers: NDArray[np.uint8], palette: NDArray[np.uint8]) -> bytes:
    """The picture as a file.

    Args:
        numbers: (height, width) of the colours.
        palette: (colours, 3) red, green and blue of each.

    Raises:
        ValueError: more than 256 colours, or a number that has none.
    """
    if not 0 < len(palette) <= MAX_COLORS or int(numbers.max(initial=0)) >= len(palette):
        raise ValueError(f"expected at most {MAX_COLORS} colours and numbers below their count, got {len(palette)}")
    height, width = numbers.shape
    head = struct.pack(">IIBBBBB", width, height, BITS, INDEXED, 0, 0, 0)
    rows = np.hstack([np.zeros((height, 1), np.uint8), numbers]).tobytes()  # each row begins with its filter: none
    parts = ((b"IHDR", head), (b"PLTE", palette.tobytes()), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return SIGNATURE + b"".join(_chunk(name, content) for name, content in parts)


def data_address(png: bytes) -> str:
    """The picture as an address that holds it."""
    return "data:image/png;base64," + b64encode(png).decode("ascii")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
