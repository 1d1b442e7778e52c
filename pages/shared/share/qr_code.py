"""The QR code of a link, drawn as SVG: dark on light in either theme, since not every reader takes the reverse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import segno

QUIET_ZONE = 4
"""Modules of free space around a code, as ISO/IEC 18004 asks for."""
MODULE_PIXELS = 3
MIN_CODE_SIDE = 168
"""Pixels of a module, and of the side of a small code."""
ERROR_LEVELS = ("m", "l")
"""Levels of error correction, the first that the link fits into."""


@dataclass(frozen=True)
class QRCode:
    """A code.

    Attributes:
        image: an SVG, as the address of a picture.
        side: pixels that it is shown at, so that a camera can tell its modules apart.
    """

    image: str
    side: int


@lru_cache(maxsize=256)
def qr_code(link: str) -> QRCode | None:
    """The code of a link; None where it is longer than a code can hold, 2,953 characters."""
    for level in ERROR_LEVELS:
        try:
            code = segno.make_qr(link, error=level)
        except segno.DataOverflowError:
            continue
        image = code.svg_data_uri(border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True)
        modules, _height = code.symbol_size(border=QUIET_ZONE)
        return QRCode(image, max(MIN_CODE_SIDE, MODULE_PIXELS * int(modules)))
    return None
