"""The layout of the flow chart: which columns of a network are shown, and where they stand.

Of a deep network some columns are folded away; which ones depends on the layer that has the focus.
"""

from __future__ import annotations

from dataclasses import dataclass

MAX_COLUMNS = 4
"""Number of layers up to which all are shown."""
COLUMN_WIDTH, GAP, FOLD_WIDTH, INPUT_WIDTH, LOSS_WIDTH = 186, 30, 74, 62, 96
"""Widths in pixels: of a layer, of the gap between two, of a fold, of the input and of the loss."""


@dataclass(frozen=True)
class Slot:
    """The position of a column: that of a layer, or of a fold that hides layers `first` to `last`."""

    x: int
    first: int
    last: int
    is_fold: bool


@dataclass(frozen=True)
class Arrangement:
    """The positions of the columns that are shown, and of the loss behind them."""

    slots: tuple[Slot, ...]
    loss_x: int

    @property
    def width(self) -> int:
        """Pixels of the whole chart."""
        return self.loss_x + LOSS_WIDTH + 4

    @property
    def folds(self) -> tuple[Slot, ...]:
        """The columns that hide layers."""
        return tuple(slot for slot in self.slots if slot.is_fold)


def arrangement(L: int, focus: int) -> Arrangement:
    """The columns of L layers where layer `focus` has the focus: all up to MAX_COLUMNS, else it and its neighbours."""
    if L <= MAX_COLUMNS:
        groups = [(l, l, False) for l in range(1, L + 1)]
    else:
        middle = min(max(focus, 2), L - 1)
        groups = [(1, middle - 2, True), *((l, l, False) for l in range(middle - 1, middle + 2)), (middle + 2, L, True)]
    slots, x = [], INPUT_WIDTH + GAP
    for first, last, is_fold in groups:
        if first <= last:
            slots.append(Slot(x, first, last, is_fold))
            x += (FOLD_WIDTH if is_fold else COLUMN_WIDTH) + GAP
    return Arrangement(tuple(slots), x)


def folded(slot: Slot) -> str:
    """The layers behind a fold: "4" or "2 – 12"."""
    return str(slot.first) if slot.first == slot.last else f"{slot.first} – {slot.last}"
