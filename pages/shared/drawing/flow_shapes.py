"""The shapes of the flow chart as SVG: blocks, chips, arrows, letters with their layer raised."""

from __future__ import annotations

import re
from html import escape

ARROW_HEAD_LENGTH = 6.0
"""Pixels of an arrow's head."""


def letters(text: str) -> str:
    """A text with every "[2]" in it raised, as tspans."""
    raised = r'<tspan dy="-0.42em" font-size="72%">\1</tspan><tspan dy="0.3em">&#8203;</tspan>'
    return re.sub(r"(\[\d+\])", raised, escape(text))


def label(
    x: float, y: float, text: str, *, size: int = 13, weight: int = 400, anchor: str = "middle", color: str = ""
) -> str:
    """Words or a symbol about the height y."""
    style = f' style="fill:{color}"' if color else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-weight="{weight}" text-anchor="{anchor}" '
        f'dominant-baseline="central"{style}>{letters(text)}</text>'
    )


def block(
    name: str,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    symbol: str,
    below: str,
    color: str,
    words: str,
    button: bool,
) -> str:
    """A rectangle with a symbol, and a line below it; `words` is what it is read out as."""
    middle = y + height / 2
    role = 'role="button" tabindex="-1"' if button else 'role="img"'
    return (
        f'<g class="block" data-block="{name}" {role} aria-label="{escape(words, quote=True)}">'
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="6" fill="{color}" '
        f'fill-opacity="0.12" stroke="{color}" stroke-width="1.6"/>'
        f"{label(x + width / 2, middle - (8 if below else 0), symbol, size=15, weight=600)}"
        f"{label(x + width / 2, middle + 10, below, size=11) if below else ''}</g>"
    )


def chip(name: str, x: float, y: float, width: float, symbol: str, color: str) -> str:
    """A small rounded mark with a symbol."""
    height = 24
    return (
        f'<g class="chip" data-chip="{name}">'
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}" rx="12" fill="{color}" '
        f'fill-opacity="0.12" stroke="{color}" stroke-width="1.2"/>'
        f"{label(x + width / 2, y + height / 2 + 1, symbol, size=13, weight=600)}</g>"
    )


def arrow(x: float, y: float, to_x: float, to_y: float, color: str) -> str:
    """An arrow that goes straight across or straight down."""
    across = to_y == y
    sign = 1 if (to_x > x if across else to_y > y) else -1
    if across:
        end, head = f"H{to_x - sign * ARROW_HEAD_LENGTH:.1f}", f"l{-sign * ARROW_HEAD_LENGTH:.1f} -4v8z"
    else:
        end, head = f"V{to_y - sign * ARROW_HEAD_LENGTH:.1f}", f"l-4 {-sign * ARROW_HEAD_LENGTH:.1f}h8z"
    return (
        f'<path class="line" d="M{x:.1f} {y:.1f}{end}" stroke="{color}" stroke-width="1.8" fill="none"/>'
        f'<path class="head" d="M{to_x:.1f} {to_y:.1f}{head}" fill="{color}"/>'
    )
