"""The parts of a dataset: proportional, complete, every class in both."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from dnn.datasets.split import proportional_shares, stratified_split, stratified_subset

sizes = some.lists(some.integers(1, 300), min_size=1, max_size=10).map(np.array)


@given(sizes, some.floats(0.0, 1.0))
def test_shares_add_up_and_stay_proportional(group_sizes: np.ndarray, fraction: float) -> None:
    total = round(fraction * int(group_sizes.sum()))
    shares = proportional_shares(group_sizes, total, np.zeros_like(group_sizes), group_sizes)
    assert shares.sum() == total
    assert (np.abs(shares - group_sizes * total / group_sizes.sum()) < 1).all()


@given(sizes, some.floats(0.0, 0.9), some.integers(0, 5))
def test_a_split_is_a_partition_with_every_class_in_both_parts_when_possible(
    class_sizes: np.ndarray, fraction: float, seed: int
) -> None:
    strata = np.repeat(np.arange(class_sizes.size), class_sizes).astype(float)
    train, test = stratified_split(strata, fraction, np.random.default_rng(seed))
    assert sorted([*train, *test]) == list(range(strata.size))
    assert set(strata[train]) == set(strata)
    if fraction > 0:
        assert set(strata[test]) == set(np.flatnonzero(class_sizes > 1))


@given(sizes, some.data())
def test_a_subset_has_its_size_and_every_class_when_possible(class_sizes: np.ndarray, data: some.DataObject) -> None:
    strata = np.repeat(np.arange(class_sizes.size), class_sizes).astype(float)
    count = data.draw(some.integers(1, strata.size))
    chosen = stratified_subset(strata, count, np.random.default_rng(0))
    assert chosen.size == count == np.unique(chosen).size
    if count >= class_sizes.size:
        assert set(strata[chosen]) == set(strata)
