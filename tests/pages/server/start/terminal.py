"""What a terminal shows, as a camera would see it: letters in two colours become pixels, two in each letter."""

from __future__ import annotations

import re

import zxingcpp
from PIL import Image

PIECE = re.compile(r"\x1b\[([0-9;]*)m|([^\x1b])")
LEVELS = {"231": 255, "16": 0}
"""The grey of the colours of the palette that are used, out of 255."""
HALVES = {" ": "gg", "█": "ff", "▀": "fg", "▄": "gf"}
"""Upper and lower half of a letter: its colour or that of its ground."""
PIXELS = 4


def codes_on(text: str, light_theme: bool = False) -> list[str]:
    """The QR codes that a camera reads off a terminal, whose own colours are those of a dark or a light theme."""
    screen = [_pixels(line, light_theme) for line in text.replace("\r", "").split("\n")]
    width = max(len(upper) for upper, _lower in screen)
    if width == 0:
        return []
    ground = 255 if light_theme else 0
    rows = [row + [ground] * (width - len(row)) for halves in screen for row in halves]
    image = Image.frombytes("L", (width, len(rows)), bytes(level for row in rows for level in row))
    large = image.resize((width * PIXELS, len(rows) * PIXELS), Image.Resampling.NEAREST)
    return [code.text for code in zxingcpp.read_barcodes(large, try_invert=False)]


def _pixels(line: str, light_theme: bool) -> tuple[list[int], list[int]]:
    """The upper and the lower row of a line; what is no block is ground, as thin as letters are."""
    theme = (0, 255) if light_theme else (255, 0)
    colour, ground = theme
    upper: list[int] = []
    lower: list[int] = []
    for style, letter in PIECE.findall(line):
        if letter:
            top, bottom = (colour if half == "f" else ground for half in HALVES.get(letter, "gg"))
            upper.append(top)
            lower.append(bottom)
        elif style == "0":
            colour, ground = theme
        else:
            ink, paper = re.fullmatch(r"38;5;(\d+);48;5;(\d+)", style).groups()  # type: ignore[union-attr]
            colour, ground = LEVELS[ink], LEVELS[paper]
    return upper, lower
