"""What is kept of a learner's answers: the test before and after, the printed page, deletion, and a database that is
away."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dnn.background.learning.learning_store import LearningStore
from dnn.background.services import get_learning_store, get_run_manager
from dnn.background.store.protocol import StoreAway
from dnn.errors import DnnError
from dnn.lesson_files import lessons
from dnn.lesson_files.read_lesson import OWN, digest_of
from dnn.lessons.path.progress import AnsweredQuestion, Attempt, answered, saw
from dnn.lessons.path.questions.question import ChoiceQuestion, Question
from dnn.lessons.path.questions.six_ideas import DRAFTS, six_questions
from dnn.text.messages import Text
from pages.learn.path.lesson_words import our_words
from pages.learn.path.results import misses
from pages.learn.path.results.ideas_test import step_about
from pages.learn.path.results.misses import wrong_draws
from pages.learn.path.results.printing import PRESSED
from pages.learn.path.steps.question_fields import right_text
from pages.learn.path.steps.question_fields import said as said_choice
from pages.shared.session.session import PAGE_VALUE_PREFIX
from pages.shared.session.values import VALUES
from tests.pages.learn.path.test_own_lessons import assert_letters, brought, document
from tests.pages.learn.path.walking import Walker, buttons, page, put, visitor_of
from tests.pages.opened import read, said


def answer_all(form: str, wrong: int, test: AppTest | None = None) -> AppTest:
    """Answer the six questions of a form, the first so many wrong."""
    test = test or page()
    test.button(key=f"open_test_{form}").click().run()
    for place, question in enumerate(six_questions(visitor_of(test), form)):
        taken = (question.right + (place < wrong)) % len(question.choices)
        test.radio(key=f"test_{form}_{place}").set_value(taken).run()
        test.button(key="answer_test").click().run()
        assert not test.exception
    return test


class TestSixIdeas:
    @pytest.mark.parametrize("form", ["before", "after"])
    def test_what_was_right_is_said_when_all_six_are_answered(self, form: str) -> None:
        test = answer_all(form, wrong=2)
        assert "**4** of 6 right" in said(test)
        assert len(test.error) == 2 and len(test.success) == 6 and len(test.expander) == 6
        test.button(key="all_lessons").click().run()
        assert "4 of 6 right" in said(test) and test.button(key=f"open_test_{form}").label == "Look again"
        test.button(key=f"open_test_{form}").click().run()
        assert "answer_test" not in buttons(test) and "**4** of 6 right" in said(test)

    def test_what_is_not_known_yet_is_no_mistake(self) -> None:
        test = page()
        test.button(key="open_test_before").click().run()
        for place in range(6):
            radio = test.radio(key=f"test_before_{place}")
            assert radio.options[-1] == "I do not know yet"
            radio.set_value(len(radio.options) - 1).run()
            test.button(key="answer_test").click().run()
        assert "**0** of 6 right" in said(test) and not test.error and len(test.success) == 6
        assert all("○" in each.label and "✗" not in each.label for each in test.expander)

    def test_without_the_six_before_it_is_said_first_that_no_gain_can_be(self) -> None:
        missing = "Without the six questions before, what you have gained cannot be said."
        test = page()
        assert missing in said(test)
        test.button(key="open_test_after").click().run()
        assert missing in said(test) and "Question 1 of 6" in said(test)
        test.button(key="open_test_before").click().run()
        assert test.query_params["lesson"] == "before"
        test = answer_all("before", wrong=1)
        test.button(key="all_lessons").click().run()
        assert missing not in said(test)
        test.button(key="open_test_after").click().run()
        assert missing not in said(test) and "You have not begun a lesson yet" in said(test)

    def test_my_answers_have_both_sixes_and_the_ways_to_what_is_to_be_repeated(self) -> None:
        test = answer_all("after", wrong=2, test=_back(answer_all("before", wrong=5)))
        test = _back(test).button(key="my_answers").click().run()
        words = said(test)
        assert "**1** of 6 right" in words and "**4** of 6 right" in words
        for form in ("before", "after"):
            assert all(str(question.prompt)[:20] in words for question in six_questions(visitor_of(test), form))
        assert len([key for key in buttons(test) if key.startswith("repeat_")]) == 2

    def test_after_the_six_before_the_way_on_is_the_first_lesson(self) -> None:
        test = answer_all("before", wrong=2)
        way = test.button(key="next_lesson")
        assert way.label.startswith("Begin lesson 1: ")
        way.click().run()
        assert test.query_params["lesson"] == "layers"

    def test_after_the_six_after_the_ways_lead_to_what_is_to_be_repeated(self) -> None:
        test = answer_all("after", wrong=2)
        ways = {key: each for key, each in buttons(test).items() if key.startswith("repeat_")}
        assert len(ways) == 2 and "next_lesson" not in buttons(test)
        assert any("Why Z is cached: lesson 7, step 3" in each.label for each in ways.values())
        next(each for each in ways.values() if "cached" in each.label).click().run()
        assert test.query_params["lesson"] == "output_gradient"
        assert not any(key.startswith("repeat_") for key in buttons(answer_all("after", wrong=0)))

    @pytest.mark.parametrize("kind", DRAFTS)
    def test_each_of_the_six_is_what_a_step_of_a_lesson_asks(self, kind: str) -> None:
        number, lesson, place = step_about(kind)
        assert list(lessons().values())[number - 1] == lesson
        assert kind in {asked.kind for asked in lesson.steps[place].questions}

    def test_nothing_is_said_before_and_a_reload_goes_on_where_it_was(self) -> None:
        test = page()
        test.button(key="open_test_before").click().run()
        question = six_questions(visitor_of(test), "before")[0]
        assert (
            not test.error and not test.success and str(question.choices[question.right].explanation) not in said(test)
        )
        test.button(key="answer_test").click().run()
        assert "Question 1 of 6" in said(test) and [each.value for each in test.warning] == [
            "Choose one of the answers first."
        ]
        test.radio(key="test_before_0").set_value(0).run()
        assert not test.warning
        test.button(key="answer_test").click().run()
        assert "Question 2 of 6" in said(test) and not test.error and not test.success
        stored = get_learning_store().progress(visitor_of(test), "test-before")
        assert stored is not None and json.loads(stored.document) == [0, None, None, None, None, None]

    @pytest.mark.parametrize(
        ("before", "after", "words"),
        [
            (4, 1, "you have learned 75 %"),
            (3, 3, "you have learned 0 %"),
            (6, 0, "you have learned 100 %"),
            (0, 0, "You knew all of it before"),
            (1, 4, "Fewer than before"),
        ],
    )
    def test_the_gain_is_that_of_hake(self, before: int, after: int, words: str) -> None:
        test = answer_all("before", wrong=before)
        assert "normalised gain" not in said(test)
        test.button(key="all_lessons").click().run()
        answer_all("after", wrong=after, test=test)
        results = said(test)
        assert f"Before the lessons **{6 - before}** of 6 right, after them **{6 - after}**." in results
        assert words in results
        test.button(key="all_lessons").click().run()
        test.button(key="my_answers").click().run()
        assert words in said(test)

    @pytest.mark.parametrize(
        "stored",
        ["", "{}", "3", "null", '"x"', "[" * 5_000, "[9, 0, 0, 0, 0, 0]", "[true, 1.5, null, [0], {}, -1]", "{"],
    )
    def test_what_is_stored_of_another_version_is_asked_again(self, stored: str) -> None:
        test = page()
        get_learning_store().put_progress(visitor_of(test), "test-before", stored)
        test.button(key="open_test_before").click().run()
        assert not test.exception and "Question 1 of 6" in said(test)

    def test_the_questions_after_are_others_on_the_same_ideas(self) -> None:
        visitor = visitor_of(page())
        before, after = (six_questions(visitor, form) for form in ("before", "after"))
        assert [each.kind for each in before] == [each.kind for each in after]
        assert all(one.prompt != other.prompt for one, other in zip(before, after, strict=True))


class TestPrinted:
    def test_it_says_what_was_asked_seen_and_answered_and_what_is_to_be_repeated(self) -> None:
        walker = Walker("shapes")
        for act in (walker.predict, walker.do, walker.see):
            act(0)
        walker.answer(0, 0, is_right=False)
        walker.answer(0, 0)
        test = _back(walker.test).button(key="my_answers").click().run()
        step, words = walker.lesson.steps[0], said(test)
        assert step.prediction is not None and step.observation is not None
        assert str(step.prediction.question) in words and str(step.observation.question) in words
        assert "after 2 tries" in words and "To be repeated" in words

    def test_a_wrong_answer_stands_with_what_was_asked_the_right_one_and_the_reason_after_a_reload(self) -> None:
        walker, question = at_first_question("shapes")
        assert isinstance(question, ChoiceQuestion)
        walker.answer(0, 0, is_right=False)
        taken = question.choices[int(walker.step(0).question(0).attempts[0].answer)]
        test = _back(walker.test).button(key="my_answers").click().run().run()
        (missed,) = missed_in(test)
        for part in (question.prompt, said_choice(taken.text), taken.explanation):
            assert our_words(part) in missed if isinstance(part, Text) else part in missed
        assert f"**Right answer**: {said_choice(question.choices[question.right].text)}  " in missed

    def test_a_wrong_number_stands_as_it_was_given_and_nothing_is_said_of_an_unknown_mistake(self) -> None:
        walker, question = at_first_question("forward")
        put(walker, walker.progress.with_step(0, answered(walker.step(0), 0, -1234.56789, is_right=False)))
        (missed,) = missed_in(_back(walker.test).button(key="my_answers").click().run())
        assert "**You answered**: −1234.56789  \n✓" in missed and "No usual mistake" not in missed
        assert right_text(question).strip("*") in missed

    def test_the_right_answer_is_not_told_while_the_very_question_is_open(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        walker, question = at_first_question("shapes")
        walker.answer(0, 0, is_right=False)
        monkeypatch.setattr(misses, "asked_question", lambda *_given: question)
        (missed,) = missed_in(_back(walker.test).button(key="my_answers").click().run())
        assert "You answered" in missed and "Right answer" not in missed

    def test_the_answers_to_a_question_asked_once_more_belong_to_later_draws(self) -> None:
        first, again = (Attempt(0, False), Attempt(1, True)), (Attempt(2, False), Attempt(3, False))
        assert wrong_draws(AnsweredQuestion(first, repetition=AnsweredQuestion(again))) == [(0, 0), (2, 2), (3, 3)]
        assert wrong_draws(AnsweredQuestion(again, forgotten=7)) == [(7, 2), (8, 3)]

    def test_a_sentence_that_was_not_seen_is_shown_letter_by_letter_and_the_right_one_once_it_was_found(self) -> None:
        text = json.dumps(document())
        walker = Walker(OWN + digest_of(text), brought(page(), text.encode()))
        walker.predict(0)
        walker.do(0)
        walker.see(0, is_right=False)
        test = _back(walker.test).button(key="my_answers").click().run()
        (missed,) = missed_in(test)
        assert "Right answer" not in missed
        assert_letters(test)
        walker.test = test.button(key="all_lessons").click().run()
        own = walker.step(0)
        put(walker, walker.progress.with_step(0, saw(own, walker.answers.seen(0, own.facts))))
        (missed,) = missed_in(walker.test.button(key="my_answers").click().run())
        assert "Right answer" in missed
        assert_letters(walker.test)

    def test_on_paper_there_is_room_for_a_name_and_a_date_which_are_not_asked_for(self) -> None:
        walker = Walker("shapes")
        test = _back(walker.test).button(key="my_answers").click().run()
        heads = [each.proto.body for each in test.get("html") if "<i></i>" in each.proto.body]
        assert heads == ["<p><span>Your name</span><i></i><span>Date</span><i></i></p>"]
        assert not test.text_input and not test.date_input

    def test_what_is_to_be_repeated_is_asked_once_more_with_other_numbers(self) -> None:
        walker = Walker("shapes")
        for act in (walker.predict, walker.do, walker.see):
            act(0)
        walker.answer(0, 0, is_right=False)
        walker.walk(0)
        asked = said(walker.test)
        walker.press("once_more_0")
        assert walker.phase(0) == "done" and "once_more_0" not in buttons(walker.test)
        walker.answer(0, 0, is_right=False)
        assert "is not right" in said(walker.test) and walker.phase(0) == "done"
        walker.answer(0, 0)
        words = said(walker.test)
        assert "Once more:" in words and words != asked and walker.phase(0) == "done"
        assert not {"once_more_0", "check_answer"} & set(buttons(walker.test))
        test = _back(walker.test).button(key="my_answers").click().run()
        assert "right when asked once more" in said(test) and "To be repeated" not in said(test)

    def test_each_press_prints_once_and_to_come_back_prints_nothing(self) -> None:
        walker = Walker("shapes")
        test = _back(walker.test).button(key="my_answers").click().run()
        assert presses(test) == 0
        for count in (1, 2):
            test.button(key="print_answers").click().run()
            assert presses(test) == count
        test.run()
        assert presses(test) == 2  # the browser prints once for each number


def at_first_question(name: str) -> tuple[Walker, Question]:
    """A learner who has come to the first question of a lesson, and that question."""
    walker = Walker(name)
    for act in (walker.predict, walker.do, walker.see):
        act(0)
    return walker, walker.answers.question(0, 0, 0, walker.step(0).facts)


def missed_in(test: AppTest) -> list[str]:
    """The wrong answers that a page shows."""
    assert not test.exception
    return [each.value for each in test.caption if "You answered" in each.value]


def presses(test: AppTest) -> int:
    """How often the page has been asked to be printed, as it tells the browser."""
    return int(test.session_state[VALUES].get(f"{PAGE_VALUE_PREFIX}{PRESSED}", 0))


def _back(test: AppTest) -> AppTest:
    return test.button(key="all_lessons").click().run()


class TestDeletion:
    def test_progress_tests_and_own_lessons_go_with_all_runs(self) -> None:
        text = json.dumps(document())
        walker = Walker(OWN + digest_of(text), brought(page(), text.encode()))
        walker.predict(0)
        ours = answer_all("before", wrong=0, test=_back(walker.test))
        visitor, store = visitor_of(ours), get_learning_store()
        assert {each.lesson for each in store.all_progress(visitor)} == {walker.lesson.name, "test-before"}
        get_run_manager().notebook.delete_all(visitor)
        assert store.all_progress(visitor) == [] and store.lessons(visitor) == []
        again = _back(ours)
        assert "of 6 right" not in said(again) and not any(key and key.startswith("open_own") for key in buttons(again))

    @pytest.mark.parametrize("phase", ["predict", "try", "see", "check"])
    def test_a_page_that_is_open_brings_nothing_back_but_what_is_done_anew(self, phase: str) -> None:
        walker = Walker("shapes")
        visitor, store = visitor_of(walker.test), get_learning_store()
        for name, act in (("predict", walker.predict), ("try", walker.do), ("see", walker.see)):
            if name == phase:
                break
            act(0)
        assert walker.phase(0) == phase
        if phase == "see":
            key = f"seen_shapes_0_{walker.progress.seed}_0"
            walker.test.radio(key=key).set_value(0).run()
        if phase == "check":
            question = walker.answers.question(0, 0, 0, walker.step(0).facts)
            walker.test.radio(key=f"answer_shapes_0_0_{walker.progress.seed}_0").set_value(question.right).run()  # type: ignore[union-attr]
        get_run_manager().notebook.delete_all(visitor)
        press = {"try": "try_it", "see": "commit_observation", "check": "check_answer"}.get(phase)
        if press is not None:
            walker.press(press)
        else:
            walker.test.run()
        assert store.all_progress(visitor) == []
        assert "commit_prediction" in buttons(walker.test) and not walker.test.exception


PRESSES = {"predict": "commit_prediction", "try": "try_it", "see": "commit_observation", "check": "check_answer"}
AWAY = "The database cannot be reached at present; try again in a minute."


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """Whether the database is away: nothing of it can be read then; what is put is held."""
    is_away = [False]
    for name in ("progress", "all_progress", "lessons", "lesson", "remove_lesson"):
        usual = getattr(LearningStore, name)

        def reading(self, *arguments, usual=usual):  # type: ignore[no-untyped-def]
            if is_away[0]:
                raise StoreAway(Text(AWAY))
            return usual(self, *arguments)

        monkeypatch.setattr(LearningStore, name, reading)
    yield is_away


class TestDatabaseAway:
    @pytest.mark.parametrize("lesson", ["", "shapes", "before", "answers", OWN + "0" * 22])
    def test_each_part_says_so_in_a_sentence(self, lesson: str, away: list[bool]) -> None:
        away[0] = True
        test = page(**({"lesson": lesson} if lesson else {}))
        assert [read(each.value) for each in test.error] == [AWAY]
        away[0] = False
        test.run()
        assert AWAY not in [read(each.value) for each in test.error]
        assert len(test.error) == lesson.startswith(OWN)  # which there is none of

    @pytest.mark.parametrize("phase", ["predict", "try", "see", "check"])
    def test_a_press_in_the_meantime_says_so_and_loses_nothing(self, phase: str, away: list[bool]) -> None:
        walker = Walker("shapes")
        acts = {"predict": walker.predict, "try": walker.do, "see": walker.see}
        for name, act in acts.items():
            if name == phase:
                break
            act(0)
        before = walker.progress
        if phase == "predict":
            question = walker.answers.predicted_question(0)
            walker.test.radio(key=f"predicted_shapes_0_{before.seed}").set_value(question.right).run()  # type: ignore[union-attr]
        if phase == "see":
            walker.test.radio(key=f"seen_shapes_0_{before.seed}_0").set_value(walker.answers.seen(0)).run()
        if phase == "check":
            asked = walker.answers.question(0, 0, 0, walker.step(0).facts)
            walker.test.radio(key=f"answer_shapes_0_0_{before.seed}_0").set_value(asked.right).run()  # type: ignore[union-attr]
        press = {"predict": "commit_prediction", "try": "try_it", "see": "commit_observation", "check": "check_answer"}[
            phase
        ]
        away[0] = True
        walker.press(press)
        assert AWAY in [read(each.value) for each in walker.test.error]
        away[0] = False
        assert walker.progress == before and walker.progress.seed == before.seed
        walker.test.run()
        assert not walker.test.exception
        walker.walk(0)

    def test_an_answer_that_cannot_be_stored_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refused(*_arguments: object) -> None:
            raise DnnError(Text("No room."))

        walker = Walker("shapes")
        monkeypatch.setattr(LearningStore, "put_progress", refused)
        walker.predict(0)
        assert [read(each.value) for each in walker.test.error] == ["No room."]
        assert_letters(walker.test)
