"""Words in a picture: text at a place, the layer of a symbol raised as the book has it, and the frame around all."""

from __future__ import annotations

import re
from html import escape

from pages.shared.session.session import USUAL_TEXT_SIZE

LAYER = re.compile(r"(\[\w+(?:−1)?\])")
RAISED, RAISED_SIZE = 4.5, 0.72
"""Pixels by which a layer stands higher, and its share of the size of the letters."""
MIN_PICTURE_SCALE = 0.9
"""Of a picture on a narrow page, which scrolls it instead of making its letters smaller."""


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: float = 12,
    color: str = "currentColor",
    anchor: str = "middle",
    weight: int = 400,
    more: str = "",
) -> str:
    """Words around a point; what stands in brackets behind a symbol is raised: "W[1]"."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{color}" text-anchor="{anchor}" '
        f'font-weight="{weight}" dominant-baseline="central" {more}>{_raised(words, size)}</text>'
    )


def _raised(words: str, size: float) -> str:
    pieces, is_raised = [], False
    for piece in filter(None, LAYER.split(words)):
        if LAYER.fullmatch(piece):
            shift = "" if is_raised else f' dy="{-RAISED}"'
            pieces.append(f'<tspan{shift} font-size="{RAISED_SIZE * size:.1f}">{escape(piece)}</tspan>')
            is_raised = True
        else:
            pieces.append(f'<tspan dy="{RAISED}">{escape(piece)}</tspan>' if is_raised else escape(piece))
            is_raised = False
    return "".join(pieces)


def framed(content: str, width: float, height: float, label: str, *, scale: float = 1.0) -> str:
    """A picture of this size in pixels, which grows with the page's letters and shrinks where there is less room.

    Args:
        label: the text alternative.
        scale: how much larger it is drawn where there is room.
    """
    return (
        f'<svg role="img" aria-label="{escape(label, quote=True)}" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'style="display:block;width:{scale * width / USUAL_TEXT_SIZE:.2f}rem;'
        f'max-width:max(100%,{MIN_PICTURE_SCALE * width:.0f}px);height:auto;font-variant-numeric:tabular-nums">'
        f"{content}</svg>"
    )
