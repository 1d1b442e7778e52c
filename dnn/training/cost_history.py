"""The cost curve of a run, thinned: at most about 2,000 points, however many iterations it has.

The iterations are cut into intervals of equal width, and of each the smallest and the largest cost are stored with
their iterations, so that no spike is lost, and the sum of all, so that the mean is known; the first and the latest cost
are always there. When the intervals
become too many, their width is doubled and neighbours are merged. Each step is a few NumPy calls on whole arrays.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Iterations = NDArray[np.int64]
Costs = NDArray[np.float64]
Table = NDArray[np.float64]
"""(intervals, 6): iteration and cost of the smallest and of the largest, sum and number of the costs."""

INTERVALS = 960
"""Upper bound of the intervals stored; each gives at most two points."""
BUCKETS = 120
"""Upper bound of the buckets that noise is shown in, each of one interval or more."""
MIN_BUCKET = 4
"""Iterations of a bucket, at least."""


class CostHistory:
    """A bounded record of (iteration, cost). Iterations are appended in order, without gaps, from the first on."""

    def __init__(self, intervals: int = INTERVALS) -> None:
        """Store at most `intervals` intervals, an even number.

        Raises:
            ValueError: the number is odd or below 2.
        """
        if intervals < 2 or intervals % 2:
            raise ValueError("the number of intervals must be even and at least 2")
        self._intervals = intervals
        self._width = 1
        self._table: Table = np.empty((0, 6))
        self._origin = 0  # the iteration at which interval 0 begins
        self._first: tuple[int, float] | None = None
        self._latest: tuple[int, float] | None = None

    @staticmethod
    def of_arrays(arrays: Mapping[str, NDArray[Any]], intervals: int = INTERVALS) -> CostHistory:
        """The history that `arrays()` was asked of. Raises KeyError or ValueError where they are of another form."""
        history = CostHistory(intervals)
        ends, (width, origin) = arrays["ends"], arrays["intervals"]
        extremes = arrays["extremes"]
        if (
            extremes.ndim != 2
            or extremes.shape[1] != 4
            or len(extremes) > intervals
            or ends.shape not in ((0, 2), (2, 2))
        ):
            raise ValueError(f"expected extremes (k, 4) and ends (2, 2), got {extremes.shape} and {ends.shape}")
        sums = arrays.get("sums", np.full((len(extremes), 2), np.nan))  # once there were none
        if sums.shape != (len(extremes), 2):
            raise ValueError(f"expected sums ({len(extremes)}, 2), got {sums.shape}")
        history._width, history._origin = int(width), int(origin)
        history._table = np.concatenate([extremes, sums], axis=1)
        if len(ends):
            history._first, history._latest = ((int(iteration), float(cost)) for iteration, cost in ends)
        return history

    def arrays(self) -> dict[str, NDArray[Any]]:
        """All that there is to know of it: extremes (k, 4), sums and numbers of costs (k, 2), ends (2, 2) or (0, 2),
        and width and origin (2,)."""
        ends = [self._first, self._latest] if self._first and self._latest else []
        return {
            "extremes": self._table[:, :4].copy(),
            "sums": self._table[:, 4:].copy(),
            "ends": np.array(ends, dtype=float).reshape(-1, 2),
            "intervals": np.array([self._width, self._origin], dtype=np.int64),
        }

    @property
    def nbytes(self) -> int:
        """Bytes of what it stores."""
        return int(self._table.nbytes)

    @property
    def latest(self) -> tuple[int, float] | None:
        """Iteration and cost appended last."""
        return self._latest

    def append(self, first_iteration: int, costs: Costs) -> None:
        """Append the costs of iterations `first_iteration`, `first_iteration` + 1, … (none: nothing happens).

        Raises ValueError when they do not follow what is there.
        """
        if len(costs) == 0:
            return
        if self._latest is None:
            self._origin = first_iteration
            self._first = (first_iteration, float(costs[0]))
        elif first_iteration != self._latest[0] + 1:
            raise ValueError(f"iteration {first_iteration} does not follow iteration {self._latest[0]}")
        last_iteration = first_iteration + len(costs) - 1
        self._latest = (last_iteration, float(costs[-1]))
        while (last_iteration - self._origin) // self._width >= self._intervals:
            self._width *= 2
            self._table = _merged(self._table, 2)
        new = _intervals(first_iteration - self._origin, costs, self._width)
        new[:, [0, 2]] += self._origin
        if len(self._table) and (first_iteration - self._origin) // self._width == len(self._table) - 1:
            new[0] = _merged(np.stack([self._table[-1], new[0]]), 2)[0]
            self._table = self._table[:-1]
        self._table = np.concatenate([self._table, new])

    def buckets(self) -> tuple[Iterations, Costs]:
        """Noise in few numbers: the last iteration of each bucket (n,), and its smallest, largest and mean cost (n, 3);
        none where a mean is not known."""
        if self._latest is None or np.isnan(self._table[:, 5]).any():
            return np.empty(0, np.int64), np.empty((0, 3))
        size = max(-(-len(self._table) // BUCKETS), -(-MIN_BUCKET // self._width))
        table = _merged(self._table, size)
        ends = np.minimum(self._origin + self._width * size * np.arange(1, len(table) + 1) - 1, self._latest[0])
        return ends.astype(np.int64), np.column_stack([table[:, 1], table[:, 3], table[:, 4] / table[:, 5]])

    def points(self) -> tuple[Iterations, Costs]:
        """All points stored, in the order of the iterations, each once."""
        return self._after(None)

    def sketch(self, most: int) -> tuple[Iterations, Costs]:
        """At most `most` points, 4 or more, for a small picture: the lowest and the highest of each stretch of as many
        intervals, the first and the latest. Intervals with costs that are not finite are left out. Takes a fifth of the
        time of `thinned`, where many runs are drawn together."""
        if self._first is None or self._latest is None:
            return np.empty(0, np.int64), np.empty(0)
        is_finite = np.isfinite(self._table[:, [1, 3]]).all(axis=1)
        table = self._table if is_finite.all() else self._table[is_finite]
        if len(table):
            table = _merged(table, -(-len(table) // ((most - 2) // 2)))
        ends = [end for end in (self._first, self._latest) if np.isfinite(end[1])]
        points = np.concatenate([table[:, :2], table[:, 2:4], np.array(ends).reshape(-1, 2)])
        points = points[points[:, 0].argsort(kind="stable")]
        points = points[np.diff(points[:, 0], prepend=-1.0) > 0]
        return points[:, 0].astype(np.int64), points[:, 1]

    def since(self, cursor: int) -> tuple[int, Iterations, Costs]:
        """Points after iteration `cursor`: (new cursor, iterations, costs).

        The latest point is always among them when anything is new. There are never more than two points for each
        interval and the ends, and the smallest and largest cost of every interval have been reported by the time the
        cursor has passed it. Points reported twice are equal, so that merging them by iteration changes nothing.
        """
        iterations, costs = self._after(cursor)
        return (int(iterations[-1]) if len(iterations) else cursor), iterations, costs

    def _after(self, cursor: int | None) -> tuple[Iterations, Costs]:
        if self._first is None or self._latest is None:
            return np.empty(0, np.int64), np.empty(0)
        known = 0 if cursor is None else max(0, (cursor - self._origin) // self._width)  # intervals that end before it
        table = self._table[known:]
        points = np.concatenate([[self._first], table[:, :2], table[:, 2:4], [self._latest]])
        iterations, positions = np.unique(points[:, 0].astype(np.int64), return_index=True)
        costs = points[positions, 1]
        if cursor is not None:
            new = np.searchsorted(iterations, cursor, side="right")
            iterations, costs = iterations[new:], costs[new:]
        return iterations, costs


def thinned(iterations: Iterations, costs: Costs, most: int) -> tuple[Iterations, Costs]:
    """At most `most` points of a curve, 4 or more: the lowest and the highest of each stretch of equally many points,
    the first and the last of all. Costs that are not finite, which nobody draws, are left out."""
    is_finite = np.isfinite(costs)
    iterations, costs = iterations[is_finite], costs[is_finite]
    if len(costs) <= most:
        return iterations, costs
    inner = costs[1:-1]
    size = -(-len(inner) // ((most - 2) // 2))
    stretches = np.pad(inner, (0, -len(inner) % size), mode="edge").reshape(-1, size)
    begin = 1 + size * np.arange(len(stretches))
    lowest, highest = begin + stretches.argmin(axis=1), begin + stretches.argmax(axis=1)
    remaining = np.unique(np.concatenate([[0], lowest, highest, [len(costs) - 1]]))
    return iterations[remaining], costs[remaining]


def _intervals(start: int, costs: Costs, width: int) -> Table:
    """The table of the intervals [i width, (i + 1) width), with positions in place of iterations.

    `start` is the position of the first of `costs`; the first and the last interval may be there in part.
    """
    head = min(-start % width, len(costs))  # what belongs to an interval that began before `start`
    tail = (len(costs) - head) % width  # what belongs to an interval that goes on after the end
    whole = len(costs) - tail
    rows, position = [], start
    for part, length in ((costs[:head], head), (costs[head:whole], width), (costs[whole:], tail)):
        if len(part) == 0:
            continue
        table = part.reshape(-1, length)
        begin = position + np.arange(len(table)) * table.shape[1]
        smallest, largest = table.argmin(axis=1), table.argmax(axis=1)
        lowest, highest = table.min(axis=1), table.max(axis=1)
        numbers = np.full(len(table), table.shape[1])
        rows.append(np.column_stack([begin + smallest, lowest, begin + largest, highest, table.sum(axis=1), numbers]))
        position += table.size
    return np.concatenate(rows)


def _merged(table: Table, size: int) -> Table:
    """Each `size` neighbours as one row; what is left at the end as one, too."""
    left = -len(table) % size
    if left:
        nothing = np.repeat(table[-1:], left, axis=0)
        nothing[:, 4:] = 0.0
        table = np.concatenate([table, nothing])
    groups = table.reshape(-1, size, 6)
    rows = np.arange(len(groups))
    smallest, largest = groups[:, :, 1].argmin(axis=1), groups[:, :, 3].argmax(axis=1)
    return np.concatenate(
        [groups[rows, smallest, :2], groups[rows, largest, 2:4], groups[:, :, 4:].sum(axis=1)], axis=1
    )
