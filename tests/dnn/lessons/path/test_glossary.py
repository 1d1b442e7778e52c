"""Words are explained in the step in which they stand for the first time."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dnn.lesson_files import lessons
from dnn.lessons.path.glossary import GLOSSARY, new_words, text_of
from dnn.lessons.path.lesson import PHASES

ALL = list(lessons().values())
STEPS = [(lesson, place) for lesson in ALL for place in range(len(lesson.steps))]

IN_THE_TEXT = {
    r"[Hh]yperparameters": r"Hyperparameters, such as .* are set by a person",
    r"held out|held-out": r"A part of the data is held out: no gradient is computed from it",
    r"broadcasting": r"repeats its\s+column \$m\$ times \(broadcasting\)",
    r"[Tt]ransposed": r"\$T\$, transposed: rows become columns",
    r"\bbatch\b": r"batch, the examples that go through at once",
    r"activation function": r"The activation function bends the sum",
    r"\bfeatures?\b": r"features, the numbers that describe\s+one example",
    r"learning rate": r"The learning rate\s+\$\\alpha\$ says how far",
    r"of\s+rank 1": r"array of\s+rank 1, with a single dimension",
    r"overfitting": r"learned the noise of the training examples by heart: overfitting",
    r"entropy of the labels|\bentropy\b": r"entropy \$H",
}
"""Words that the lessons are about -> the words that explain them, in the step in which they stand first."""
ASKED_FOR = (
    "He",
    "softmax",
    "H(ȳ)",
    "logarithmic axis",
    "randn",
    "seed",
    "cross-entropy",
)
"""Words that learners have stumbled over."""


def first_step(pattern: str) -> str:
    """The text of the step in which a word stands first."""
    return next(text for lesson, place in STEPS if re.search(pattern, text := text_of(lesson.steps[place])))


@pytest.mark.parametrize("term", GLOSSARY, ids=lambda term: str(term.name))
def test_every_word_of_the_list_is_told_once_where_it_stands_first(term: object) -> None:
    told = [(lesson.name, place) for lesson, place in STEPS if term in new_words(ALL, lesson, place)]
    assert len(told) == 1
    name, place = told[0]
    assert text_of(lessons()[name].steps[place]) == first_step(term.pattern)  # type: ignore[attr-defined]


@pytest.mark.parametrize("pattern", IN_THE_TEXT)
def test_what_a_lesson_is_about_is_explained_in_its_own_words(pattern: str) -> None:
    assert re.search(IN_THE_TEXT[pattern], first_step(pattern))


def test_the_words_that_learners_stumbled_over_are_in_the_list() -> None:
    assert set(ASKED_FOR) <= {str(term.name) for term in GLOSSARY}


def test_words_of_the_explanation_are_told_with_it_and_not_before() -> None:
    lesson = lessons()["output_gradient"]
    told = {phase: {str(term.name) for term in new_words(ALL, lesson, 0, phase)} for phase in PHASES}
    assert not told["predict"] | told["try"] | told["see"] | told["check"]
    assert told["done"] == {"softmax", "cross-entropy", "squared error"}
    third = {phase: {str(term.name) for term in new_words(ALL, lesson, 2, phase)} for phase in ("predict", "check")}
    assert third == {"predict": {"cache"}, "check": {"cache", "SiLU"}}


def test_a_lesson_from_outside_is_read_alone() -> None:
    own = replace(ALL[-1], name="own-x", digest="x")
    names = {str(term.name) for place in range(len(own.steps)) for term in new_words(ALL, own, place)}
    assert {"weight", "cost", "Adam"} <= names
    assert "softmax" not in names
