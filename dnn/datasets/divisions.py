"""Divisions: the ways in which the examples of a table come into the training part and the test part."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dnn.datasets.data import Floats, Integers
from dnn.datasets.split import stratified_split
from dnn.text.messages import Text


@dataclass(frozen=True)
class Division:
    """One way.

    Attributes:
        name: what configurations call it.
        title: what visitors read.
        is_drawn: whether the seed decides; else the last examples are for testing.
        is_by_class: whether each class keeps its proportion in both parts.
    """

    name: str
    title: Text
    is_drawn: bool
    is_by_class: bool

    def order(self, m: int, rng: np.random.Generator) -> Integers:
        """The order (m,) in which the examples are divided, with the generator of the seed's first stream."""
        return rng.permutation(m) if self.is_drawn else np.arange(m)  # (m,)

    def parts(self, strata: Floats, test_fraction: float, rng: np.random.Generator) -> tuple[Integers, Integers]:
        """The indices of the training part and of the test part, each ascending.

        Args:
            strata: (m,) the class of each example, in the order of `order`; one and the same for a regression.
            test_fraction: share of the test part, 0 … 0.9.
            rng: the generator of the seed's stream for splits.
        """
        m = strata.size
        if self.is_drawn:
            return stratified_split(strata if self.is_by_class else np.zeros_like(strata), test_fraction, rng)
        first = m - min(round(test_fraction * m), m - 1)
        return np.arange(first), np.arange(first, m)


BY_CLASS = "by_class"
IN_ORDER = "in_order"
DIVISIONS: dict[str, Division] = {
    division.name: division
    for division in (
        Division(BY_CLASS, Text("Drawn, each class in proportion"), is_drawn=True, is_by_class=True),
        Division("random", Text("Drawn, whatever the class"), is_drawn=True, is_by_class=False),
        Division(IN_ORDER, Text("The last examples for testing"), is_drawn=False, is_by_class=False),
    )
}
"""Every division by name."""
