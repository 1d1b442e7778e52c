"""Slices under way: when one has begun, and when it is overdue."""

from __future__ import annotations

import math
from concurrent.futures import Executor, Future

import pytest

from dnn.background.run import Run, SliceRequest
from dnn.background.scheduling.job import Job, SliceUnderWay
from dnn.background.scheduling.slices_under_way import (
    TIMES_THE_LONGEST,
    SlicesUnderWay,
    WakefulClock,
    timeout_seconds,
)
from dnn.training.advance import Slice
from tests.dnn.background.running import ME, config

TIMEOUT, LONGEST_PAUSE = 10.0, 5.0


def submitted(slices: SlicesUnderWay, timeout: float = TIMEOUT) -> SliceUnderWay:
    """A slice that was just submitted, of a run of its own."""
    future: Future[Slice] = Future()
    future.set_running_or_notify_cancel()
    return added(slices, future, None, timeout)


def added(
    slices: SlicesUnderWay, future: Future[Slice], position: int | None, timeout: float = TIMEOUT
) -> SliceUnderWay:
    request = SliceRequest(config(), None, None, 0)
    job = Job(Run("one", ME, config()))
    new = SliceUnderWay(job, request, Executor(), future, 0.0, None, timeout, position=position)
    slices.add(new)
    return new


def submitted_together(slices: SlicesUnderWay, count: int) -> list[SliceUnderWay]:
    """Slices that travel together, and have not begun."""
    future: Future[Slice] = Future()
    return [added(slices, future, position) for position in range(count)]


def looked_at(slices: SlicesUnderWay, *times: float) -> None:
    for now in times:
        slices.observe(now)


class TestTimeout:
    def test_a_slice_has_as_long_as_the_longest_of_its_run_many_times(self) -> None:
        assert timeout_seconds(60.0, 0.1, 0) == 60.0
        assert timeout_seconds(60.0, 60.0, 0) == TIMES_THE_LONGEST * 60.0

    def test_after_a_failure_it_has_twice_as_long(self) -> None:
        assert [timeout_seconds(60.0, 0.1, failures) for failures in range(3)] == [60.0, 120.0, 240.0]

    def test_without_a_timeout_it_has_for_ever(self) -> None:
        assert timeout_seconds(0.0, 60.0, 1) == math.inf


class TestWakefulClock:
    def test_what_was_slept_through_does_not_count(self) -> None:
        clock = WakefulClock(LONGEST_PAUSE)
        for now in (100.0, 103.0, 3_703.0, 3_704.0):
            clock.observe(now)
        assert clock.seconds == 3.0 + LONGEST_PAUSE + 1.0

    def test_it_does_not_go_back(self) -> None:
        clock = WakefulClock(LONGEST_PAUSE)
        for now in (100.0, 99.0):
            clock.observe(now)
        assert clock.seconds == 0.0


class TestSlicesUnderWay:
    def test_a_slice_is_overdue_after_its_time(self) -> None:
        slices = SlicesUnderWay(1, LONGEST_PAUSE)
        late = submitted(slices)
        looked_at(slices, 0.0, 5.0)
        assert slices.overdue() == [] and slices.seconds_to_next_timeout() == pytest.approx(5.0)
        looked_at(slices, 10.0)
        assert slices.overdue() == [late] and slices.seconds_to_next_timeout() == 0

    def test_one_that_waits_for_a_worker_is_not_late(self) -> None:
        slices = SlicesUnderWay(1, LONGEST_PAUSE)
        first, waiting = submitted(slices, timeout=100.0), submitted(slices)
        looked_at(slices, *range(0, 51, 5))
        assert slices.overdue() == []
        first.future.set_result(None)  # type: ignore[arg-type]
        assert slices.take_done() == [first]
        looked_at(slices, 51.0, 55.0)
        assert slices.overdue() == []
        looked_at(slices, 60.0, 61.0)
        assert slices.overdue() == [waiting]

    def test_one_that_came_back_is_not_late(self) -> None:
        slices = SlicesUnderWay(1, LONGEST_PAUSE)
        late = submitted(slices)
        looked_at(slices, 0.0, 5.0, 10.0)
        late.future.set_result(None)  # type: ignore[arg-type]
        assert slices.overdue() == [] and slices.any_done()

    def test_one_of_a_run_that_was_let_go_is_waited_for_like_the_others(self) -> None:
        slices = SlicesUnderWay(1, LONGEST_PAUSE)
        late = submitted(slices)
        assert late.job is not None
        slices.let_go(late.job)
        looked_at(slices, 0.0, 5.0, 10.0)
        assert slices.overdue() == [late] and late.job is None

    def test_an_hour_of_sleep_makes_none_late(self) -> None:
        slices = SlicesUnderWay(2, LONGEST_PAUSE)
        for _ in range(2):
            submitted(slices)
        looked_at(slices, 0.0, 1.0, 3_601.0)
        assert slices.overdue() == []

    def test_those_that_travel_together_count_as_one_and_begin_together(self) -> None:
        slices = SlicesUnderWay(1, LONGEST_PAUSE)
        first, waiting = submitted_together(slices, 3), submitted_together(slices, 2)
        assert len(slices) == 2
        looked_at(slices, 0.0, 5.0, 10.0)
        assert slices.overdue() == first
        first[0].future.set_result(None)  # type: ignore[arg-type]
        assert slices.take_done() == first and len(slices) == 1
        looked_at(slices, 11.0, 16.0, 21.0)
        assert slices.overdue() == waiting

    def test_one_that_travels_with_others_is_not_called_back_for_them(self) -> None:
        slices = SlicesUnderWay(1, LONGEST_PAUSE)
        first, second = submitted_together(slices, 2)
        assert first.job is not None
        slices.let_go(first.job)
        assert not first.future.cancelled() and list(slices) == [first, second]
