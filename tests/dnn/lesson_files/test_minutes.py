"""No lesson takes longer than it may, as far as can be estimated."""

from __future__ import annotations

import pytest

from benchmarks.lessons.minutes import minutes_of, words_in
from dnn.lesson_files import lessons
from dnn.lessons.path.lesson import MAX_MINUTES


@pytest.mark.slow
@pytest.mark.parametrize("name", lessons())
def test_no_lesson_has_grown_too_long_or_says_another_length_than_its_own(name: str) -> None:
    lesson = lessons()[name]
    minutes = minutes_of(lesson)
    assert 3 < minutes <= MAX_MINUTES
    assert lesson.minutes == round(minutes)


@pytest.mark.parametrize(
    ("text", "count"),
    [("Two words", 2), ("held-out data don’t", 3), ("0.25 of it", 3), ("so $dW = \\frac1m$", 3), ("", 0), ("$a$", 1)],
)
def test_words_of_a_text_and_of_its_formulas(text: str, count: int) -> None:
    assert words_in(text) == count
