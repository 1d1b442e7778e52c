"""Numbers that are rounded before they are computed with."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from dnn.lessons.path.by_hand import as_shown, decimals_in, in_short, without_noise
from dnn.lessons.path.questions.numbers import shown


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1.2345, -0.888], [1.2, -0.9]),
        ([1.2345, 0.044], [1.23, 0.04]),
        ([0.3, 0.05], [0.3, 0.1]),
        ([0.12, 0.08], [0.12, 0.08]),
        ([0.0123, 0.0], [0.012, 0.0]),
        ([0.0, 0.0], [0.0, 0.0]),
        ([157.26, -0.06], [157.3, -0.1]),
        ([-0.001, 2.0], [0.0, 2.0]),
    ],
)
def test_one_decimal_where_nothing_is_lost_by_it(values: list[float], expected: list[float]) -> None:
    found = in_short(np.array(values))
    assert found.tolist() == expected
    assert not np.signbit(found[found == 0]).any()


@pytest.mark.parametrize("seed", range(20))
def test_products_of_short_numbers_are_those_on_paper(seed: int) -> None:
    random = np.random.default_rng(seed)
    left, right = (in_short(random.normal(size=4)) for _ in range(2))
    exact = sum(
        (Decimal(repr(a)) * Decimal(repr(b)) for a, b in zip(left.tolist(), right.tolist(), strict=True)), Decimal(0)
    )
    assert without_noise(float(left @ right)) == float(exact)
    assert -exact.as_tuple().exponent <= decimals_in(left) + decimals_in(right)  # type: ignore[operator]


def test_four_digits_are_those_that_are_shown() -> None:
    values = np.array([[1.23456, -0.000123456], [98765.4, 0.0]])
    found = as_shown(values)
    assert found.shape == values.shape
    assert [shown(each) for each in found.ravel()] == [shown(each) for each in values.ravel()]
    assert found.tolist() == [[1.235, -0.0001235], [98770.0, 0.0]]
