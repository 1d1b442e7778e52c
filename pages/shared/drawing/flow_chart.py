"""The flow chart of the course for a given network, as SVG: forward blocks from left to right, the cache below them,
the loss at the end, backward blocks from right to left, the update.

Each layer is a column. Of a deep network some columns are folded away; which ones depends on the layer looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from pages.shared.drawing import theme
from pages.shared.drawing.flow_shapes import arrow, block, chip, label

MAX_COLUMNS = 4
"""Up to so many layers are all shown."""
COLUMN, GAP, FOLD, INPUT, LOSS = 186, 30, 74, 62, 96
"""Widths in pixels: of a layer, between two, of what is folded, of the input and of the loss."""
LANE, LANE_GAP = 58, 6
"""Width of the three lanes of a layer: what W, A and Z of the cache are used for."""
TITLE, FORWARD, CACHE, BACKWARD, UPDATE = 11, 25, 93, 160, 242
"""Where the rows begin."""
CELL, CACHE_CELL, SMALL, TALL, UPDATE_CELL = 45, 36, 30, 66, 38
"""Heights of the blocks."""
HEIGHT = UPDATE + UPDATE_CELL + 4
CACHED = ("W", "A", "Z")
"""What is cached for a layer, lane by lane."""
USES = {"W": "Wᵀ", "A": "Aᵀ", "Z": "g′(Z)"}
"""How each of them is used on the way back."""


STYLE = (
    "<style>.flow text{fill:currentColor;font-family:inherit}.flow rect{transition:fill-opacity .15s}"
    ".flow .done rect{fill-opacity:.3}.flow .lit rect{fill-opacity:.62;stroke-width:3.4}.flow .fade{opacity:.22}"
    ".flow .used .line{stroke-width:3.2}.flow [role=button]{cursor:pointer;outline:none}"
    ".flow [role=button]:hover rect,.flow [role=button]:focus-visible rect{stroke-width:3.4}</style>"
)
"""The chart's own style sheet: it travels with an exported picture."""


@dataclass(frozen=True)
class Network:
    """What the chart shows of a network.

    Attributes:
        sizes: n^[0], …, n^[L].
        activations: what visitors read for g^[1], …, g^[L].
        m: number of examples as it is written: "350", or "1".
        is_one: whether the letters are those of one example.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    m: str
    is_one: bool

    @property
    def L(self) -> int:
        """The number of layers."""
        return len(self.sizes) - 1

    def name(self, quantity: str, l: int) -> str:
        """A symbol as it is written: "Z[2]", "dz[2]"; the input is X."""
        letter = quantity[-1]
        if self.is_one and letter in "ZA":
            letter = letter.lower()
        if letter in "Aa" and l == 0 and not quantity.startswith("d"):
            return "x" if self.is_one else "X"
        return f"{quantity[:-1]}{letter}[{l}]"

    def shape(self, quantity: str, l: int) -> str:
        """ "8 × 350" """
        letter = quantity[-1]
        columns = {"W": str(self.sizes[l - 1]), "b": "1"}.get(letter, self.m)
        return f"{self.sizes[l]} × {columns}"


@dataclass(frozen=True)
class Words:
    """What is written on the chart, in the visitor's language.

    Attributes:
        label: the chart in a sentence, for those who do not see it.
        layer, loss, cache: words on it; `layer` has the place {l}.
        block: what a block is read out as, with the places {symbol} and {shape}.
    """

    label: str
    layer: str
    loss: str
    cache: str
    block: str


@dataclass(frozen=True)
class Slot:
    """Where something stands: the column of a layer, or a fold that hides layers `first` to `last`."""

    x: int
    first: int
    last: int
    is_fold: bool


@dataclass(frozen=True)
class Arrangement:
    """Which columns are shown, where, and where the loss stands behind them."""

    slots: tuple[Slot, ...]
    loss_x: int

    @property
    def width(self) -> int:
        """Pixels of the whole chart."""
        return self.loss_x + LOSS + 4

    @property
    def folds(self) -> tuple[Slot, ...]:
        """What is folded away."""
        return tuple(slot for slot in self.slots if slot.is_fold)


def arrangement(L: int, focus: int) -> Arrangement:
    """The columns of L layers when layer `focus` is looked at: all up to MAX_COLUMNS, else it and its neighbours."""
    if L <= MAX_COLUMNS:
        groups = [(l, l, False) for l in range(1, L + 1)]
    else:
        middle = min(max(focus, 2), L - 1)
        groups = [(1, middle - 2, True), *((l, l, False) for l in range(middle - 1, middle + 2)), (middle + 2, L, True)]
    slots, x = [], INPUT + GAP
    for first, last, is_fold in groups:
        if first <= last:
            slots.append(Slot(x, first, last, is_fold))
            x += (FOLD if is_fold else COLUMN) + GAP
    return Arrangement(tuple(slots), x)


def folded(slot: Slot) -> str:
    """The layers behind a fold: "4" or "2 – 12"."""
    return str(slot.first) if slot.first == slot.last else f"{slot.first} – {slot.last}"


def draw(network: Network, words: Words, mode: str, *, focus: int = 1, interactive: bool = False) -> str:
    """The chart as SVG text.

    Args:
        network: what it shows.
        words: what is written on it.
        mode: "light" or "dark".
        focus: the layer looked at.
        interactive: whether all columns and folds are drawn, some of them hidden, for a script to arrange; and blocks
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
        f'style="display:block;width:{seen.width}px;max-width:100%;min-width:{min(seen.width, 620)}px;height:auto">'
        f"{STYLE}{''.join(parts)}</svg>"
    )


@dataclass(frozen=True)
class _Pen:
    """Draws the pieces."""

    network: Network
    words: Words
    mode: str
    interactive: bool

    def input(self) -> str:
        """X."""
        return self._block("A", 0, 2, FORWARD, INPUT, button=False)

    def loss(self, x: int) -> str:
        """The loss, and the derivative with which the way back starts."""
        L, network = self.network.L, self.network
        middle, text = FORWARD + CELL / 2, theme.SCHEMES[self.mode].text
        symbol = f"𝓛(ŷ, {'y' if network.is_one else 'Y'})"
        name = self.words.loss
        shapes = (
            label(LOSS / 2, TITLE, name, weight=600),
            block(
                *("J", 0, FORWARD, LOSS, CELL),
                symbol=symbol,
                below="→ J",
                color=text,
                words=name,
                button=self.interactive,
            ),
            arrow(-GAP, middle, 0, middle, theme.FORWARD),
            arrow(LOSS / 2, FORWARD + CELL, LOSS / 2, BACKWARD, theme.BACKWARD),
            self._block("dA", L, 0, BACKWARD, LOSS, TALL),
            arrow(0, BACKWARD + TALL / 2, -GAP, BACKWARD + TALL / 2, theme.BACKWARD),
        )
        return _group("loss", x, "".join(shapes))

    def column(self, l: int, x: int | None) -> str:
        """Layer l; x None: drawn, but hidden."""
        network = self.network
        title = f"{self.words.layer.format(l=l)} · {network.activations[l - 1]}"
        half, middle = (COLUMN - 28) / 2, FORWARD + CELL / 2
        shapes = (
            label(COLUMN / 2, TITLE, title, weight=600),
            arrow(-GAP, middle, 0, middle, theme.FORWARD),
            self._block("Z", l, 0, FORWARD, half),
            arrow(half, middle, half + 28, middle, theme.FORWARD),
            self._block("A", l, half + 28, FORWARD, half),
            arrow(10, CACHE - 5, 10, FORWARD + CELL, theme.FORWARD),
            label(17, CACHE - 10, f"W[{l}], b[{l}]", size=12, anchor="start", color=self._color("W")),
            *self._cache(l),
            *self._backward(l),
            *self._update(l),
        )
        return _group("column", x, "".join(shapes), f'data-column="{l}"')

    def _cache(self, l: int) -> Iterator[str]:
        """The dashed box with what layer l keeps, and an arrow from each to where it is used."""
        muted, bottom = theme.SCHEMES[self.mode].muted, CACHE + CACHE_CELL
        yield arrow(COLUMN / 2, FORWARD + CELL / 2 + 6, COLUMN / 2, CACHE, muted)
        yield (
            f'<rect x="0" y="{CACHE}" width="{COLUMN}" height="{CACHE_CELL}" rx="8" fill="none" stroke="{muted}" '
            f'stroke-dasharray="4 3"/>'
        )
        yield label(COLUMN / 2 + 8, CACHE - 11, self.words.cache, anchor="start", size=12, color=muted)
        for lane, quantity in enumerate(CACHED):
            x, symbol = _lane(lane), self.network.name(quantity, l - 1 if quantity == "A" else l)
            yield chip(f"{quantity}{l}", x + 2, CACHE + 6, LANE - 4, symbol, self._color(quantity))
            if quantity == "W" and l == 1 or quantity == "Z" and l == self.network.L:
                continue  # dA of the input is not wanted, and dZ of the last layer is A - Y
            use = USES[quantity].lower() if self.network.is_one and quantity != "W" else USES[quantity]
            yield (
                f'<g class="use" data-use="{quantity}{l}">'
                f"{arrow(x + LANE / 2, bottom, x + LANE / 2, BACKWARD, muted)}"
                f"{label(x + LANE / 2 + 6, bottom + 13, use, anchor='start', size=11, color=muted)}</g>"
            )

    def _backward(self, l: int) -> Iterator[str]:
        """dZ at the right, dW and db in the middle, dA of the layer before at the left."""
        middle, right, end = BACKWARD + TALL / 2, _lane(2), _lane(1) + LANE
        yield self._block("dZ", l, right, BACKWARD, LANE, TALL)
        for k, quantity in enumerate(("dW", "db")):
            y = BACKWARD + k * (TALL - SMALL)
            yield self._block(quantity, l, _lane(1), y, LANE, SMALL, below="")
            yield arrow(right, y + SMALL / 2, end, y + SMALL / 2, theme.BACKWARD)
        if l > 1:
            yield arrow(right, middle, LANE, middle, theme.BACKWARD)
            yield self._block("dA", l - 1, 0, BACKWARD, LANE, TALL)
            yield arrow(0, middle, -GAP, middle, theme.BACKWARD)

    def _update(self, l: int) -> Iterator[str]:
        """W and b become new ones."""
        half = (COLUMN - 10) / 2
        yield arrow(COLUMN / 2, BACKWARD + TALL, COLUMN / 2, UPDATE, theme.BACKWARD)
        for k, quantity in enumerate(("W", "b")):
            x = k * (half + 10)
            yield self._block(quantity, l, x, UPDATE, half, UPDATE_CELL, below=f"− α d{quantity}[{l}]")

    def fold(self, slot: Slot | None, number: int) -> str:
        """Layers that are folded away."""
        middle, back = FORWARD + CELL / 2, BACKWARD + TALL / 2
        hidden = ' display="none"' if slot and slot.first == 1 else ""  # nothing goes back to X
        shapes = (
            arrow(-GAP, middle, 0, middle, theme.FORWARD),
            f'<g class="back"{hidden}>{arrow(0, back, -GAP, back, theme.BACKWARD)}</g>',
            f'<rect x="0" y="{FORWARD}" width="{FOLD}" height="{HEIGHT - 4 - FORWARD}" rx="8" fill="currentColor" '
            f'fill-opacity="0.06"/>',
            label(FOLD / 2, HEIGHT / 2, "⋯", size=26),
            f'<text class="folded" x="{FOLD / 2}" y="{HEIGHT / 2 + 30}" font-size="12" '
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
        height: float = CELL,
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
            words=self.words.block.format(symbol=name, shape=shape),
            button=button and self.interactive,
        )

    def _color(self, quantity: str) -> str:
        return theme.quantity_color(quantity, self.mode)


def _lane(number: int) -> float:
    return number * (LANE + LANE_GAP)


def _group(kind: str, x: int | None, content: str, more: str = "") -> str:
    hidden = ' display="none"' if x is None else ""
    return f'<g class="{kind}" transform="translate({x or 0},0)"{hidden} {more}>{content}</g>'
