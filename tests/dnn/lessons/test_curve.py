"""The cost as it went: stretches, levels, turns."""

from __future__ import annotations

import numpy as np
import pytest

from dnn.lessons.diagnosis.curve import Curve


def curve(*costs: float, sways: bool = False) -> Curve:
    return Curve(np.arange(1, len(costs) + 1), np.array(costs), sways)


def test_stretches_share_the_points_and_the_last_belongs_to_the_last() -> None:
    whole = curve(*map(float, range(9)))
    quarters = [whole.stretch(share, share + 0.25).costs.tolist() for share in (0, 0.25, 0.5, 0.75)]
    assert quarters == [[0, 1], [2, 3], [4, 5], [6, 7, 8]]
    assert whole.late.costs.tolist() == [4, 5, 6, 7, 8]
    assert whole.since(8).costs.tolist() == [7, 8] and len(whole.since(10)) == 0
    assert whole.length == 9


def test_a_level_is_the_middle_and_of_costs_that_sway_the_mean() -> None:
    assert curve(1, 1, 1, 100).level == 1
    assert curve(1, 1, 1, 101, sways=True).level == 26
    assert curve(1, 1, 1, 101, sways=True).late.sways
    assert np.isnan(curve().level) and curve().lowest_level == np.inf


def test_the_lowest_level_is_no_single_cost() -> None:
    costs = [5.0] * 40 + [0.0] + [5.0] * 40 + [2.0] * 40
    assert curve(*costs).lowest_level == 2


@pytest.mark.parametrize(
    ("costs", "turns"),
    [
        ([1, 2, 1, 2, 1, 2], 4),
        ([5, 4, 3, 2, 1], 0),
        ([1, 1.4, 1, 1.4, 1], 0),
        ([1, 3, 2.9, 3.1, 1], 1),
        ([1, 1.4, 1.8, 2.2, 1.8, 1.4, 1], 1),
        ([], 0),
        ([1], 0),
    ],
)
def test_turns_are_counted_where_they_are_as_large_as_asked(costs: list[float], turns: int) -> None:
    assert curve(*costs).turns(0.5) == turns


def test_numbers_that_are_not_finite_are_noticed() -> None:
    assert curve(1, 2).is_finite and not curve(1, float("nan")).is_finite
