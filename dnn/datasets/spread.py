"""A few examples that stand for many."""

from __future__ import annotations

import numpy as np

from dnn.datasets.data import Integers


def evenly_spread(m: int, count: int) -> Integers:
    """Positions of at most `count` of m examples, from the first to the last."""
    if m <= count:
        return np.arange(m)
    return np.unique(np.linspace(0, m - 1, min(m, count)).astype(np.int64))
