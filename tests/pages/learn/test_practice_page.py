"""The practice page: answers are judged, a set is summed up and repeated, and its link gives the same questions."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dnn.lessons.practice import KINDS, SET_LENGTH, SHARES, PracticeSet
from pages.learn.practice import answer_storage
from pages.learn.practice.lessons import LESSONS
from pages.shared.session import session
from pages.shared.session.values import VALUES
from tests.pages.opened import opened, read, said

page = partial(opened, "practice")


def right_choice(practised: PracticeSet, place: int) -> int:
    return next(i for i, choice in enumerate(practised.items[place].question.choices) if choice.right)


def wrong_choice(practised: PracticeSet, place: int) -> int:
    return (right_choice(practised, place) + 1) % 4


def answer(test: AppTest, practised: PracticeSet, place: int, choice: int) -> PracticeSet:
    """Choose, check, and go on; returns the set as it then is."""
    check(test, practised, place, choice)
    test.button(key="next_question").click().run()
    assert not test.exception
    return practised.answered(place, choice)


def check(test: AppTest, practised: PracticeSet, place: int, choice: int) -> None:
    test.radio(key=f"practice_{practised.seed}_{place}").set_value(choice).run()
    test.button(key="check_answer").click().run()
    assert not test.exception


def worked_through(test: AppTest, seed: int, missed: set[int]) -> PracticeSet:
    """Answer a set from its first question to the summary, those of `missed` wrong."""
    practised = PracticeSet(seed)
    for place in range(SET_LENGTH):
        choice = wrong_choice(practised, place) if place in missed else right_choice(practised, place)
        practised = answer(test, practised, place, choice)
    return practised


def heading(test: AppTest) -> list[str]:
    return [each.value for each in test.header]


def test_right_and_wrong_answers_and_the_score() -> None:
    test, practised = page(set="7"), PracticeSet(7)
    check(test, practised, 0, right_choice(practised, 0))
    assert len(test.success) == 1 and not test.error
    assert "**1** of 1 right" in said(test)
    test.button(key="next_question").click().run()
    wrong = wrong_choice(practised, 1)
    check(test, practised, 1, wrong)
    assert len(test.success) == 1 and len(test.error) == 1
    assert str(practised.items[1].question.choices[wrong].explanation) in test.error[0].value
    assert "**1** of 2 right" in said(test)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_question_of_a_set_is_drawn(language: str) -> None:
    for place in range(SET_LENGTH):
        test = page(set="3", question=str(place), lang=language)
        assert len(test.radio(key=f"practice_3_{place}").options) == 4


def test_one_link_gives_the_same_questions_and_holds_no_answers() -> None:
    one, other = page(set="11", question="4"), page(set="11", question="4")
    assert said(one) == said(other)
    check(one, PracticeSet(11), 4, 0)
    assert one.session_state[VALUES]["parameters"] == {"set": "11", "question": "4"}


def test_a_set_says_how_far_it_is() -> None:
    test = page(set="7")
    assert heading(test) == ["Question 1 of 10"]
    answer(test, PracticeSet(7), 0, right_choice(PracticeSet(7), 0))
    assert heading(test) == ["Question 2 of 10"]
    assert [test.button(key=f"place_{place}").label for place in (0, 1)] == ["1 :green[✓]", "2 "]


def test_a_set_that_is_done_is_summed_up_with_where_to_read() -> None:
    test = page(set="7")
    practised = worked_through(test, 7, missed={2, 5})
    assert heading(test) == ["The set is done"]
    assert "**8** of 10 right" in said(test)
    links = {link.proto.page for link in test.get("page_link")}
    assert {LESSONS[KINDS[item.question.kind].topic].name for item in practised.missed} <= links
    for item in practised.missed:
        assert str(KINDS[item.question.kind].title) in said(test)


def test_the_missed_ones_come_again_about_other_networks() -> None:
    test = page(set="7")
    practised = worked_through(test, 7, missed={2, 5})
    test.button(key="repeat_missed").click().run()
    again = practised.repeated()
    assert heading(test) == ["Once more: question 1 of 2"]
    for place in (10, 11):
        assert str(again.items[place].question.prompt) in said(test)
        again = answer(test, again, place, right_choice(again, place))
    assert "At the first try **8** of 10 right." in said(test) and "Once more (1): **2** of 2 right." in said(test)
    assert "Nothing is missed any more." in said(test)
    assert not [button for button in test.button if button.key == "repeat_missed"]


def test_one_that_was_missed_is_one() -> None:
    test = page(set="7")
    worked_through(test, 7, missed={4})
    assert test.button(key="repeat_missed").label == "Repeat the missed one"


def test_going_back_finds_the_answer_and_counts_it_once() -> None:
    test, practised = page(set="7"), PracticeSet(7)
    for place in (0, 1):
        practised = answer(test, practised, place, wrong_choice(practised, place))
    test.button(key="place_0").click().run()
    assert heading(test) == ["Question 1 of 10"] and len(test.error) == 1
    assert "**0** of 2 right" in said(test)
    test.button(key="next_question").click().run()
    assert heading(test) == ["Question 3 of 10"]


def test_a_set_can_begin_again() -> None:
    test = page(set="7")
    worked_through(test, 7, missed=set())
    test.button(key="begin_again").click().run()
    assert heading(test) == ["Question 1 of 10"] and "right" not in said(test)


@pytest.mark.parametrize("nonsense", ["-1", "1e5", "1000000", "99999999999", "<b>", "٣", ""])
def test_a_set_that_there_is_not_is_refused_in_a_sentence(nonsense: str) -> None:
    test = page(set=nonsense)
    expected = f"Expected set to be a whole number from 0 to 999999, got {nonsense!r}; try 7."
    assert [read(each.value) for each in test.error] == [expected]
    test.button(key="new_set").click().run()
    assert not test.error and heading(test) == ["Question 1 of 10"]
    assert test.session_state[VALUES]["parameters"]["set"].isdigit()


def test_a_question_that_there_is_not_is_refused_and_the_first_open_one_shown() -> None:
    test = page(set="7", question="two")
    assert [read(each.value)[:32] for each in test.error] == ["Expected question to be a whole "]
    assert heading(test) == ["Question 1 of 10"]
    assert heading(page(set="7", question="12")) == ["Question 1 of 10"]


def test_a_new_set_begins_with_its_first_question() -> None:
    test = page(set="7", question="5")
    test.button(key="new_set").click().run()
    assert test.session_state[VALUES]["parameters"]["set"] != "7"
    assert heading(test) == ["Question 1 of 10"]


def test_every_topic_has_a_page_to_read() -> None:
    assert LESSONS.keys() == SHARES.keys()


class TestStorage:
    """The answers that a browser says it has stored."""

    @pytest.fixture(autouse=True)
    def _session(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(st, "session_state", {VALUES: {"language": "en"}})

    def send(self, value: Any, seed: int = 7) -> str:
        """Let the browser send a value; the answers that the session then knows."""
        st.session_state[answer_storage.KEY] = SimpleNamespace(stored=value)
        answer_storage.take(seed)
        return answer_storage.practice_set(seed).written()

    def test_stored_answers_are_taken_over(self) -> None:
        assert self.send({"set": 7, "answers": "ab--------"}) == "ab--------"
        assert session.take_problems() == []

    def test_an_answer_that_was_given_meanwhile_is_kept_and_none_counts_twice(self) -> None:
        answer_storage.put(PracticeSet(7).answered(0, 3).answered(2, 3))
        assert self.send({"set": 7, "answers": "ab--------"}) == "abd-------"

    def test_answers_to_another_set_are_left_alone(self) -> None:
        assert self.send({"set": 8, "answers": "ab--------"}) == ""

    @pytest.mark.parametrize("answers", ["xy", "a" * 10_000, "ab--------.ab", None, 5, [], {}])
    def test_nonsense_is_refused_in_a_sentence(self, answers: object) -> None:
        assert self.send({"set": 7, "answers": answers}) == ""
        (problem,) = session.take_problems()
        assert str(problem).startswith("Expected answers to be a letter for each of 10 questions")

    @pytest.mark.parametrize("value", [None, 5, "ab", [], {"answers": "ab--------"}])
    def test_what_names_no_set_is_ignored(self, value: object) -> None:
        assert self.send(value) == "" and session.take_problems() == []
