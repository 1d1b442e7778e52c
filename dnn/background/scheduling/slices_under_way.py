"""Slices under way: those that workers compute, one that waits for a worker, and the time after which one is overdue.

Executors take slices in the order in which they are submitted, and those that travel together as one. So of these the
first have begun, as many as there are workers, and only from then on does a slice's time run: one that waits is not
late.
"""

import math
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

from dnn.background.scheduling.job import Job, SliceUnderWay

TIMES_THE_LONGEST = 20.0
"""A slice is waited for at least so many times as long as the longest that its run has had: large networks take longer
than they are asked for, since a slice makes one iteration at least."""


def timeout_seconds(at_least: float, longest_seconds: float, failures: int) -> float:
    """Seconds for which a slice is waited for, whose run has had slices of `longest_seconds`; infinite where `at_least`
    is 0. After each failure it may take twice as long, lest a slow slice be taken for a lost one again and again."""
    return max(at_least, TIMES_THE_LONGEST * longest_seconds) * 2.0**failures if at_least else math.inf


class WakefulClock:
    """Seconds for which its owner has been awake: of two looks that lie more than `longest` apart no more counts.

    A server that was stopped, or whose machine slept, has not waited for its workers meanwhile, which may have slept as
    well.
    """

    def __init__(self, longest: float) -> None:
        self._longest, self._looked = longest, math.inf
        self.seconds = 0.0

    def observe(self, now: float) -> None:
        """Let the time go on that has passed since the last look."""
        self.seconds += min(max(0.0, now - self._looked), self._longest)
        self._looked = now


class SlicesUnderWay:
    """The slices under way on `workers` workers, which may become more or fewer, in the order in which they were
    submitted."""

    def __init__(self, workers: int, longest_pause: float) -> None:
        """`longest_pause` is the longest time that its owner lets pass between two calls of `observe`."""
        self.workers, self._clock = workers, WakefulClock(longest_pause)
        self._slices: list[SliceUnderWay] = []

    def __len__(self) -> int:
        """Number of slices, those that travel together being one."""
        return len(self._futures())

    def _futures(self) -> list[Future[Any]]:
        return list(dict.fromkeys(each.future for each in self._slices))

    def __iter__(self) -> Iterator[SliceUnderWay]:
        return iter(self._slices)

    def add(self, new: SliceUnderWay) -> None:
        """Note a slice that was just submitted."""
        self._slices.append(new)
        if new.job is not None:
            new.job.under_way = new

    def observe(self, now: float) -> None:
        """Note which slices have begun, by the clock of the runs."""
        self._clock.observe(now)
        begun = self._futures()[: self.workers]
        for each in self._slices:
            if each.begun is None and each.future in begun:
                each.begun = self._clock.seconds

    def any_done(self) -> bool:
        """True if there is anything to be taken over."""
        return any(each.future.done() for each in self._slices)

    def take_done(self) -> list[SliceUnderWay]:
        """Remove and return those that are done."""
        return self._take([each for each in self._slices if each.future.done()])

    def take_lost(self) -> list[SliceUnderWay]:
        """Remove and return those that are not done, since their executor is given up."""
        return self._take([each for each in self._slices if not each.future.done()])

    def let_go(self, job: Job) -> None:
        """Forget whose the slice of a run is; one that cannot be called back any more keeps its worker to its end."""
        if job.under_way is not None:
            job.under_way.job = None
            if job.under_way.position is None and job.under_way.future.cancel():
                self._slices.remove(job.under_way)
            job.under_way = None

    def overdue(self) -> list[SliceUnderWay]:
        """Those that should have come back."""
        return [each for each in self._slices if self._remaining(each) <= 0 and not each.future.done()]

    def seconds_to_next_timeout(self) -> float:
        """Seconds until the next one is overdue, if it does not come back before."""
        return max(0.0, min(map(self._remaining, self._slices), default=math.inf))

    def _remaining(self, each: SliceUnderWay) -> float:
        return math.inf if each.begun is None else each.begun + each.timeout - self._clock.seconds

    def _take(self, taken: list[SliceUnderWay]) -> list[SliceUnderWay]:
        self._slices = [each for each in self._slices if each not in taken]
        for each in taken:
            if each.job is not None:
                each.job.under_way = None
        return taken
