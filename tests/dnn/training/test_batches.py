"""Batches: orders of epochs that can be repeated one by one, and lengths that use every example once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn.training.batches import batch_length, epoch_order, epochs_per_draw, shuffled


@given(some.integers(0, 2**63 - 1), some.integers(1, 300), some.integers(0, 10**7))
def test_an_order_has_every_example_once(seed: int, m: int, epoch: int) -> None:
    assert sorted(epoch_order(seed, m, epoch).tolist()) == list(range(m))


def test_an_order_is_that_of_the_documentation() -> None:
    m, seed = 500, 7
    rows = 8  # 4096 // 500
    assert epochs_per_draw(m) == rows
    drawn = np.random.default_rng((seed, 1, 2)).permuted(np.tile(np.arange(m), (rows, 1)), axis=1)
    for row in range(rows):
        np.testing.assert_array_equal(epoch_order(seed, m, 2 * rows + row), drawn[row])


@pytest.mark.parametrize(("m", "rows"), [(1, 4096), (42, 97), (4096, 1), (14_000, 1)])
def test_about_four_thousand_numbers_are_drawn_at_a_time(m: int, rows: int) -> None:
    assert epochs_per_draw(m) == rows


def test_every_epoch_and_every_seed_has_an_order_of_its_own() -> None:
    orders = {tuple(epoch_order(seed, 40, epoch).tolist()) for seed in range(3) for epoch in range(250)}
    assert len(orders) == 750


def test_orders_do_not_depend_on_what_was_asked_before() -> None:
    forwards = [epoch_order(1, 30, epoch).copy() for epoch in range(0, 3000, 100)]
    for other in range(40):  # more than the cache holds
        epoch_order(2, 30, 1000 * other)
    backwards = [epoch_order(1, 30, epoch) for epoch in reversed(range(0, 3000, 100))]
    np.testing.assert_array_equal(forwards, backwards[::-1])


def test_orders_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        epoch_order(0, 10, 0)[0] = 1


def test_each_example_comes_first_about_equally_often() -> None:
    first = np.bincount([epoch_order(0, 10, epoch)[0] for epoch in range(5000)], minlength=10)
    assert np.abs(first - 500).max() < 5 * 500**0.5


@given(some.none() | some.integers(1, 500), some.integers(1, 300))
def test_the_batches_of_an_epoch_use_every_example_once(size: int | None, m: int) -> None:
    offset, lengths = 0, []
    while offset < m:
        lengths.append(batch_length(size, m, offset))
        offset += lengths[-1]
    assert offset == m
    assert set(lengths[:-1]) <= {size}
    assert 1 <= lengths[-1] <= (size or m)
    assert len(lengths) == -(-m // (size or m))


@pytest.mark.parametrize(
    ("size", "offset", "expected"),
    [(None, 0, False), (50, 0, False), (51, 0, False), (49, 0, True), (49, 49, True), (None, 20, True), (50, 20, True)],
)
def test_only_a_full_batch_at_an_epoch_s_beginning_keeps_the_natural_order(
    size: int | None, offset: int, expected: bool
) -> None:
    assert shuffled(size, 50, offset) is expected
