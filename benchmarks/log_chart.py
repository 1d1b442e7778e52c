"""Charts on logarithmic axes as one small SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

WIDTH, HEIGHT = 300, 230
"""Pixels of one chart with its axes."""
LEFT, RIGHT, TOP, BOTTOM = 52, 14, 24, 40
COLOURS = ("#0b62a4", "#b3590a")
STYLE = "text{font:11px sans-serif;fill:#333}.grid{stroke:#ddd}.axis{stroke:#888}"


class Line(NamedTuple):
    """Points (x, y) in the order of x; both are above 0."""

    name: str
    points: Sequence[tuple[float, float]]
    dashed: bool = False


class Chart(NamedTuple):
    """Lines over the same axes, whose titles are given."""

    x_title: str
    y_title: str
    lines: Sequence[Line]


class Axis(NamedTuple):
    """Logarithms from `low` to `high` along the pixels from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """The pixel of a value."""
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def powers(self) -> list[float]:
        """The powers of ten on it."""
        return [10.0**k for k in range(math.ceil(self.low), math.floor(self.high) + 1)]


def drawing(charts: Sequence[Chart], columns: int) -> str:
    """The charts side by side, `columns` of them in a row."""
    rows = -(-len(charts) // columns)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns * WIDTH} {rows * HEIGHT}">',
        f'<style>{STYLE}</style><rect width="100%" height="100%" fill="#fff"/>',
    ]
    for number, chart in enumerate(charts):
        row, column = divmod(number, columns)
        parts += [f'<g transform="translate({column * WIDTH} {row * HEIGHT})">', *_chart(chart), "</g>"]
    return "\n".join([*parts, "</svg>\n"])


def _chart(chart: Chart) -> Iterator[str]:
    points = [point for line in chart.lines for point in line.points]
    x = _axis([point[0] for point in points], LEFT, WIDTH - RIGHT)
    y = _axis([point[1] for point in points], HEIGHT - BOTTOM, TOP)
    for value in x.powers():
        yield f'<line class="grid" x1="{x(value)}" x2="{x(value)}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
        yield f'<text x="{x(value)}" y="{HEIGHT - BOTTOM + 14}" text-anchor="middle">{value:,g}</text>'
    for value in y.powers():
        yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value)}" y2="{y(value)}"/>'
        yield f'<text x="{LEFT - 5}" y="{y(value) + 4}" text-anchor="end">{_short(value)}</text>'
    yield f'<path class="axis" fill="none" d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}"/>'
    yield f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">{escape(chart.x_title)}</text>'
    yield f'<text x="{LEFT}" y="{TOP - 9}">{escape(chart.y_title)}</text>'
    for number, line in enumerate(chart.lines):
        yield from _line(line, x, y, COLOURS[number], number)


def _line(line: Line, x: Axis, y: Axis, colour: str, number: int) -> Iterator[str]:
    at = [(x(first), y(second)) for first, second in line.points]
    dash = ' stroke-dasharray="5 4"' if line.dashed else ""
    path = " ".join(f"{first},{second}" for first, second in at)
    yield f'<polyline fill="none" stroke="{colour}" stroke-width="2"{dash} points="{path}"/>'
    if not line.dashed:
        yield from (f'<circle cx="{first}" cy="{second}" r="3" fill="{colour}"/>' for first, second in at)
    yield f'<text x="{LEFT + 8}" y="{TOP + 12 + 14 * number}" style="fill:{colour}">{escape(line.name)}</text>'


def _axis(values: Sequence[float], start: float, end: float) -> Axis:
    low, high = math.log10(min(values)), math.log10(max(values))
    return Axis(math.floor(low) if start > end else low, math.ceil(high) if start > end else high, start, end)


def _short(value: float) -> str:
    return f"{value:,g}" if value < 1e6 else f"{value / 1e6:,g} M"
