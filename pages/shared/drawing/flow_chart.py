"""The flow chart of the course for a given network, as SVG: forward blocks from left to right, the cache below them,
the loss at the end, backward blocks from right to left, the update.

Each layer is a column; flow_layout.py says which columns are shown, and where.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from pages.shared.drawing import theme
from pages.shared.drawing.flow_layout import (
    COLUMN_WIDTH,
    FOLD_WIDTH,
    GAP,
    INPUT_WIDTH,
    LOSS_WIDTH,
    MAX_COLUMNS,
    Slot,
    arrangement,
    folded,
)
from pages.shared.drawing.flow_shapes import arrow, block, chip, label
from pages.shared.drawing.flow_words import Network, Words

LANE_WIDTH, LANE_GAP = 58, 6
"""Width of the three lanes of a layer, one each for the use of the cached W, A and Z, and of the gap between two."""
TITLE_Y, FORWARD_Y, CACHE_Y, BACKWARD_Y, UPDATE_Y = 11, 25, 93, 160, 242
"""The upper edge of each row, in pixels."""
FORWARD_HEIGHT, CACHE_HEIGHT, HALF_HEIGHT, BACKWARD_HEIGHT, UPDATE_HEIGHT = 45, 36, 30, 66, 38
"""Heights of the blocks, in pixels."""
HEIGHT = UPDATE_Y + UPDATE_HEIGHT + 4
MIN_FLOW_CHART_SCALE = 0.82
"""Of the chart on a narrow page, which scrolls it: a half block stays 24 pixels high, enough for a finger."""
CACHED = ("W", "A", "Z")
"""The cached arrays of a layer, lane by lane."""
USES = {"W": "Wᵀ", "A": "Aᵀ", "Z": "g′(Z)"}
"""Each cached array in the form in which backward propagation uses it."""


STYLE = (
    "<style>.flow text{fill:currentColor;font-family:inherit}.flow rect{transition:fill-opacity .15s}"
    ".flow .done rect{fill-opacity:.3}.flow .lit rect{fill-opacity:.62;stroke-width:3.4}.flow .fade{opacity:.22}"
    ".flow .used .line{stroke-width:3.2}.flow [role=button]{cursor:pointer;outline:none}"
    ".flow [role=button]:hover rect{stroke-width:3.4}"
    ".flow [role=button]:focus-visible{outline:2px solid currentColor;outline-offset:2px}"
    "@media (prefers-reduced-motion: reduce){.flow rect{transition:none}}</style>"
)
"""The chart's own style sheet: it travels with an exported picture."""


def draw(network: Network, words: Words, mode: str, *, focus: int = 1, interactive: bool = False) -> str:
    """The chart as SVG text.

    Args:
        network: what it shows.
        words: what is written on it.
        mode: "light" or "dark".
        focus: the layer that is shown with its neighbours.
        interactive: True if all columns and folds are drawn, some of them hidden, for a script to arrange, and blocks
            can be pressed.
    """
    seen = arrangement(network.L, focus)
    positions = {slot.first: slot.x for slot in seen.slots if not slot.is_fold}
    pen = _Pen(network, words, mode, interactive)
    parts = [pen.input(), pen.loss(seen.loss_x)]
    for l in range(1, network.L + 1):
        if l in positions or interactive:
            parts.append(pen.column(l, positions.get(l)))
    for number in range(2 if interactive and network.L > MAX_COLUMNS else len(seen.folds)):
        parts.append(pen.fold(seen.folds[number] if number < len(seen.folds) else None, number))
    role = "group" if interactive else "img"
    return (
        f'<svg class="flow" xmlns="http://www.w3.org/2000/svg" role="{role}" aria-label="{escape(words.label, True)}" '
        f'viewBox="0 0 {seen.width} {HEIGHT}" data-height="{HEIGHT}" '
        f'style="display:block;width:{seen.width}px;max-width:100%;height:auto;'
        f'min-width:{round(MIN_FLOW_CHART_SCALE * seen.width)}px">'
        f"{STYLE}{''.join(parts)}</svg>"
    )


@dataclass(frozen=True)
class _Pen:
    """Draws the parts of the chart."""

    network: Network
    words: Words
    mode: str
    interactive: bool

    def input(self) -> str:
        """X."""
        return self._block("A", 0, 2, FORWARD_Y, INPUT_WIDTH, button=False)

    def loss(self, x: int) -> str:
        """The loss, and the derivative with which the way back starts."""
        L, network = self.network.L, self.network
        middle, text = FORWARD_Y + FORWARD_HEIGHT / 2, theme.SCHEMES[self.mode].text
        symbol = f"𝓛(ŷ, {'y' if network.is_one else 'Y'})"
        name = self.words.loss
        shapes = (
            label(LOSS_WIDTH / 2, TITLE_Y, name, weight=600),
            block(
                *("J", 0, FORWARD_Y, LOSS_WIDTH, FORWARD_HEIGHT),
                symbol=symbol,
                below="→ J",
                color=text,
                words=f"{name}: {symbol} → J",
                button=self.interactive,
            ),
            arrow(-GAP, middle, 0, middle, theme.FORWARD),
            arrow(LOSS_WIDTH / 2, FORWARD_Y + FORWARD_HEIGHT, LOSS_WIDTH / 2, BACKWARD_Y, theme.BACKWARD),
            self._block("dA", L, 0, BACKWARD_Y, LOSS_WIDTH, BACKWARD_HEIGHT),
            arrow(0, BACKWARD_Y + BACKWARD_HEIGHT / 2, -GAP, BACKWARD_Y + BACKWARD_HEIGHT / 2, theme.BACKWARD),
        )
        return _group("loss", x, "".join(shapes))

    def column(self, l: int, x: int | None) -> str:
        """Layer l; x None: drawn, but hidden."""
        network = self.network
        title = f"{self.words.layer.format(l=l)} · {network.activations[l - 1]}"
        half, middle = (COLUMN_WIDTH - 28) / 2, FORWARD_Y + FORWARD_HEIGHT / 2
        shapes = (
            label(COLUMN_WIDTH / 2, TITLE_Y, title, weight=600),
            arrow(-GAP, middle, 0, middle, theme.FORWARD),
            self._block("Z", l, 0, FORWARD_Y, half),
            arrow(half, middle, half + 28, middle, theme.FORWARD),
            self._block("A", l, half + 28, FORWARD_Y, half),
            arrow(10, CACHE_Y - 5, 10, FORWARD_Y + FORWARD_HEIGHT, theme.FORWARD),
            label(17, CACHE_Y - 10, f"W[{l}], b[{l}]", size=12, anchor="start", color=self._color("W")),
            *self._cache(l),
            *self._backward(l),
            *self._update(l),
        )
        return _group("column", x, "".join(shapes), f'data-column="{l}"')

    def _cache(self, l: int) -> Iterator[str]:
        """The dashed box with what layer l caches, and an arrow from each array to its use."""
        muted, bottom = theme.SCHEMES[self.mode].muted, CACHE_Y + CACHE_HEIGHT
        yield arrow(COLUMN_WIDTH / 2, FORWARD_Y + FORWARD_HEIGHT / 2 + 6, COLUMN_WIDTH / 2, CACHE_Y, muted)
        yield (
            f'<rect x="0" y="{CACHE_Y}" width="{COLUMN_WIDTH}" height="{CACHE_HEIGHT}" rx="8" fill="none" '
            f'stroke="{muted}" stroke-dasharray="4 3"/>'
        )
        yield label(COLUMN_WIDTH / 2 + 8, CACHE_Y - 11, self.words.cache, anchor="start", size=12, color=muted)
        for lane, quantity in enumerate(CACHED):
            x, symbol = _lane(lane), self.network.name(quantity, l - 1 if quantity == "A" else l)
            yield chip(f"{quantity}{l}", x + 2, CACHE_Y + 6, LANE_WIDTH - 4, symbol, self._color(quantity))
            if quantity == "W" and l == 1 or quantity == "Z" and l == self.network.L:
                continue  # dA of the input is not needed, and dZ of the last layer is A - Y
            use = USES[quantity].lower() if self.network.is_one and quantity != "W" else USES[quantity]
            yield (
                f'<g class="use" data-use="{quantity}{l}">'
                f"{arrow(x + LANE_WIDTH / 2, bottom, x + LANE_WIDTH / 2, BACKWARD_Y, muted)}"
                f"{label(x + LANE_WIDTH / 2 + 6, bottom + 13, use, anchor='start', size=11, color=muted)}</g>"
            )

    def _backward(self, l: int) -> Iterator[str]:
        """dZ at the right, dW and db in the middle, dA of the layer before at the left."""
        middle, right, end = BACKWARD_Y + BACKWARD_HEIGHT / 2, _lane(2), _lane(1) + LANE_WIDTH
        yield self._block("dZ", l, right, BACKWARD_Y, LANE_WIDTH, BACKWARD_HEIGHT)
        for k, quantity in enumerate(("dW", "db")):
            y = BACKWARD_Y + k * (BACKWARD_HEIGHT - HALF_HEIGHT)
            yield self._block(quantity, l, _lane(1), y, LANE_WIDTH, HALF_HEIGHT, below="")
            yield arrow(right, y + HALF_HEIGHT / 2, end, y + HALF_HEIGHT / 2, theme.BACKWARD)
        if l > 1:
            yield arrow(right, middle, LANE_WIDTH, middle, theme.BACKWARD)
            yield self._block("dA", l - 1, 0, BACKWARD_Y, LANE_WIDTH, BACKWARD_HEIGHT)
            yield arrow(0, middle, -GAP, middle, theme.BACKWARD)

    def _update(self, l: int) -> Iterator[str]:
        """W and b become new ones."""
        half = (COLUMN_WIDTH - 10) / 2
        yield arrow(COLUMN_WIDTH / 2, BACKWARD_Y + BACKWARD_HEIGHT, COLUMN_WIDTH / 2, UPDATE_Y, theme.BACKWARD)
        for k, quantity in enumerate(("W", "b")):
            x = k * (half + 10)
            yield self._block(quantity, l, x, UPDATE_Y, half, UPDATE_HEIGHT, below=f"− α d{quantity}[{l}]")

    def fold(self, slot: Slot | None, number: int) -> str:
        """Layers that are folded away."""
        middle, back = FORWARD_Y + FORWARD_HEIGHT / 2, BACKWARD_Y + BACKWARD_HEIGHT / 2
        hidden = ' display="none"' if slot and slot.first == 1 else ""  # nothing goes back to X
        shapes = (
            arrow(-GAP, middle, 0, middle, theme.FORWARD),
            f'<g class="back"{hidden}>{arrow(0, back, -GAP, back, theme.BACKWARD)}</g>',
            f'<rect x="0" y="{FORWARD_Y}" width="{FOLD_WIDTH}" height="{HEIGHT - 4 - FORWARD_Y}" rx="8" '
            f'fill="currentColor" fill-opacity="0.06"/>',
            label(FOLD_WIDTH / 2, HEIGHT / 2, "⋯", size=26),
            f'<text class="folded" x="{FOLD_WIDTH / 2}" y="{HEIGHT / 2 + 30}" font-size="12" '
            f'text-anchor="middle">{folded(slot) if slot else ""}</text>',
        )
        return _group("fold", slot.x if slot else None, "".join(shapes), f'data-fold="{number}"')

    def _block(
        self,
        quantity: str,
        l: int,
        x: float,
        y: float,
        width: float,
        height: float = FORWARD_HEIGHT,
        *,
        below: str | None = None,
        button: bool = True,
    ) -> str:
        name, shape = self.network.name(quantity, l), self.network.shape(quantity, l)
        return block(
            *(f"{quantity}{l}", x, y, width, height),
            symbol=name,
            below=shape if below is None else below,
            color=self._color(quantity),
            words=self.words.block.format(symbol=name, shape=below or shape),
            button=button and self.interactive,
        )

    def _color(self, quantity: str) -> str:
        return theme.quantity_color(quantity, self.mode)


def _lane(number: int) -> float:
    return number * (LANE_WIDTH + LANE_GAP)


def _group(kind: str, x: int | None, content: str, more: str = "") -> str:
    hidden = ' display="none"' if x is None else ""
    return f'<g class="{kind}" transform="translate({x or 0},0)"{hidden} {more}>{content}</g>'
