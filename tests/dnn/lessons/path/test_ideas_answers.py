"""The answers to the questions before and after: stored, read, counted."""

from __future__ import annotations

import pytest

from dnn.lessons.path.ideas_answers import NOT_KNOWN, read_answers, score, scores, stored_name, written_answers
from dnn.lessons.path.questions.six_ideas import FORMS, six_questions

LEARNER = "a" * 22


def right(form: str) -> tuple[int, ...]:
    return tuple(question.right for question in six_questions(LEARNER, form))


def test_answers_come_back_as_they_were_written() -> None:
    answers = (0, 3, None, 2, None, 1)
    assert read_answers(written_answers(answers)) == answers


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (None, (None,) * 6),
        ("", (None,) * 6),
        ("{", (None,) * 6),
        ('{"0": 1}', (None,) * 6),
        ("[1]", (1, None, None, None, None, None)),
        ("[0, 1, 2, 3, 0, 1, 2, 3]", (0, 1, 2, 3, 0, 1)),
        ('[true, "1", 2.0, null, 3]', (None, None, None, None, 3, None)),
        ("[-1, 5, 99]", (None,) * 6),
        ("[4]", (NOT_KNOWN, None, None, None, None, None)),
        ("[" * 100_000, (None,) * 6),
    ],
)
def test_what_cannot_be_read_is_missing(document: str | None, expected: tuple[int | None, ...]) -> None:
    assert read_answers(document) == expected


def test_right_answers_are_counted_once_all_are_given() -> None:
    assert score(LEARNER, "before", right("before")) == 6
    first, *others = right("before")
    assert score(LEARNER, "before", ((first + 1) % 4, *others)) == 5
    assert score(LEARNER, "before", (None, *others)) is None


def test_not_to_know_yet_is_an_answer_and_never_right() -> None:
    assert all(len(question.choices) == NOT_KNOWN for question in six_questions(LEARNER, "before"))
    assert score(LEARNER, "before", (NOT_KNOWN,) * 6) == 0
    assert score(LEARNER, "before", (NOT_KNOWN, *right("before")[1:])) == 5


def test_both_are_needed() -> None:
    stored = {stored_name(form): written_answers(right(form)) for form in FORMS}
    assert scores(LEARNER, stored.get) == (6, 6)
    assert scores("b" * 22, stored.get) != (6, 6)  # whose questions are others
    del stored[stored_name("after")]
    assert scores(LEARNER, stored.get) is None
