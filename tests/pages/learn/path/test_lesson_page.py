"""A lesson on its page: what is read of the progress, what the pictures show, and what is said of a goal."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dnn.background.learning.learning_store import LearningStore
from dnn.background.notebook.lesson_runs import LessonRuns
from dnn.configuration import RunConfig
from dnn.errors import DnnError
from dnn.lesson_files import lessons
from dnn.lessons.path.step_setup import step_options
from dnn.text.messages import Text
from pages.learn.path.pictures import panels
from pages.learn.path.steps import run_table, tries
from pages.learn.path.steps.step_view import stepper
from tests.pages.opened import SLOWEST, opened


def lesson(name: str) -> AppTest:
    """A lesson, opened by its link."""
    test = opened("path", lesson=name)
    test.query_params["lesson"] = name
    return test.run()


def pictures(test: AppTest) -> str:
    """The row of pictures, as HTML."""
    rows = [json.loads(each.proto.json).get("row") for each in test.get("bidi_component")]
    return next(each for each in rows if each)


def choose(test: AppTest, place: int) -> AppTest:
    """Choose a sentence."""
    return test.radio[0].set_value(place).run()


def press(test: AppTest, key: str) -> AppTest:
    """Press a button."""
    return next(each for each in test.button if each.key == key).click().run()


def _goal_strip() -> None:
    """The strip of the tries before the first."""
    from dnn.lesson_files import lessons
    from dnn.lessons.path.progress import StepProgress
    from pages.learn.path.steps import tries

    lesson = lessons()["goal"]
    tries.draw(lesson, 1, lesson.steps[1], StepProgress(), 1)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often the progress in each lesson is read."""
    counted: Counter[str] = Counter()
    read = LearningStore.progress

    def counting(store: LearningStore, owner: str, name: str) -> object:
        counted[name] += 1
        return read(store, owner, name)

    monkeypatch.setattr(LearningStore, "progress", counting)
    yield counted


class TestProgress:
    def test_is_read_once_while_a_lesson_is_drawn(self, reads: Counter[str]) -> None:
        test = lesson("depth")
        reads.clear()
        test.run()
        assert reads == {"depth": 1}

    def test_of_each_lesson_is_read_once_for_the_list(self, reads: Counter[str]) -> None:
        test = opened("path")
        reads.clear()
        test.run()
        assert {name: reads[name] for name in lessons()} == dict.fromkeys(lessons(), 1)

    def test_is_read_anew_for_a_press(self, reads: Counter[str]) -> None:
        test = choose(lesson("depth"), 0)
        reads.clear()
        press(test, "commit_prediction")
        assert 2 <= reads["depth"] <= 4, "once before the press is answered, and once for the page after it"
        assert any(each.key == "try_it" for each in test.button), "what was stored is what is shown"


class TestPictures:
    def test_before_the_try_are_the_data_under_the_names_of_the_runs(self) -> None:
        row = pictures(lesson("depth"))
        assert row.count("<figure>") == 3 and "two hidden layers" in row
        assert "<image" not in row and 'fill="none"' not in row

    def test_after_it_are_the_outputs_in_the_same_places(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(LessonRuns, "are_over", lambda runs, run_ids: True)
        before = pictures(test := choose(lesson("depth"), 0))
        press(press(test, "commit_prediction"), "try_it")
        row = pictures(test)
        assert row.count("<image") == row.count("<figure>") == before.count("<figure>") == 3
        assert row.count("the boundary between the classes") == 3
        assert any(each.key == "commit_observation" for each in test.button)

    def test_of_a_run_that_cannot_be_computed_leave_a_message(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(LessonRuns, "are_over", lambda runs, run_ids: True)
        test = press(choose(lesson("depth"), 0), "commit_prediction")

        def too_busy(config: RunConfig) -> None:
            raise DnnError(Text("Many computations are queued here; try again in a minute."))

        monkeypatch.setattr(panels, "output_at_hand", too_busy)
        press(test, "try_it")
        assert any("try again in a minute" in each.value for each in test.error)

    def test_of_a_goal_have_an_empty_place_for_every_try_that_is_left(self) -> None:
        step = lessons()["goal"].steps[1]
        test = AppTest.from_function(_goal_strip, default_timeout=SLOWEST).run()
        assert not test.exception
        row = pictures(test)
        most = int(dict(step_options(step, {}))["tries"])
        assert row.count("<figure>") == most and row.count("path-empty") == most - 1


class TestGoal:
    OPTIONS = tuple({"units": 9, "cost": 0.2, "iterations": 300}.items())

    def test_too_many_units_are_said_while_they_are_chosen(self) -> None:
        said = tries.limit_words([6, 6], self.OPTIONS)
        assert "6 + 6 = 12 hidden units: too many for the goal, which allows 9" in said

    @pytest.mark.parametrize(("units", "words"), [([9], "9 hidden units"), ([1], "1 hidden unit;"), ([], "0 hidden")])
    def test_as_many_as_are_allowed_are_said_to_be(self, units: list[int], words: str) -> None:
        said = tries.limit_words(units, self.OPTIONS)
        assert words in said and "too many" not in said

    @pytest.mark.parametrize(
        ("units", "iterations", "cost", "reached"),
        [(9, 300, 0.19, True), (9, 300, 0.2, False), (10, 300, 0.1, False), (9, 301, 0.1, False)],
    )
    def test_is_reached_within_all_its_limits_only(
        self, units: float, iterations: float, cost: float, reached: bool
    ) -> None:
        facts = {"hidden_units_1": units, "iterations_1": iterations, "test_cost_1": cost}
        assert tries.is_reached(facts, 1, dict(self.OPTIONS)) is reached

    def test_the_try_that_reached_it_is_marked_in_the_table(self) -> None:
        facts = {
            "test_cost_1": 0.3,
            "hidden_units_1": 3.0,
            "test_cost_2": 0.1,
            "hidden_units_2": 9.0,
            "reached_at": 2.0,
        }
        table = run_table.tries_table(lessons()["goal"].steps[1], ({}, {}), facts)
        first, second = table.strip().splitlines()[-2:]
        assert "✓" in second and "✓" not in first

    def test_units_and_layers_of_a_try_stand_in_one_column_of_its_table(self) -> None:
        facts = {f"test_cost_{k}": 0.3 for k in (1, 2, 3)} | {"hidden_units_1": 9.0, "hidden_units_2": 4.0}
        chosen = [{"units": 9, "depth": 1}, {"units": 2, "depth": 2}, {"units": 6, "depth": 2}]
        table = run_table.tries_table(lessons()["goal"].steps[1], chosen, facts | {"hidden_units_3": 12.0})
        head, _rule, *rows = table.strip().splitlines()
        assert head == "|  | held-out J | Learning rate α | Activation function | hidden units |"
        assert [row.split("|")[-2].strip() for row in rows] == ["9", "2 + 2 = 4", ":orange[6 + 6 = 12 > 9]"]

    @pytest.mark.parametrize(
        ("second", "named"),
        [
            ({"learning_rate": 0.3, "units": 3, "activation": "tanh"}, "Learning rate α, Activation function. Which"),
            ({"learning_rate": 0.3, "units": 3, "activation": "sigmoid"}, ""),
            ({"learning_rate": 0.1, "units": 3, "activation": "sigmoid"}, ""),
        ],
    )
    def test_what_was_changed_at_once_is_named_after_the_try(self, second: dict[str, Any], named: str) -> None:
        step, first = lessons()["goal"].steps[1], {"learning_rate": 0.1, "units": 3, "activation": "sigmoid"}
        assert not tries.changes_words(step, [second]), "there is no try before the first"
        said = tries.changes_words(step, [second, first, second])
        assert said.startswith("Try 3 changed several settings at once") is bool(named) and named in said
        unasked = {name: value for name, value in step.experiment.options.items() if name != "one_at_a_time"}
        asking_nothing = replace(step, experiment=replace(step.experiment, options=unasked))
        assert not tries.changes_words(asking_nothing, [first, second])

    def test_units_that_are_too_many_are_marked_in_the_table(self) -> None:
        facts = {"test_cost_1": 0.17, "hidden_units_1": 18.0, "test_cost_2": 0.17, "hidden_units_2": 9.0}
        first, second = run_table.tries_table(lessons()["goal"].steps[1], ({}, {}), facts).strip().splitlines()[-2:]
        assert "18 > 9" in first and ">" not in second


class TestStepper:
    def test_marks_what_is_done_and_what_is_open(self) -> None:
        html = stepper(lessons()["depth"].steps[0], "see")
        assert html.count("<li") == 4 and html.count('class="path-done"') == 2
        assert html.count('aria-current="step"') == 1 and '<li aria-current="step"><i>3</i>See</li>' in html

    def test_leaves_out_phases_that_a_step_does_not_have(self) -> None:
        assert stepper(lessons()["goal"].steps[1], "try").count("<li") == 3

    def test_of_a_step_that_is_done_has_no_open_phase(self) -> None:
        html = stepper(lessons()["depth"].steps[0], "done")
        assert "aria-current" not in html and html.count('class="path-done"') == 4
