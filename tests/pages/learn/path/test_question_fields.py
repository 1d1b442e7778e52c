"""Numbers as people type them: with a point or a comma, from any keyboard; and right ones with their digits."""

from __future__ import annotations

import pytest

from dnn.lessons.path.questions.question import NumberQuestion
from dnn.text.messages import Text
from pages.learn.path.steps.question_fields import number_of, right_text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(("0.25", 0.25), ("0,25", 0.25), (",5", 0.5), ("-1,4", -1.4), ("−1.4", -1.4), ("–1.4", -1.4), (" 3 ", 3.0)),
        *(("1e-3", 1e-3), ("2E5", 2e5), ("+7", 7.0), ("０．５", 0.5), ("－１，２", -1.2), ("0。5", 0.5), ("- 2", -2.0)),
    ],
)
def test_a_number_is_read_as_it_is_meant(written: str, value: float) -> None:
    assert number_of(written) == value


@pytest.mark.parametrize("written", ["", " ", "-", ".", "1.2.3", "1,234.5", "nan", "inf", "1e999", "1/2", "٣", "0x1"])
def test_what_is_none_is_none(written: str) -> None:
    assert number_of(written) is None


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(0.09997, None, "0.100"), (2.0, None, "2.00"), (123.4, None, "123"), (0.498, 2, "0.50"), (-1.0, 2, "−1.00")],
)
def test_the_right_number_has_the_digits_that_are_asked_for(value: float, decimals: int | None, text: str) -> None:
    x = Text("x")
    question = NumberQuestion("x", x, value, 0.01, x, (), (x, x, x), decimals=decimals)
    assert right_text(question) == f"**{text}**"
