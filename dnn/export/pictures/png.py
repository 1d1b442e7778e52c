"""The cost chart as pixels; the one file that knows the package Pillow."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from dnn.export.pictures.cost_chart import CostChart, Line, Numbers, Word

SCALE = 2
"""Pixels of the picture to one of the chart."""
FINER = 3
"""Pixels to one of the picture in which lines are drawn, so that their edges are smooth once they are averaged."""
FONT_SIZE, BOLD = 12, 0.25
DOT = 2.5
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
"""Anchor of a word -> that of Pillow, on the line of the letters."""
UNKNOWN = str.maketrans("→", "-")
"""Letters that Pillow's own font lacks, and what stands for them."""


def png(chart: CostChart) -> bytes:
    """The chart as a PNG file, twice as large as in pixels of a page."""
    scale = SCALE * FINER
    fine = Image.new("RGB", (chart.width * scale, chart.height * scale), "#FFFFFF")
    pen = ImageDraw.Draw(fine)
    for line in (*chart.grid, *chart.curves):
        _draw_line(pen, line, scale)
    image = fine.resize((chart.width * SCALE, chart.height * SCALE), Image.Resampling.BOX)
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(FONT_SIZE * SCALE)
    for word in chart.words:
        _write(pen, font, word)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _draw_line(pen: ImageDraw.ImageDraw, line: Line, scale: int) -> None:
    places = line.points * scale  # (k, 2)
    if len(places) == 1:
        (x, y), radius = places[0].tolist(), DOT * scale
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=line.colour)
        return
    pieces = _dashes(places, np.array(line.dash) * scale) if line.dash else [places]
    for piece in pieces:
        pen.line([(x, y) for x, y in piece.tolist()], line.colour, round(line.width * scale), joint="curve")


def _dashes(places: Numbers, lengths: Numbers) -> Iterator[Numbers]:
    """The pieces of a line through places (k, 2) that are drawn: `lengths` in turn drawn and left out."""
    travelled = np.concatenate([[0.0], np.hypot(*np.diff(places, axis=0).T).cumsum()])  # (k,)
    period, begin = float(lengths.sum()), 0.0
    while begin < travelled[-1]:
        end = min(begin + float(lengths[0]), float(travelled[-1]))
        inner = travelled[(travelled > begin) & (travelled < end)]
        along = np.concatenate([[begin], inner, [end]])
        yield np.stack([np.interp(along, travelled, places[:, axis]) for axis in (0, 1)], axis=1)
        begin += period


def _write(pen: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, word: Word) -> None:
    stroke = BOLD * SCALE if word.is_bold else 0.0
    place = word.x * SCALE, word.y * SCALE
    text = word.text.translate(UNKNOWN)
    pen.text(place, text, word.colour, font, ANCHORS[word.anchor], stroke_width=stroke)
