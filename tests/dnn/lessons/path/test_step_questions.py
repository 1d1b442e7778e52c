"""The questions of one place of a step, one draw after the other."""

from __future__ import annotations

import pytest

from dnn.lesson_files import lessons
from dnn.lessons.path.learner_config import learner_config, learner_seeds
from dnn.lessons.path.lesson import AskedQuestion, Lesson
from dnn.lessons.path.questions.question import ChoiceQuestion, Question, judged, right_answer
from dnn.lessons.path.step_questions import MAX_QUESTIONS_ASKED, step_question
from dnn.lessons.path.step_setup import step_facts
from dnn.network import layer_sizes
from tests.dnn.lessons.path.asked import sizes_in


def draws(name: str, at: int, which: int, count: int, seed: int | None = None) -> list[Question]:
    """The first draws of a question of one of our lessons."""
    lesson = lessons()[name]
    learner = learner_seeds(lesson)[2] if seed is None else seed
    facts = step_facts(lesson, lesson.steps[at], learner, {})
    asked = lesson.steps[at].questions[which]
    return [step_question(lesson, at, learner, facts, asked, str(which), draw) for draw in range(count)]


def own_sizes(lesson: Lesson, at: int, seed: int) -> tuple[int, ...]:
    return layer_sizes(learner_config(lesson, lesson.steps[at], seed))


def test_when_the_own_network_has_nothing_else_to_ask_it_is_about_others() -> None:
    lesson = lessons()["layers"]
    seed = learner_seeds(lesson)[2]
    made = draws("layers", 1, 0, 8)
    assert len({each.prompt for each in made}) == len(made)
    sizes = [sizes_in(each) for each in made]
    assert sizes[0] == own_sizes(lesson, 1, seed)
    assert {own_sizes(lesson, 1, other) for other in learner_seeds(lesson)} >= set(sizes) and len(set(sizes)) > 2


@pytest.mark.parametrize(("name", "at", "which"), [("layers", 0, 0), ("layers", 1, 0), ("cost", 1, 0), ("depth", 1, 0)])
def test_the_answer_is_another_one_than_that_just_shown(name: str, at: int, which: int) -> None:
    made = draws(name, at, which, 6)
    for one, other in zip(made, made[1:], strict=False):
        if isinstance(one, ChoiceQuestion) and isinstance(other, ChoiceQuestion):
            assert one.choices[one.right].text != other.choices[other.right].text
        else:
            assert not judged(other, right_answer(one)).is_right


def test_when_all_was_asked_it_is_the_first_one_with_its_choices_in_another_order() -> None:
    lesson = lessons()["initial_weights"]
    at, which = next(
        (at, which)
        for at, step in enumerate(lesson.steps)
        for which, asked in enumerate(step.questions)
        if asked.kind == "can learn"
    )
    made = draws("initial_weights", at, which, 8)
    new = len({each.prompt for each in made})
    assert new < 8 and {each.prompt for each in made[new:]} == {made[0].prompt}
    assert len({repr(each) for each in made[new:]}) > 1
    assert all(judged(each, right_answer(each)).is_right for each in made)


def test_after_many_it_is_the_first_one_as_well() -> None:
    lesson = lessons()["forward"]
    seed = learner_seeds(lesson)[2]
    asked = lesson.steps[0].questions[0]
    first, last = (step_question(lesson, 0, seed, {}, asked, "0", draw) for draw in (0, MAX_QUESTIONS_ASKED + 3))
    assert first == last


@pytest.mark.parametrize("kind", ["which runs separate", "fewest units"])
def test_on_runs_it_is_about_described_ones_after_those_of_the_learner(kind: str) -> None:
    lesson = lessons()["depth"]
    facts = {
        name: value
        for k, score in enumerate((0.5, 0.7, 1.0), start=1)
        for name, value in ((f"label_{k}", f"run {k}"), (f"value_{k}", float(k)), (f"score_{k}", score))
    }
    made = [step_question(lesson, 0, 1, facts, AskedQuestion(kind), "0", draw) for draw in range(5)]
    assert len({each.prompt for each in made}) == 5
    told = [dict(each.prompt.values) for each in made]
    assert "scores" not in told[0] and all("scores" in each for each in told[1:])
