"""The limiter of a run's speed, and what it makes up for."""

from __future__ import annotations

import pytest

from dnn.background.scheduling.slice_length import TURN_SECONDS, turn_seconds
from dnn.background.scheduling.speed_limiter import MIN_LIMITED_SECONDS, SpeedLimiter

LIMIT, SLICE, TURN = 1_000.0, 0.02, 0.02
FAST = 4e-5
"""Seconds of an iteration: 500 in a turn."""
REGULAR = round(LIMIT * MIN_LIMITED_SECONDS)


def iterations(limiter: SpeedLimiter, now: float) -> int:
    return limiter.iterations(LIMIT, SLICE, TURN, now)


def test_the_next_slice_is_due_when_the_iterations_of_the_last_should_be_over() -> None:
    limiter = SpeedLimiter(due=10.0)
    assert iterations(limiter, 10.0) == REGULAR
    limiter.made(REGULAR, 0.002, LIMIT, 10.01)
    assert limiter.due == pytest.approx(10.0 + MIN_LIMITED_SECONDS)


def test_a_longer_slice_makes_more() -> None:
    assert SpeedLimiter(due=10.0).iterations(LIMIT, 0.1, TURN, 10.0) == 100


def test_one_makes_at_least_one_iteration() -> None:
    limiter = SpeedLimiter(due=10.0)
    assert limiter.iterations(0.5, SLICE, TURN, 10.0) == 1
    limiter.made(1, FAST, 0.5, 10.0)
    assert limiter.due == pytest.approx(12.0)


def test_who_was_held_up_makes_up_for_it_once() -> None:
    limiter = SpeedLimiter(10.0, FAST)
    assert iterations(limiter, 10.3) == REGULAR + 300
    limiter.made(REGULAR + 300, 0.014, LIMIT, 10.32)
    assert limiter.due == pytest.approx(10.3 + MIN_LIMITED_SECONDS)
    assert iterations(limiter, limiter.due) == REGULAR


def test_no_more_is_made_up_for_than_everybodys_turn_allows_and_the_rest_is_forgotten() -> None:
    limiter = SpeedLimiter(10.0, FAST)
    assert iterations(limiter, 20.0) == 500
    limiter.made(500, 0.02, LIMIT, 20.02)
    assert limiter.due == pytest.approx(20.0 + MIN_LIMITED_SECONDS)


def test_one_that_is_too_slow_for_its_limit_makes_up_for_nothing() -> None:
    assert iterations(SpeedLimiter(10.0, 0.01), 20.0) == REGULAR
    assert iterations(SpeedLimiter(10.0), 20.0) == REGULAR  # nor one whose first slice it is


def test_there_is_nothing_to_make_up_for_after_a_rest_or_at_full_speed() -> None:
    rested, limited_now = SpeedLimiter(10.0, FAST), SpeedLimiter(10.0, FAST)
    rested.rest_until(100.0)
    limited_now.made(5_000, 0.2, None, 100.0)
    assert iterations(rested, 100.0) == iterations(limited_now, 100.0) == REGULAR


def test_a_command_lets_the_next_slice_come_at_once() -> None:
    limiter = SpeedLimiter(due=10.0)
    limiter.hurry(9.0)
    assert limiter.due == 9.0
    limiter.hurry(11.0)
    assert limiter.due == 9.0


def test_the_more_runs_there_are_the_less_each_makes_up_for() -> None:
    assert turn_seconds(workers=2, active=2) > turn_seconds(2, 30) > 0 == turn_seconds(1, 200)
    assert 30 * turn_seconds(2, 30) < 2 * TURN_SECONDS
