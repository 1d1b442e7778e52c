"""The QR code of an address as a terminal shows it, two modules one above the other in each letter."""

from __future__ import annotations

import io

import segno

QUIET_ZONE = 4
"""Modules of free space around a code, as ISO/IEC 18004 asks for."""
WHITE_ON_BLACK, AS_BEFORE = "\033[38;5;231;48;5;16m", "\033[0m"
"""The colours of the light modules and the ground, from the part of the palette that no theme changes: where a theme is
light, a code in its own colours would be the reverse, which not every reader takes."""


def terminal_code(address: str, columns: int) -> str | None:
    """The lines of a code; None where a terminal of so many columns is too narrow for it, and lines would break."""
    code = segno.make_qr(address, error="m")
    width, _height = code.symbol_size(border=QUIET_ZONE)
    if width > columns:
        return None
    drawn = io.StringIO()
    code.terminal(drawn, border=QUIET_ZONE, compact=True)
    return "".join(f"{WHITE_ON_BLACK}{line}{AS_BEFORE}\n" for line in drawn.getvalue().splitlines())
