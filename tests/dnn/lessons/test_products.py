"""Two shapes and a sign between them: what NumPy would say, without the arrays."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from dnn.errors import ConfigurationError
from dnn.lessons.mistakes.products import UFUNCS, check_product


class TestProducts:
    SHAPES = [shape for axes in range(4) for shape in product((0, 1, 2, 3), repeat=axes)]

    @pytest.mark.parametrize("operator", UFUNCS)
    def test_it_agrees_with_numpy_on_every_pair(self, operator: Any) -> None:
        for left, right in product(self.SHAPES, self.SHAPES):
            result = check_product(left, operator, right)
            try:
                shape, message = UFUNCS[operator](np.ones(left), np.ones(right)).shape, None
            except ValueError as error:
                shape, message = None, str(error)
            assert (result.shape, result.numpy_message) == (shape, message), (left, operator, right)
            assert result.defined is (result.clash is None)
            if result.clashing:
                assert left[result.clashing[0]] != right[result.clashing[1]]

    def test_it_names_what_clashes(self) -> None:
        result = check_product((4, 3), "@", (4, 350), ("W[2]", "A[1]"))
        assert str(result.clash) == "W[2] (4, 3) and A[1] (4, 350): 3 and 4 should be equal"
        assert result.clashing == (1, 0)
        assert str(check_product((3,), "+", (3, 350)).clash).endswith("3 and 350 should be equal, or one of them 1")

    def test_it_tells_what_is_broadcast(self) -> None:
        result = check_product((3, 350), "+", (3, 1), ("Z", "b"))
        assert result.shape == (3, 350)
        assert [str(each.text) for each in result.broadcasts] == ["b is repeated 350 times along axis 1"]
        both = check_product((3, 1), "-", (3,))
        assert both.shape == (3, 3)
        assert [each.side for each in both.broadcasts] == [0, 1]

    def test_it_takes_no_memory(self) -> None:
        assert check_product((100_000, 1), "@", (1, 100_000)).shape == (100_000, 100_000)
        assert check_product((100_000,) * 3, "+", (99_999,)).numpy_message is not None

    @pytest.mark.parametrize("shape", [(1, 2, 3, 4), (-1,), (2.0,), (True,), "3", None, [3], (10**9,)])
    def test_garbage_gets_a_sentence(self, shape: Any) -> None:
        with pytest.raises(ConfigurationError, match="shape"):
            check_product(shape, "@", (3, 4))
        with pytest.raises(ConfigurationError, match="operator"):
            check_product((3, 4), "; import os", (3, 4))  # type: ignore[arg-type]
