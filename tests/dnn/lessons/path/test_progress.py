"""Progress through a step: the phases in their order, nothing passed by pressing through, what is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dnn.lesson_files import lessons
from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import (
    LEFT_OPEN_AFTER,
    MAX_ATTEMPTS,
    AnsweredQuestion,
    Attempt,
    LessonProgress,
    StepProgress,
    answered,
    asked_once_more,
    furthest_step,
    has_seen,
    hinted,
    is_complete,
    may_be_left,
    next_step,
    open_step,
    phase_of,
    predicted,
    saw,
    tried,
)
from dnn.lessons.path.questions.question import judged
from dnn.lessons.path.step_setup import step_facts
from tests.dnn.lessons.path.lesson_texts import own_lesson, questions_of
from tests.lesson_answers import GOOD_SETTINGS

CONTROLLED = {
    "try": {
        "experiment": "layers",
        "controls": {"depth": [1, 2, 3]},
        "until": {"fact": "layers", "equals": 4},
    },
    "see": {
        "question": "How many were there?",
        "choices": [
            {"text": "four", "when": {"fact": "layers", "equals": 4}, "because": "Three hidden ones and the output."},
            {"text": "three", "when": {"fact": "layers", "equals": 3}, "because": "One more."},
            {"text": "none", "because": "Look once more."},
        ],
    },
}
LESSON = own_lesson(step=CONTROLLED)
STEP = LESSON.steps[0]
FACTS = {depth: step_facts(LESSON, STEP, 1, {"depth": depth}) for depth in (1, 2, 3)}
PRESSES = st.one_of(
    st.tuples(st.just("predict"), st.integers(0, 1)),
    st.tuples(st.just("try"), st.integers(1, 3)),
    st.tuples(st.just("see"), st.integers(0, 2)),
    st.tuples(st.just("hint"), st.integers(0, 1), st.integers(0, 3)),
    st.tuples(st.just("answer"), st.integers(0, 1), st.integers(0, 3)),
)
"""What a learner can press, in any order and as often as she likes: wherever a page that has stayed open lets her."""


def pressed(progress: StepProgress, press: tuple[Any, ...], right: list[int]) -> StepProgress:
    """The step after a press; answers are right at the places `right`."""
    name, *values = press
    acts: dict[str, Callable[..., StepProgress]] = {
        "predict": lambda place: predicted(progress, place),
        "try": lambda depth: tried(progress, FACTS[depth], (), ({"depth": depth},)),
        "see": lambda place: saw(progress, place),
        "hint": lambda which, hints: hinted(progress, which, hints),
        "answer": lambda which, taken: answered(progress, which, taken, taken == right[which]),
    }
    return acts[name](*values)


@settings(max_examples=400)
@given(st.lists(PRESSES, max_size=40), st.lists(st.integers(0, 3), min_size=2, max_size=2))
def test_no_sequence_of_presses_passes_a_step_without_all_that_it_asks(
    presses: list[tuple[Any, ...]], right: list[int]
) -> None:
    progress, done_before = StepProgress(), set[int]()
    for press in presses:
        progress = pressed(progress, press, right)
        done = {which for which in (0, 1) if progress.question(which).is_done}
        assert done_before <= done  # a right answer is never lost
        assert done - done_before <= ({press[1]} if press[0] == "answer" and press[2] == right[press[1]] else set())
        done_before = done
    tries = [press for press in presses if press[0] == "try"]
    seen = [press for press in presses[_last(presses, "try") :] if press[0] == "see"]
    passed = (
        any(press[0] == "predict" for press in presses)
        and bool(tries)
        and tries[-1][1] == 3
        and bool(seen)
        and seen[-1][1] == 0
        and done_before == {0, 1}
    )
    assert (phase_of(STEP, progress) == "done") == passed
    answers = [press for press in presses if press[0] == "answer"]
    for which in (0, 1):
        own = [taken == right[which] for _name, place, taken in answers if place == which]
        told = own[: own.index(True) + 1] if True in own else own
        assert [each.is_right for each in progress.question(which).attempts] == told


def _last(presses: list[tuple[Any, ...]], name: str) -> int:
    places = [at for at, press in enumerate(presses) if press[0] == name]
    return places[-1] if places else len(presses)


def test_phases_come_one_after_the_other() -> None:
    progress, phases = StepProgress(), []
    for press in (("predict", 1), ("try", 2), ("try", 3), ("see", 1), ("see", 0), ("answer", 0, 2), ("answer", 1, 2)):
        phases.append(phase_of(STEP, progress))
        progress = pressed(progress, press, [2, 2])
    assert [*phases, phase_of(STEP, progress)] == ["predict", "try", "try", "see", "see", "check", "check", "done"]


def test_a_prediction_stays_as_it_was_made() -> None:
    assert predicted(predicted(StepProgress(), 0), 1).prediction == 0  # 0 is a prediction as well


def test_a_phase_that_a_step_does_not_have_is_left_out() -> None:
    step = own_lesson(step={"predict": None, "see": None, "check": None}).steps[0]
    assert phase_of(step, StepProgress()) == "try"
    assert phase_of(step, tried(StepProgress(), {}, (), ())) == "done"


def test_what_was_seen_of_an_earlier_try_is_forgotten() -> None:
    progress = saw(tried(StepProgress(prediction=0), FACTS[3], (), ()), 0)
    assert has_seen(STEP, progress) and not has_seen(STEP, tried(progress, FACTS[3], (), ()))


def test_hints_count_for_the_answer_and_are_closed_for_the_next_draw() -> None:
    progress = hinted(hinted(StepProgress(), 0, 2), 0, 1)
    assert progress.question(0).hints == 2
    wrong = answered(progress, 0, 3, is_right=False)
    assert (wrong.question(0).hints, wrong.question(0).draw) == (0, 1)
    right = answered(wrong, 0, 1, is_right=True)
    assert [each.hints for each in right.question(0).attempts] == [2, 0]
    assert not right.question(0).is_right_at_once and right.question(0).draw == 1


@pytest.mark.parametrize(("hints", "at_once"), [(0, True), (2, True), (3, False)])
def test_the_last_hint_is_too_much_for_right_at_once(hints: int, at_once: bool) -> None:
    progress = answered(hinted(StepProgress(), 1, hints), 1, 0, is_right=True)
    assert progress.question(1).is_right_at_once is at_once and progress.question(0) == AnsweredQuestion()


def test_an_answer_after_the_right_one_changes_nothing() -> None:
    progress = answered(StepProgress(), 0, 1, is_right=True)
    assert answered(progress, 0, 2, is_right=False) is progress


def test_each_wrong_answer_brings_other_numbers_however_many_there_were() -> None:
    progress, draws = StepProgress(), []
    for _attempt in range(MAX_ATTEMPTS + 20):
        draws.append(progress.question(0).draw)
        progress = answered(progress, 0, 9, is_right=False)
        progress = saw(progress, 1)
    assert draws == list(range(MAX_ATTEMPTS + 20))
    progress = answered(progress, 0, 1, is_right=True)
    assert progress.question(0).draw == MAX_ATTEMPTS + 20  # the draw that was answered
    assert len(progress.question(0).attempts) == len(progress.seen) == MAX_ATTEMPTS
    assert progress.question(0).attempts[-1].is_right and not progress.question(0).is_right_at_once


def test_a_step_may_be_left_open_after_many_misses_and_is_not_done_by_that() -> None:
    lesson = own_lesson()
    lesson = replace(lesson, steps=(*lesson.steps, *lesson.steps))
    at_check = saw(tried(StepProgress(prediction=0), step_facts(lesson, lesson.steps[0], 1, {}), (), ()), 0)
    if phase_of(lesson.steps[0], at_check) != "check":
        at_check = saw(at_check, 1)
    progress = LessonProgress(lesson.name, 1, (at_check,))
    for misses in range(LEFT_OPEN_AFTER):
        assert progress.step(0).question(0).misses == misses and furthest_step(lesson, progress) == 0
        progress = progress.with_step(0, answered(progress.step(0), 0, 9, is_right=False))
    assert may_be_left(lesson.steps[0], progress.step(0)) and phase_of(lesson.steps[0], progress.step(0)) == "check"
    assert furthest_step(lesson, progress) == next_step(lesson, progress) == 1
    assert open_step(lesson, progress) == 0 and not is_complete(lesson, progress)


def test_after_the_last_step_the_one_that_was_left_open_comes_next() -> None:
    lesson = lessons()["layers"]
    done = walked(lesson, 1)
    missed = done.step(0).questions[0]
    for _miss in range(LEFT_OPEN_AFTER):
        wrong = answered(StepProgress(), 0, 9, is_right=False).question(0)
        missed = AnsweredQuestion((*missed.attempts, *wrong.attempts))
    progress = done.with_step(0, done.step(0).with_question(0, missed))
    assert furthest_step(lesson, progress) == len(lesson.steps) and next_step(lesson, progress) == 0
    assert not is_complete(lesson, progress)


def walked(lesson: Lesson, seed: int) -> LessonProgress:
    """The progress of a learner who does all that our lessons ask, with a wrong answer to each first question."""
    progress = LessonProgress(lesson.name, seed)
    for at, step in enumerate(lesson.steps):
        assert open_step(lesson, progress) == at and not is_complete(lesson, progress)
        facts = _facts_that_do(lesson, at, seed)
        own = tried(predicted(StepProgress(), 0), facts, (), ())
        if step.observation is not None:
            right = [each.is_right_after(facts) for each in step.observation.alternatives]
            own = saw(saw(own, right.index(False)), right.index(True))
        for which in range(len(step.questions)):
            assert phase_of(step, own) == "check"
            for draw in (0, 1):
                question = questions_of(lesson, step, seed, own, draw)[which]
                value = getattr(question, "value", None)
                taken = (question.right if value is None else value) if draw else (1 - min(1, _right_place(question)))  # type: ignore[union-attr]
                is_right = judged(question, taken).is_right
                own = answered(own, which, taken, is_right)
                if is_right:
                    break
        progress = progress.with_step(at, own)
    return progress


def _right_place(question: Any) -> int:
    return getattr(question, "right", 1)


def _facts_that_do(lesson: Lesson, at: int, seed: int) -> dict[str, Any]:
    """Facts with which the task of a step is done."""
    experiment = lesson.steps[at].experiment
    choices = [{}, *({each.name: value} for each in experiment.controls for value in each.values)]
    for chosen in [*choices, GOOD_SETTINGS]:
        facts = step_facts(lesson, lesson.steps[at], seed, chosen)
        if experiment.until is None or experiment.until.holds(facts):
            return facts
    raise AssertionError(f"nothing does the task of {lesson.name} {at + 1}")


@pytest.mark.parametrize("name", lessons())
def test_each_of_our_lessons_can_be_walked_to_its_end(name: str) -> None:
    lesson = lessons()[name]
    progress = walked(lesson, 1)
    assert is_complete(lesson, progress) and open_step(lesson, progress) == len(lesson.steps)


def test_a_question_that_was_missed_is_asked_once_more_and_its_step_stays_done() -> None:
    """The draws go on after those before, so that no solved one comes back."""
    step = StepProgress(questions=(AnsweredQuestion((Attempt(0, is_right=False), Attempt(1, is_right=True)), 3),))
    missed = step.question(0)
    assert missed.is_to_be_repeated and missed.is_done and (missed.first_draw, missed.latest) == (0, missed)
    asked = asked_once_more(step, 0)
    opened = asked.question(0)
    assert opened.is_done and opened.is_repeating and opened.is_to_be_repeated
    assert (opened.first_draw, opened.latest) == (2, AnsweredQuestion())  # draws 0 and 1 were asked
    wrong = answered(hinted(asked, 0, 1), 0, 5, is_right=False)
    assert wrong.question(0).is_repeating and wrong.question(0).latest.hints == 0
    assert wrong.question(0).latest_draw == 3
    right = answered(wrong, 0, 6, is_right=True).question(0)
    assert right.is_done and not right.is_repeating and not right.is_to_be_repeated
    assert right.attempts == missed.attempts and not right.is_right_at_once
    finished = step.with_question(0, right)
    assert answered(finished, 0, 7, is_right=False) == finished == asked_once_more(finished, 0)


def test_a_question_that_is_open_is_not_asked_once_more() -> None:
    step = StepProgress(questions=(AnsweredQuestion((Attempt(0, is_right=False),)),))
    assert asked_once_more(step, 0) == step
