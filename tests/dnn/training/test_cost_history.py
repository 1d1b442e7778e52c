"""The bounded record of a run's cost: few points, no extreme lost, and the same points however it was filled."""

from __future__ import annotations

import gc
import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn.training.cost_history import BUCKETS, INTERVALS, CostHistory, thinned

MAX_POINTS = 2 * INTERVALS + 2
LONG = 10_000_000
CHUNK = 50_000


def long_costs(first_iteration: int, count: int) -> np.ndarray:
    """A falling, noisy cost, the noise a function of the iteration."""
    t = np.arange(first_iteration, first_iteration + count, dtype=float)
    return 1 / (1 + t / 1e5) + 0.05 * np.sin(12.9898 * t)


def filled(
    costs: np.ndarray, lengths: list[int] | None = None, intervals: int = INTERVALS, first: int = 1
) -> CostHistory:
    """A history to which `costs` were appended, in pieces of these lengths over and over again."""
    history, start, turn = CostHistory(intervals), 0, 0
    while start < len(costs):
        length = lengths[turn % len(lengths)] if lengths else len(costs)
        history.append(first + start, costs[start : start + length])
        start, turn = start + length, turn + 1
    return history


def points(history: CostHistory) -> dict[int, float]:
    iterations, costs = history.points()
    assert (np.diff(iterations) > 0).all()
    return dict(zip(iterations.tolist(), costs.tolist(), strict=True))


def test_ten_million_iterations_take_little_memory_and_lose_no_extreme() -> None:
    spike, dip = 6_543_211, 8_765_432
    history, lowest, highest = CostHistory(), np.inf, -np.inf
    gc.collect()
    tracemalloc.start()
    for first in range(1, LONG + 1, CHUNK):
        costs = long_costs(first, CHUNK)
        for iteration, value in ((spike, 77.0), (dip, -3.0)):
            if first <= iteration < first + CHUNK:
                costs[iteration - first] = value
        lowest, highest = min(lowest, costs.min()), max(highest, costs.max())
        history.append(first, costs)
    del costs
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    stored = points(history)
    assert peak < 4_000_000
    assert held < 200_000
    assert len(stored) <= MAX_POINTS < 2_000
    assert len(stored) > INTERVALS / 2
    assert (stored[spike], stored[dip]) == (77.0, -3.0)
    assert (min(stored.values()), max(stored.values())) == (lowest, highest)
    assert stored[1] == long_costs(1, 1)[0]
    assert history.latest == (LONG, stored[LONG]) == (LONG, long_costs(LONG, 1)[0])


def test_a_short_run_is_stored_whole() -> None:
    costs = np.random.default_rng(0).standard_normal(INTERVALS)
    assert points(filled(costs)) == dict(enumerate(costs.tolist(), start=1))


def test_nothing_appended_is_nothing_stored() -> None:
    history = CostHistory()
    history.append(1, np.empty(0))
    assert history.latest is None
    assert points(history) == {}
    cursor, iterations, costs = history.since(0)
    assert (cursor, len(iterations), len(costs)) == (0, 0, 0)


def test_a_gap_is_refused() -> None:
    history = filled(np.ones(3))
    for first in (3, 5):
        with pytest.raises(ValueError, match=f"iteration {first} does not follow iteration 3"):
            history.append(first, np.ones(2))
    assert history.latest == (3, 1.0)


@pytest.mark.parametrize("intervals", [0, 1, 3])
def test_an_odd_number_of_intervals_is_refused(intervals: int) -> None:
    with pytest.raises(ValueError, match="even"):
        CostHistory(intervals)


costs_of_a_run = some.lists(some.floats(-10, 10), min_size=1, max_size=300).map(np.array)
some_lengths = some.lists(some.integers(1, 60), min_size=1, max_size=5)
even = some.integers(1, 8).map(lambda half: 2 * half)


@given(costs_of_a_run, some_lengths, even, some.integers(1, 1000))
def test_the_same_points_however_they_were_appended(
    costs: np.ndarray, lengths: list[int], intervals: int, first: int
) -> None:
    assert points(filled(costs, lengths, intervals, first)) == points(filled(costs, None, intervals, first))


@given(costs_of_a_run, some_lengths, even, some.integers(1, 1000))
def test_points_are_true_few_and_include_extremes_and_ends(
    costs: np.ndarray, lengths: list[int], intervals: int, first: int
) -> None:
    stored = points(filled(costs, lengths, intervals, first))
    assert all(costs[iteration - first] == cost for iteration, cost in stored.items())
    assert len(stored) <= 2 * intervals + 2
    assert {costs.min(), costs.max()} <= set(stored.values())
    assert {first, first + len(costs) - 1} <= set(stored)


@given(costs_of_a_run, some_lengths, even)
def test_every_interval_stores_its_extremes(costs: np.ndarray, lengths: list[int], intervals: int) -> None:
    stored = points(filled(costs, lengths, intervals))
    width = 1
    while (len(costs) - 1) // width >= intervals:
        width *= 2
    for start in range(0, len(costs), width):
        interval = costs[start : start + width]
        inside = {cost for iteration, cost in stored.items() if start < iteration <= start + width}
        assert {interval.min(), interval.max()} <= inside


@given(costs_of_a_run, some_lengths, even, some.lists(some.booleans(), min_size=1, max_size=10))
def test_whoever_asks_for_what_is_new_loses_nothing(
    costs: np.ndarray, lengths: list[int], intervals: int, asks: list[bool]
) -> None:
    history, known, cursor, start, turn = CostHistory(intervals), {}, 0, 0, 0
    while start < len(costs):
        length = lengths[turn % len(lengths)]
        history.append(1 + start, costs[start : start + length])
        start, turn = start + length, turn + 1
        if asks[turn % len(asks)] or start >= len(costs):
            before = cursor
            cursor, iterations, new = history.since(cursor)
            assert cursor == history.latest[0]
            assert (iterations > before).all()
            assert len(new) <= 2 * intervals + 2
            known |= dict(zip(iterations.tolist(), new.tolist(), strict=True))
            assert points(history).items() <= known.items()
    assert history.since(cursor)[1].size == 0


@given(
    some.lists(some.floats(-1e6, 1e6), min_size=1, max_size=400),
    some.lists(some.integers(1, 30), min_size=1, max_size=5),
)
def test_buckets_have_the_extremes_and_the_mean_of_every_iteration(values: list[float], lengths: list[int]) -> None:
    costs = np.array(values)
    ends, numbers = filled(costs, lengths, intervals=8, first=1).buckets()
    assert ends[-1] == len(costs) and len(ends) <= BUCKETS
    begin = 0
    for end, (low, high, mean) in zip(ends, numbers, strict=True):
        part = costs[begin:end]
        assert (low, high) == (part.min(), part.max()) and len(part)
        assert mean == pytest.approx(part.mean(), rel=1e-9, abs=1e-6)
        begin = end


def test_a_history_that_was_stored_without_means_has_none() -> None:
    arrays = filled(np.ones(50)).arrays()
    del arrays["sums"]
    history = CostHistory.of_arrays(arrays)
    history.append(51, np.ones(50))
    assert len(history.points()[0]) == 100 and len(history.buckets()[0]) == 0
    assert len(filled(np.empty(0)).buckets()[0]) == 0


def test_few_buckets_however_long_the_run() -> None:
    history = filled(long_costs(1, 100_000))
    ends, numbers = history.buckets()
    assert 60 <= len(ends) <= BUCKETS and numbers.shape == (len(ends), 3)


@given(
    some.lists(some.one_of(some.floats(-1e6, 1e6), some.sampled_from([math.nan, math.inf])), max_size=300),
    some.integers(4, 40),
)
def test_a_thinned_curve_keeps_extremes_and_ends_of_each_stretch(values: list[float], most: int) -> None:
    costs = np.array(values, float)
    iterations = np.arange(1, len(costs) + 1)
    few, kept = thinned(iterations, costs, most)
    there = np.flatnonzero(np.isfinite(costs))
    assert len(few) <= most and (np.diff(few) > 0).all() and (costs[few - 1] == kept).all()
    if len(there) <= most:
        assert few.tolist() == (there + 1).tolist()
        return
    assert (few[0], few[-1]) == (there[0] + 1, there[-1] + 1)
    size = math.ceil((len(there) - 2) / ((most - 2) // 2))
    for begin in range(1, len(there) - 1, size):
        part = there[begin : min(begin + size, len(there) - 1)]
        remaining = kept[(few > part[0]) & (few <= part[-1] + 1)]
        assert (remaining.min(), remaining.max()) == (costs[part].min(), costs[part].max())


@given(some.lists(some.floats(-1e6, 1e6), min_size=1, max_size=300), some.integers(4, 60))
def test_a_sketch_keeps_extremes_and_ends_in_few_points(values: list[float], most: int) -> None:
    costs = np.array(values)
    iterations, kept = filled(costs, intervals=32).sketch(most)
    assert len(kept) <= most and (np.diff(iterations) > 0).all()
    assert np.array_equal(kept, costs[iterations - 1])  # each is a cost that there was
    assert (iterations[0], iterations[-1]) == (1, len(costs))
    assert (kept.min(), kept.max()) == (costs.min(), costs.max())


def test_a_sketch_leaves_out_what_is_not_finite() -> None:
    iterations, kept = filled(np.array([3.0, 2.0, math.inf, 1.0, math.nan])).sketch(40)
    assert (iterations.tolist(), kept.tolist()) == ([1, 2, 4], [3.0, 2.0, 1.0])
    for history in (CostHistory(), filled(np.array([math.nan, math.nan]))):
        assert [len(each) for each in history.sketch(40)] == [0, 0]
