"""Our lessons, for the learners of all seeds: every question can be asked, every condition is met by a fact, exactly
one sentence is right. (All seeds of those that train: `python -m benchmarks.lessons.every_seed`.)"""

from __future__ import annotations

import pytest

from dnn.lesson_files import check_lesson, lessons
from dnn.lesson_files.words import words_of
from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.learner_config import LEARNER_SEEDS, learner_seeds
from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.questions import ChoiceQuestion
from dnn.lessons.path.step_questions import step_question
from dnn.lessons.path.step_setup import step_facts
from dnn.text.messages import Text
from pages.locale.languages import LANGUAGES, translations
from pages.menu import MENU
from tests.lesson_answers import GOOD_SETTINGS

EVERY = 8
"""Of the lessons that train one seed in so many is tried here."""
DRAWS = 12
"""Times that a question is asked anew."""


def seeds_of(lesson: Lesson) -> tuple[int, ...]:
    trains = any(EXPERIMENTS[step.experiment.kind].trains for step in lesson.steps)
    return learner_seeds(lesson)[:: EVERY if trains else 1]


@pytest.mark.slow
@pytest.mark.parametrize("name", lessons())
def test_it_can_be_given_with_each_of_its_seeds(name: str) -> None:
    lesson = lessons()[name]
    seeds = seeds_of(lesson)
    assert len(seeds) >= LEARNER_SEEDS // 2 // EVERY
    check_lesson(lesson, seeds)


@pytest.mark.slow
def test_every_learner_can_reach_the_goal() -> None:
    lesson = lessons()["goal"]
    step = next(step for step in lesson.steps if step.experiment.kind == "goal")
    for control in step.experiment.controls:
        assert GOOD_SETTINGS[control.name] in control.values
    for seed in seeds_of(lesson):
        assert step_facts(lesson, step, seed, GOOD_SETTINGS)["reached"] == "yes", seed


@pytest.mark.parametrize("name", lessons())
def test_wrong_answers_bring_other_questions_again_and_again(name: str) -> None:
    lesson = lessons()[name]
    seed = learner_seeds(lesson)[3]
    for at, step in enumerate(lesson.steps):
        facts = step_facts(lesson, step, seed, {})
        for which, asked in enumerate(step.questions):
            made = [step_question(lesson, at, seed, facts, asked, str(which), draw) for draw in range(DRAWS)]
            assert made[:3] == [step_question(lesson, at, seed, facts, asked, str(which), draw) for draw in range(3)]
            choices = [each for each in made if isinstance(each, ChoiceQuestion)]
            prompts = [each.prompt for each in made]
            new = len(set(prompts))
            assert len(set(prompts[:new])) == new, f"{asked.kind}: one came back while there was something else to ask"
            assert set(prompts[new:]) <= {prompts[0]}, f"{asked.kind}: the solution of all others may have been shown"
            shown = {repr((each.prompt, each.choices)) for each in choices}
            assert len(shown) > 1 or not choices, asked.kind  # a number cannot be found by leaving out what was wrong


@pytest.mark.parametrize("name", lessons())
def test_its_pages_are_in_the_menu(name: str) -> None:
    assert {step.page for step in lessons()[name].steps} <= set(MENU)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", lessons())
def test_formulas_and_bold_letters_end_in_every_language(name: str, code: str) -> None:
    for text in texts_of(lessons()[name]):
        words = text.render(translations(code))
        assert words.strip(), text
        assert words.count("$") % 2 == 0 and words.count("`") % 2 == 0 and words.count("**") % 2 == 0, words
        outside = "".join(words.split("$")[::2])
        assert "\\" not in outside and "{" not in outside.replace("`", ""), words


def texts_of(lesson: Lesson) -> list[Text]:
    return [Text(each) for each in words_of(lesson)]
