"""Names of the arrays of a network in a file: W1, b1, …; numbers in the order in which they were given; W and b."""

from __future__ import annotations

import re
from collections.abc import Iterable

LAYER_ARRAY = re.compile(r"([Ww]|[Bb])_?([1-9][0-9]?)")
"""W or b of a layer, in either letter: W1, b1, w_2."""
NUMBERED_ARRAYS = re.compile(r"arr_(\d{1,3})")
"""The names that NumPy gives arrays without one."""
ONLY_LAYER = re.compile(r"[Ww]|[Bb]")
"""The names of a network of one unit, which the course calls logistic regression."""


def layer_key(name: str) -> tuple[str, int] | None:
    """ "W" or "b" and the layer that the name of an array means; None for another name."""
    found = LAYER_ARRAY.fullmatch(name)
    return None if found is None else ("W" if found[1] in "Ww" else "b", int(found[2]))


def layer_keys(names: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Name of each array -> "W" or "b" and its layer, also where NumPy gave the names, or there is one layer only."""
    listed = list(names)
    if all(map(NUMBERED_ARRAYS.fullmatch, listed)):
        in_order = sorted(listed, key=lambda name: int(name.removeprefix("arr_")))
        return {name: ("Wb"[place % 2], place // 2 + 1) for place, name in enumerate(in_order)}
    keys = {name: layer_key(name) for name in listed}
    return {name: key or ("W" if name in "Ww" else "b", 1) for name, key in keys.items()}
