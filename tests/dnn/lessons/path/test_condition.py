"""A condition on facts: numbers, words, other facts, and what is no number."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnn.lessons.path.condition import Condition

FACTS = {"cost": 0.5, "line": 0.4, "word": "yes", "layers": 5.0, "lost": math.nan, "far": math.inf}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Condition("cost", above=0.4), True),
        (Condition("cost", above=0.5), False),
        (Condition("cost", below=0.5), False),
        (Condition("cost", below=0.6), True),
        (Condition("cost", above=0.4, below=0.6), True),
        (Condition("cost", above=0.4, below=0.45), False),
        (Condition("cost", above="line"), True),
        (Condition("cost", above="line", times=2), False),
        (Condition("cost", below="line", times=2), True),
        (Condition("cost", above=0.4, times=100), True),  # a number is taken as it is written
        (Condition("layers", equals=5), True),
        (Condition("layers", equals=5 + 1e-12), True),
        (Condition("layers", equals=5.001), False),
        (Condition("word", equals="yes"), True),
        (Condition("word", equals="no"), False),
        (Condition("word", equals=1), False),
        (Condition("layers", equals="5"), False),
        (Condition("lost", above=0), False),
        (Condition("lost", below=0), False),
        (Condition("lost", equals=math.nan), False),
        (Condition("cost", below="lost"), False),
        (Condition("cost", above="lost"), False),
        (Condition("far", above=1e300), True),
        (Condition("cost", below="far"), True),
    ],
    ids=str,
)
def test_it_holds_or_not(condition: Condition, holds: bool) -> None:
    assert condition.holds(FACTS) is holds


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0.1, 10))
def test_above_and_below_are_never_both_true(number: float, other: float, times: float) -> None:
    facts = {"a": number, "b": other}
    above, below = (Condition("a", **{side: "b"}, times=times).holds(facts) for side in ("above", "below"))  # type: ignore[arg-type]
    assert (above, below) == (number > times * other, number < times * other) and not (above and below)


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        (Condition("a", above="b", below="c"), ("a", "b", "c")),
        (Condition("a", above=1, below="c"), ("a", "c")),
        (Condition("a", equals="a word"), ("a",)),
    ],
)
def test_it_names_the_facts_that_it_needs(condition: Condition, names: tuple[Any, ...]) -> None:
    assert condition.names == names
    with pytest.raises(KeyError):
        condition.holds({})
