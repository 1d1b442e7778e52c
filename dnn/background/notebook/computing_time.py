"""The time that a run has been computed for, by its iterations: pauses and the load of the server do not count."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

MAX_MARKS = 400


class ComputingTime:
    """Marks (iteration, seconds), at most MAX_MARKS of them, evenly spread over the seconds; the first is (0, 0) and
    the last one the latest."""

    def __init__(self, marks: Iterable[tuple[int, float]] = ()) -> None:
        self._marks = list(marks) or [(0, 0.0)]
        self._interval = 2 * self.seconds / MAX_MARKS if len(self._marks) > MAX_MARKS // 2 else 0.0

    @property
    def seconds(self) -> float:
        """Seconds in all."""
        return self._marks[-1][1]

    def add(self, iteration: int, seconds: float) -> None:
        """Note that the iterations up to `iteration` took `seconds` more."""
        mark = iteration, self.seconds + seconds
        if len(self._marks) > 1 and mark[1] - self._marks[-2][1] < self._interval:
            self._marks[-1] = mark
        else:
            self._marks.append(mark)
        if len(self._marks) > MAX_MARKS:
            self._marks = [*self._marks[:-1:2], self._marks[-1]]
            self._interval = 2 * self.seconds / MAX_MARKS

    def marks(self, after: float = -1) -> list[tuple[int, float]]:
        """All marks after an iteration, in their order."""
        return self._marks[bisect_right(self._marks, after, key=lambda mark: mark[0]) :]

    def copy(self) -> ComputingTime:
        """The time as it is now, which changes no more."""
        return ComputingTime(self._marks)
