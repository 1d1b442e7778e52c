"""The cost chart as SVG that stands in a page, or in a file, by itself."""

from __future__ import annotations

from html import escape

from dnn.export.pictures.cost_chart import CostChart, Line, Word

DOT, MARK = 2.5, 5
"""Radii in pixels: that of a curve of one point, and that of a place that tells its numbers."""


def svg(chart: CostChart) -> str:
    """The chart as one element, on white."""
    parts = [
        f'<rect width="{chart.width}" height="{chart.height}" fill="#FFFFFF"/>',
        *map(_piece, chart.grid),
        *map(_curve, chart.curves),
        *map(_word, chart.words),
        *(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{MARK}" fill="transparent"><title>{escape(title)}</title></circle>'
            for x, y, title in chart.marks
        ),
    ]
    return (
        f'<svg role="img" aria-label="{escape(chart.label)}" viewBox="0 0 {chart.width} {chart.height}" '
        f'width="{chart.width}" height="{chart.height}" style="max-width: 100%; height: auto" '
        f'xmlns="http://www.w3.org/2000/svg" '
        f'font-family="system-ui, sans-serif" font-size="12">{"".join(parts)}</svg>'
    )


def _piece(line: Line) -> str:
    (x1, y1), (x2, y2) = line.points.tolist()
    return f'<line x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}" {_stroke(line)}/>'


def _curve(line: Line) -> str:
    places = line.points.tolist()
    if len(places) == 1:
        (x, y) = places[0]
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DOT}" fill="{line.colour}"/>'
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return f'<polyline fill="none" {_stroke(line)} points="{points}"/>'


def _stroke(line: Line) -> str:
    dash = f' stroke-dasharray="{" ".join(f"{length:g}" for length in line.dash)}"' if line.dash else ""
    return f'stroke="{line.colour}" stroke-width="{line.width}"{dash}'


def _word(word: Word) -> str:
    weight = ' font-weight="600"' if word.is_bold else ""
    return (
        f'<text x="{word.x:.1f}" y="{word.y:.1f}" text-anchor="{word.anchor}" fill="{word.colour}"{weight}>'
        f"{escape(word.text)}</text>"
    )
