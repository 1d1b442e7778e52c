"""The practice page: answers are judged and explained, the score runs, and a link gives the same questions."""

from __future__ import annotations

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from dnn.lessons.practice import question
from tests.pages.opened import opened, said

page = partial(opened, "practice")


def right_choice(set_number: int, number: int) -> int:
    return next(index for index, choice in enumerate(question(set_number, number).choices) if choice.right)


def answer(test: AppTest, set_number: int, number: int, choice: int) -> None:
    test.radio(key=f"practice_{set_number}_{number}").set_value(choice).run()
    test.button(key="check_answer").click().run()
    assert not test.exception


def test_right_and_wrong_answers_and_the_score() -> None:
    test = page(set="7")
    answer(test, 7, 0, right_choice(7, 0))
    assert len(test.success) == 1 and not test.error
    assert "**1** of 1 right" in said(test)
    test.button(key="next_question").click().run()
    wrong = (right_choice(7, 1) + 1) % 4
    answer(test, 7, 1, wrong)
    assert len(test.success) == 1 and len(test.error) == 1
    assert str(question(7, 1).choices[wrong].explanation) in test.error[0].value
    assert "**1** of 2 right" in said(test)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_many_questions_are_drawn(language: str) -> None:
    for number in range(12):
        test = page(set="3", question=str(number), lang=language)
        assert len(test.radio(key=f"practice_3_{number}").options) == 4


def test_one_link_gives_the_same_questions() -> None:
    one, other = page(set="11", question="4"), page(set="11", question="4")
    assert said(one) == said(other)
    assert one.session_state["parameters"] == {"set": "11", "question": "4"}


@pytest.mark.parametrize("nonsense", ["-1", "1e5", "99999999999", "x", "٣"])
def test_a_set_that_there_is_not_becomes_a_new_one(nonsense: str) -> None:
    test = page(set=nonsense)
    assert test.session_state["parameters"]["set"].isdigit() and not test.exception


def test_a_new_set_begins_with_its_first_question() -> None:
    test = page(set="7", question="5")
    test.button(key="new_set").click().run()
    assert test.session_state["parameters"]["set"] != "7"
    assert [each.value for each in test.header] == ["Question 1"]
