"""The cost as it went: stretches of it, where it stood, and how often it turned."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dnn.activations import Array

PARTS, COSTS_A_PART = 16, 8


@dataclass(frozen=True, eq=False)
class Curve:
    """Costs in the order of their iterations.

    A long run does not store every cost: the smallest and the largest of each stretch are there, so that what swings
    is seen to swing.

    Attributes:
        iterations: (k,) increasing.
        costs: (k,) J at each.
        sways: whether they are those of mini-batches, of which only the mean says something.
    """

    iterations: Array
    costs: Array
    sways: bool = False

    def __len__(self) -> int:
        return len(self.costs)

    @property
    def is_finite(self) -> bool:
        """True if every cost is finite."""
        return bool(np.isfinite(self.costs).all())

    @property
    def length(self) -> int:
        """Number of iterations it spans."""
        return int(self.iterations[-1] - self.iterations[0]) + 1 if len(self) else 0

    @property
    def level(self) -> float:
        """The median of the costs, or their mean where they sway; NaN where there is none."""
        if not len(self):
            return float("nan")
        return float(self.costs.mean() if self.sways else np.median(self.costs))

    @property
    def late(self) -> Curve:
        """Its second half."""
        return self.stretch(0.5, 1.0)

    def since(self, iteration: int) -> Curve:
        """The part from `iteration` on."""
        start = int(np.searchsorted(self.iterations, iteration))
        return replace(self, iterations=self.iterations[start:], costs=self.costs[start:])

    def stretch(self, begin: float, end: float) -> Curve:
        """The part between two shares of its iterations; its last point belongs to the last share."""
        if not len(self):
            return self
        first, last = float(self.iterations[0]), float(self.iterations[-1])
        low, high = (first + share * (last - first) for share in (begin, end))
        chosen = (self.iterations >= low) & ((self.iterations < high) | (end >= 1))
        return replace(self, iterations=self.iterations[chosen], costs=self.costs[chosen])

    @property
    def lowest_level(self) -> float:
        """The lowest of the levels of up to sixteen parts, each of some costs; infinite where there is none."""
        parts = max(1, min(PARTS, len(self) // COSTS_A_PART))
        levels = [self.stretch(i / parts, (i + 1) / parts).level for i in range(parts)]
        return min((level for level in levels if np.isfinite(level)), default=np.inf)

    def turns(self, swing: float) -> int:
        """Number of its turns, each from a low to a high that is larger by `swing` at least or back again."""
        turns, is_rising = 0, None
        extreme = float(self.costs[0]) if len(self) else 0.0
        for cost in self.costs.tolist():
            if is_rising is None:
                is_rising = cost > extreme if abs(cost - extreme) >= swing else None
                extreme = cost if is_rising is not None else extreme
            elif (cost > extreme) == is_rising:
                extreme = cost
            elif abs(cost - extreme) >= swing:
                turns, is_rising, extreme = turns + 1, not is_rising, cost
        return turns
