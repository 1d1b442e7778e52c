"""An output unit on the sigmoid's curve, and dz by both ways with all digits that matter."""

from __future__ import annotations

import math

import numpy as np
import streamlit as st

from dnn.activations import sigmoid
from dnn.lessons.saturated_output import OutputUnit, output_unit
from pages.learn.path.figures.numbers import exact
from pages.learn.path.figures.shown import WITHHELD, ShownExperiment
from pages.learn.path.figures.svg_text import framed, text
from pages.shared.drawing import theme
from pages.shared.drawing.markdown_table import markdown
from pages.shared.drawing.svg import picture
from pages.shared.frame.text import _
from pages.shared.session import session

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 320.0, 190.0, 26.0, 12.0, 20.0, 34.0
"""Pixels of the picture and around the curve."""
REACH, MARGIN, POINTS = 8.0, 1.15, 161
"""The z that the curve reaches at least, how far it goes beyond the unit, and the number of its points."""
SCALE = 1.3
CHAINED = 3
"""The row of the table that multiplies da by g'(z)."""


def draw(shown: ShownExperiment) -> None:
    """Draw the curve with the unit, and the table of its derivatives."""
    unit, mode = output_unit(float(shown.options["z"]), float(shown.options["y"])), session.theme_mode()
    with st.container(key=f"path_figure_{shown.key}"):
        left, right = st.columns([0.44, 0.56], gap="medium", vertical_alignment="center")
        with left:
            label = _("The sigmoid's curve with the unit at z = {z}").format(z=f"{unit.z:g}")
            old = None if shown.before is None else output_unit(float(shown.before["z"]), float(shown.before["y"]))
            picture(curve(unit, label, mode, old), key=f"saturated_{shown.key}")
        with right:
            st.markdown(f"$z={unit.z:g}$, $y={unit.y:g}$")
            st.markdown(ways_table(unit, is_tried=shown.is_tried))
        if shown.is_tried:
            st.markdown(verdict(unit))


def curve(unit: OutputUnit, label: str, mode: str, before: OutputUnit | None = None) -> str:
    """g over z as SVG, with the unit and its label y; the unit comes from where it was before."""
    reach = max(REACH, math.ceil(MARGIN * abs(unit.z)))
    z = np.linspace(-reach, reach, POINTS)
    points = " ".join(f"{_across(each, reach):.1f},{_down(a):.1f}" for each, a in zip(z, sigmoid(z), strict=True))
    color = theme.quantity_color("A", mode)
    line = f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2.5"/>'
    name = text(_across(-0.1 * reach, reach), _down(0.5), "a = σ(z)", color=color, anchor="end")
    marks = f'<g class="come">{_marks(unit, reach, mode)}</g>'
    moving = "" if before is None else _coming(_across(before.z, reach) - _across(unit.z, reach))
    return framed(_axes(reach, mode) + line + name + moving + marks, WIDTH, HEIGHT, label, scale=SCALE)


def _coming(distance: float) -> str:
    """Have the marks come from a place so many pixels to the right, where the visitor wants things to move."""
    return (
        "<style>@media (prefers-reduced-motion: no-preference) { .come { animation: come 1.2s ease-in-out; } }"
        f"@keyframes come {{ from {{ transform: translateX({distance:.1f}px); }} }}</style>"
    )


def _axes(reach: float, mode: str) -> str:
    """Lines at 0 and 1, and the ends of z with its middle."""
    scheme, right = theme.SCHEMES[mode], WIDTH - RIGHT
    grid = f'<path d="M{LEFT} {_down(0)}H{right}M{LEFT} {_down(1)}H{right}" stroke="{scheme.grid}"/>'
    heights = [text(LEFT - 12, _down(a), f"{a}", color=scheme.muted) for a in (0, 1)]
    ticks = [
        text(_across(z, reach), HEIGHT - BOTTOM + 10, _signed(z), size=10.5, color=scheme.muted)
        for z in (-reach, 0, reach)
    ]
    return "".join((grid, *heights, *ticks))


def _marks(unit: OutputUnit, reach: float, mode: str) -> str:
    """The unit on its curve, its z below it, and a cross at its label."""
    x, bottom = _across(unit.z, reach), HEIGHT - BOTTOM
    point, z_color, y_color = (
        theme.quantity_color("A", mode),
        theme.quantity_color("Z", mode),
        theme.SCHEMES[mode].test,
    )
    top, y = _down(unit.a), _down(unit.y)
    beside = 20 if unit.z < 0 else -20
    name_x = min(max(x, LEFT + 22), WIDTH - RIGHT - 24)
    return "".join(
        (
            f'<path d="M{x:.1f} {top:.1f}V{bottom}" stroke="{z_color}" stroke-width="1.5" stroke-dasharray="3 3"/>',
            f'<circle cx="{x:.1f}" cy="{top:.1f}" r="5.5" fill="{point}"/>',
            f'<path d="M{x - 5:.1f} {y - 5:.1f}l10 10m0 -10l-10 10" stroke="{y_color}" stroke-width="2.2"/>',
            text(x + beside, y + (15 if unit.y else -15), f"y = {unit.y:g}", color=y_color, weight=600),
            text(name_x, bottom + 25, f"z = {_signed(unit.z)}", color=z_color, weight=600),
        )
    )


def _signed(z: float) -> str:
    return f"{z:g}".replace("-", "−")


def _across(z: float, reach: float) -> float:
    return LEFT + (z + reach) / (2 * reach) * (WIDTH - LEFT - RIGHT)


def _down(a: float) -> float:
    return TOP + (1 - a) * (HEIGHT - TOP - BOTTOM)


def ways_table(unit: OutputUnit, *, is_tried: bool) -> str:
    """The two factors, their product and a - y, as NumPy writes them in float64."""
    product = f"{exact(unit.da)} * {exact(unit.slope)} = {exact(unit.chained)}"
    values = (
        (r"$a=\sigma(z)$", exact(unit.a)),
        (r"$da=-\frac{y}{a}+\frac{1-y}{1-a}$", exact(unit.da)),
        (r"$g'(z)=a\,(1-a)$", exact(unit.slope)),
        (r"$dz=da\cdot g'(z)$", exact(unit.chained) if math.isfinite(unit.chained) else product),
        ("$dz=a-y$", exact(unit.direct)),
    )
    rows = [(formula, f"`{value}`" if is_tried else WITHHELD) for formula, value in values]
    if is_tried:
        rows[CHAINED] = values[CHAINED][0], wrong_digits(values[CHAINED][1], exact(unit.direct))
    return markdown((_("formula"), _("value in NumPy")), rows, "ll")


def wrong_digits(value: str, right: str) -> str:
    """A number with the digits that differ from the right one in red, as Markdown; what is no number as it is."""
    same = next((at for at, (one, other) in enumerate(zip(value, right, strict=False)) if one != other), len(right))
    if value == right or not value[0].isdigit():
        return f"`{value}`"
    return f"`{value[:same]}` :red[**{value[same:] or '…'}**]"


def verdict(unit: OutputUnit) -> str:
    """The agreement of both ways, and which one is right where they do not agree."""
    if not math.isfinite(unit.chained):
        return _(
            "The product is no number here, and neither is any gradient computed from it; $a-y$ is right. Where did it "
            "begin? Go down the rows."
        )
    if unit.chained == unit.direct:
        return _("Here both ways give the same number, to the last digit.")
    digits = max(0, math.floor(-math.log10(abs(unit.chained - unit.direct) / abs(unit.direct)))) if unit.direct else 0
    return _("Here both ways agree to {digits} digits: the rest is lost where $1-a$ was rounded.").format(digits=digits)
