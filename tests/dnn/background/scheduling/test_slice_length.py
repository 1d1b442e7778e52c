"""The length of a slice: by the number of runs that share the workers, and by the size of the state."""

from __future__ import annotations

from dnn.background.scheduling.slice_length import (
    MAX_SLICE_SECONDS,
    MAX_SLICE_SECONDS_ALONE,
    MIN_SLICE_SECONDS,
    OVERHEAD_SECONDS,
    slice_seconds,
)

SMALL, LARGE = 50_000, 50_000_000
"""Bytes."""


def test_slices_are_longer_where_the_state_is_long_on_the_way() -> None:
    assert slice_seconds(SMALL, workers=2, active=1) == MAX_SLICE_SECONDS
    assert slice_seconds(LARGE, workers=2, active=1) == MAX_SLICE_SECONDS_ALONE
    assert slice_seconds(SMALL, workers=2, active=100) == MIN_SLICE_SECONDS
    assert slice_seconds(LARGE, workers=2, active=30) == MAX_SLICE_SECONDS
    assert MIN_SLICE_SECONDS < slice_seconds(LARGE // 20, workers=2, active=30) < MAX_SLICE_SECONDS


def test_a_hundred_visitors_have_news_twice_a_second() -> None:
    slices_a_second = 2 / (slice_seconds(SMALL, workers=2, active=100) + OVERHEAD_SECONDS)
    assert slices_a_second / 100 >= 2


def test_nobody_training_counts_as_one() -> None:
    assert slice_seconds(SMALL, workers=2, active=0) == slice_seconds(SMALL, workers=2, active=1)
