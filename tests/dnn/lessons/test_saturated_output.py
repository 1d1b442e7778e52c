"""A saturated output unit: the note's two factors lose the gradient, A - Y does not."""

from __future__ import annotations

import math

import pytest

from dnn.lessons.saturated_output import output_unit


@pytest.mark.parametrize("z", [-8.0, -1.0, 0.0, 2.0, 10.0])
@pytest.mark.parametrize("y", [0.0, 1.0])
def test_while_a_has_digits_all_ways_agree(z: float, y: float) -> None:
    unit = output_unit(z, y)
    assert unit.chained == pytest.approx(unit.direct, rel=1e-9)
    assert unit.clipped == pytest.approx(unit.direct, rel=1e-9)


@pytest.mark.parametrize(("z", "y", "truth"), [(40.0, 0.0, 1.0), (-800.0, 1.0, -1.0)])
def test_a_saturated_unit_that_is_wrong(z: float, y: float, truth: float) -> None:
    unit = output_unit(z, y)
    assert unit.direct == truth
    assert math.isinf(unit.da) and unit.slope == 0
    assert math.isnan(unit.chained)
    assert unit.clipped == 0


def test_a_saturated_unit_that_is_right_learns_nothing_more() -> None:
    unit = output_unit(40.0, 1.0)
    assert unit.direct == unit.clipped == 0
