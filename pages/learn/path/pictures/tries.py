"""The held-out cost of each try at a goal as a point above its number, and the goal as a line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from pages.shared.drawing import theme
from pages.shared.frame.text import _

WIDTH, HEIGHT, TOP, BOTTOM = 640.0, 140.0, 32.0, 8.0
"""Pixels of the chart, and those above the highest cost and below 0."""
HEADROOM = 1.15
RADIUS = 6.0
NARROW = "<style>@media (max-width: 640px) { text { font-size: 22px } }</style>"
"""Letters of a chart that is drawn at half its size on a narrow page."""
MIN_TICKS = 3
"""Numbers of the axis above 0, at least."""
CLEARANCE = 11.0
"""Pixels between the middle of a value and the line of the goal, at least."""


def tries_chart(costs: Sequence[float], reached: Sequence[bool], slots: int, goal: float, top: float, mode: str) -> str:
    """The chart as SVG; each try has the width of one of `slots` columns, so that it can stand below its picture.

    Args:
        costs: (k,) of the tries; infinite where one diverged.
        reached: (k,) whether a try reached the goal within its limits.
        goal: the cost below which it is reached.
        top: the cost up to which the chart goes at least; what lies beyond stands at its upper edge.
    """
    scheme = theme.SCHEMES[mode]
    highest = HEADROOM * max(top, goal)

    def y(cost: float) -> float:
        return TOP + (1 - min(1.0, cost / highest)) * (HEIGHT - TOP - BOTTOM)

    good = theme.quantity_color("Z", mode)
    title = _("held-out J of each try")
    head = f'{escape(title)} <tspan dx="14" fill="{good}">- - {escape(goal_words(goal))}</tspan>'
    shapes = [
        *(_tick(cost, y(cost), scheme.grid, scheme.muted) for cost in ticks(highest)),
        f'<path d="M0 {y(goal):.1f}H{WIDTH:g}" stroke="{good}" stroke-width="2" stroke-dasharray="7 4"/>',
        NARROW,
        f'<text x="2" y="17" font-size="13" fill="{scheme.muted}">{head}</text>',
    ]
    spoken = []
    for number, (cost, is_reached) in enumerate(zip(costs, reached, strict=True), start=1):
        x = (number - 0.5) * WIDTH / slots
        is_beyond = not cost < highest
        value = _("diverged") if not math.isfinite(cost) else f"{cost:.3g}"
        spoken.append(_("{name}: {value}").format(name=number, value=value))
        paint = good if is_reached else scheme.test
        height = TOP + RADIUS if is_beyond else y(cost)
        mark = (
            f'<path d="M{x:.1f} {TOP:.1f}l-6 10h12z" fill="{paint}"/>'
            if is_beyond
            else f'<circle cx="{x:.1f}" cy="{height:.1f}" r="{RADIUS:g}" fill="{paint}"/>'
        )
        shapes.append(mark + _value(x, _beside_line(height, y(goal)), value))
    label = _("Held-out cost of each try; {goal}").format(goal=goal_words(goal))
    said = "; ".join((label, *spoken))
    return (
        f'<svg role="img" aria-label="{escape(said, quote=True)}" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" '
        f'style="display:block;width:100%;height:auto">{"".join(shapes)}</svg>'
    )


def ticks(highest: float) -> list[float]:
    """The costs at which the axis has numbers: 0, and some three round ones below its end."""
    power = 10.0 ** math.floor(math.log10(highest / MIN_TICKS))
    step = max(power * each for each in (1, 2, 5) if power * each * MIN_TICKS <= highest)
    return [number * step for number in range(math.ceil(highest / step))]


def _tick(cost: float, height: float, line: str, words: str) -> str:
    """A number of the axis on its line."""
    return (
        f'<path d="M0 {height:.1f}H{WIDTH:g}" stroke="{line}"/>'
        f'<text class="tick" x="2" y="{height - 3:.1f}" font-size="12" fill="{words}">{cost:g}</text>'
    )


def goal_words(goal: float) -> str:
    """The words of the line."""
    return _("goal: below {cost}").format(cost=f"{goal:g}")


def _beside_line(height: float, line: float) -> float:
    """The height of words at a mark, moved up or down where the line would cross them."""
    if abs(height - line) >= CLEARANCE:
        return height
    return line + CLEARANCE if height >= line else line - CLEARANCE


def _value(x: float, height: float, value: str) -> str:
    """The cost beside its mark."""
    return (
        f'<text x="{x + RADIUS + 4:.1f}" y="{height:.1f}" dominant-baseline="central" font-size="13" font-weight="600" '
        f'fill="currentColor">{escape(value)}</text>'
    )
