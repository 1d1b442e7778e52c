"""Progress as it is stored: read as it was written; what of it cannot be read begins anew, and breaks no page."""

from __future__ import annotations

import copy
import json
import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnn.background.learning.limits import MAX_PROGRESS_BYTES, check_document
from dnn.lesson_files import lessons
from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import (
    MAX_ATTEMPTS,
    AnsweredQuestion,
    Attempt,
    LessonProgress,
    StepProgress,
    answered,
    open_step,
    phase_of,
    saw,
)
from dnn.lessons.path.progress_document import VERSION, read, written
from tests.dnn.lessons.path.lesson_texts import own_lesson
from tests.dnn.lessons.path.test_progress import walked

LAYERS, RATES, GOAL = lessons()["layers"], lessons()["learning_rate"], lessons()["goal"]
SEED = 3
"""A seed that learners are given in every lesson."""


def again(progress: LessonProgress, lesson: Lesson) -> LessonProgress | None:
    return read(written(progress, lesson), lesson, progress.updated)


@pytest.mark.parametrize("name", ["layers", "depth", "output_gradient", "goal"])
def test_it_is_read_as_it_was_written(name: str) -> None:
    lesson = lessons()[name]
    progress = replace(walked(lesson, SEED), updated=5.5)
    assert again(progress, lesson) == progress


def test_every_value_comes_back_numbers_that_are_none_too() -> None:
    facts = {"a": 0.1 + 0.2, "b": "0/0", "c": math.inf, "d": -0.0, "e": 5e-324}
    step = StepProgress(
        prediction=((1, 0.5), (9, 1e-9)),
        facts=facts,
        runs=("r1", "r2"),
        settings=({"units": 3, "activation": "tanh"}, {}),
        seen=(),
        questions=(
            AnsweredQuestion(
                (Attempt(2, is_right=False, hints=3), Attempt(0.25, is_right=True)),
                1,
                7,
                AnsweredQuestion((Attempt(0, is_right=False),), 2),
            ),
        ),
    )
    found = again(LessonProgress("learning_rate", 3, (StepProgress(), step)), RATES)
    assert found is not None and found.steps == (StepProgress(), step)
    nan = again(LessonProgress("learning_rate", 3, (StepProgress(prediction=(1, 2, 3), facts=rates(math.nan)),)), RATES)
    assert nan is not None and nan.steps[0].facts is not None and math.isnan(float(nan.steps[0].facts["rises_3"]))


def rates(rises: float) -> dict[str, float | str]:
    """Facts of the first step of the lesson of learning rates, as far as its conditions need them."""
    return {"rises_3": rises, **{f"final_cost_{k}": 0.1 * k for k in (1, 2, 3)}}


def document_of(lesson: Lesson = LAYERS) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(written(walked(lesson, SEED), lesson))
    return document


def reading(document: object, lesson: Lesson = LAYERS) -> LessonProgress | None:
    return read(json.dumps(document), lesson, 0.0)


def test_a_document_of_an_older_form_has_forgotten_nothing() -> None:
    document = document_of()
    for step in document["steps"]:
        for question in step["questions"]:
            del question["forgotten"]
    assert reading(document) == walked(LAYERS, SEED)


@pytest.mark.parametrize(
    "changes",
    [
        {"version": VERSION + 1},
        {"version": None},
        {"version": 1},
        {"version": 1, "digest": lessons()["cost"].digest},
        {"seed": 64},
        {"seed": "2"},
        {"seed": math.inf},
        {"seed": None},
        {"steps": None},
        {"steps": 3},
    ],
    ids=str,
)
def test_what_belongs_to_another_version_has_not_begun(changes: dict[str, Any]) -> None:
    assert reading(document_of() | changes) is None


@pytest.mark.parametrize("seed", GOAL.left_out_seeds[:2])
def test_a_seed_that_is_no_longer_given_begins_anew(seed: int) -> None:
    assert reading(document_of(GOAL) | {"seed": seed}, GOAL) is None


@pytest.mark.parametrize("text", ["", "null", "3", '"x"', "[]", "{}", "{", "\0", "[" * 100_000, "NaN", "1" * 5_000])
def test_what_is_no_document_is_progress_that_has_not_begun(text: str) -> None:
    assert read(text, LAYERS, 0.0) is None


DAMAGES: list[dict[str, Any]] = [
    {"prediction": 7},
    {"prediction": -1},
    {"prediction": "0"},
    {"prediction": True},
    {"prediction": [0]},
    {"facts": []},
    {"facts": 3},
    {"facts": {"a": None}},
    {"facts": {"a": True}},
    {"facts": {"a": [1]}},
    {"runs": None},
    {"settings": [3]},
    {"seen": [9]},
    {"seen": [-1]},
    {"seen": ["x"]},
    {"seen": [math.inf]},
    {"questions": [{"attempts": [[math.nan, True, 0]], "hints": 0}]},
    {"questions": [{"attempts": [["1", True, 0]], "hints": 0}]},
    {"questions": [{"attempts": [[1, True]], "hints": 0}]},
    {"questions": [{"attempts": [], "hints": "many"}]},
    {"questions": [{"attempts": [], "hints": -1}]},
    {"questions": [{"attempts": [], "hints": 0, "forgotten": -1}]},
    {"questions": [{}]},
    {"questions": [{"attempts": [], "hints": 0}] * 9},
    {"questions": [None]},
    {"questions": 3},
]


@pytest.mark.parametrize("damage", DAMAGES, ids=str)
def test_a_damaged_step_begins_anew_and_the_others_stay(damage: dict[str, Any]) -> None:
    document = document_of()
    document["steps"][1] |= damage
    found, whole = reading(document), walked(LAYERS, SEED)
    assert found is not None
    assert found.steps == (whole.steps[0], StepProgress(), *whole.steps[2:])
    assert open_step(LAYERS, found) == 1


@pytest.mark.parametrize("step", [None, 3, [], "x", {}], ids=str)
def test_what_is_no_step_begins_anew(step: object) -> None:
    document = document_of()
    document["steps"][0] = step
    found = reading(document)
    assert found is not None and found.step(0) == StepProgress()


@pytest.mark.parametrize(
    ("place", "prediction", "fits"),
    [
        (0, [1, 2, 3], True),
        (0, [3, 1, 2], True),
        (0, [1, 2], False),
        (0, [1, 1, 2], False),
        (0, [0, 1, 2], False),
        (0, 2, False),
        (0, ["a", 1, 2], False),
        (1, [[1, 0.5], [3, 0.4]], True),
        (1, [], False),
        (1, [[1]], False),
        (1, [[1, math.nan]], False),
        (1, [1, 2], False),
        (1, 4, False),
    ],
    ids=str,
)
def test_an_order_and_a_curve_are_what_they_should_be(place: int, prediction: Any, fits: bool) -> None:
    document = json.loads(written(LessonProgress(RATES.name, 0, (StepProgress(), StepProgress())), RATES))
    document["steps"][place]["prediction"] = prediction
    found = reading(document, RATES)
    assert found is not None and (found.steps[place].prediction is not None) is fits


def test_facts_in_which_a_condition_finds_nothing_begin_anew() -> None:
    progress = StepProgress(prediction=(1, 2, 3), facts=rates(0.5), seen=(0,))
    for name in rates(0.5):
        facts = {key: value for key, value in rates(0.5).items() if key != name}
        document = json.loads(written(LessonProgress(RATES.name, 0, (replace(progress, facts=facts),)), RATES))
        found = reading(document, RATES)
        assert found is not None and found.steps == (StepProgress(),)
    assert again(LessonProgress(RATES.name, 0, (progress,)), RATES) is not None


def test_steps_that_the_lesson_no_longer_has_are_left_out() -> None:
    document = document_of()
    document["steps"] *= 3
    found = reading(document)
    assert found is not None and len(found.steps) == len(LAYERS.steps)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 70) | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)


@settings(max_examples=300)
@given(st.data())
def test_whatever_stands_in_a_document_a_page_can_show_what_is_read(data: st.DataObject) -> None:
    document = copy.deepcopy(WHOLE)
    for _change in range(data.draw(st.integers(1, 3))):
        place: Any = document
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(place[key], dict | list) or not place[key] or data.draw(st.booleans()):
                place[key] = data.draw(VALUES)
                break
            place = place[key]
    found = reading(document, RATES)
    if found is None:
        return
    for step, own in zip(RATES.steps, found.steps, strict=False):
        phase_of(step, own)
        assert all(0 <= place < len(step.observation.alternatives) for place in own.seen if step.observation)
        for which in range(len(step.questions)):
            assert own.question(which).draw >= 0
    assert again(found, RATES) is not None


WHOLE: dict[str, Any] = json.loads(written(walked(RATES, SEED), RATES))


def test_the_longest_progress_can_be_stored() -> None:
    for lesson in lessons().values():
        progress = walked(lesson, 1)
        for at, step in enumerate(lesson.steps):
            own = replace(progress.step(at), questions=())
            for _attempt in range(MAX_ATTEMPTS + 5):
                own = saw(own, 0) if step.observation else own
                for which in range(len(step.questions)):
                    own = answered(own, which, -1.2345678901234567e-100, is_right=False)
            own = replace(own, runs=tuple("x" * 32 for _ in range(8)))
            progress = progress.with_step(at, own)
        assert check_document(written(progress, lesson)) < MAX_PROGRESS_BYTES / 2


def test_a_lesson_of_a_teachers_that_was_changed_is_another_lesson() -> None:
    lesson, changed = own_lesson(), own_lesson({"aim": "You know them now."})
    assert lesson.digest != changed.digest and lesson.name != changed.name  # by which progress is stored
