"""Words are explained in the step in which they stand for the first time."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dnn.lesson_files import lessons
from dnn.lessons.path.glossary import GLOSSARY, new_words, text_of

ALL = list(lessons().values())
STEPS = [(lesson, place) for lesson in ALL for place in range(len(lesson.steps))]

IN_THE_TEXT = {
    r"hyperparameters": r"hyperparameters: they are set by a person",
    r"held out|held-out": r"A part of the data is held out: no gradient is ever computed from it",
    r"broadcasting": r"repeats its one\s+column \$m\$ times, which is called broadcasting",
    r"[Tt]ransposed": r"stands for transposed: rows become columns",
    r"\bbatch\b": r"batch\s+beside this, the examples that go through at once",
    r"activation function": r"The activation function bends the sum",
    r"\bfeatures?\b": r"features, the numbers that describe\s+one example",
    r"learning rate": r"The learning rate\s+\$\\alpha\$ says how far",
    r"of\s+rank 1": r"array of\s+rank 1, which has one dimension only",
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


def test_a_lesson_from_outside_is_read_alone() -> None:
    own = replace(ALL[-1], name="own-x", digest="x")
    names = {str(term.name) for place in range(len(own.steps)) for term in new_words(ALL, own, place)}
    assert {"weight", "cost", "Adam"} <= names
    assert "softmax" not in names
