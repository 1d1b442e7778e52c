"""Questions about a learner's own network, made again for each showing; the same place and draw give the same."""

from __future__ import annotations

from random import Random

from dnn.lessons.path.learner_config import learner_config
from dnn.lessons.path.lesson import AskedQuestion, Lesson
from dnn.lessons.path.progress import StepProgress
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.question import Question
from dnn.lessons.path.questions.registry import ask
from dnn.lessons.path.step_setup import examples_of, labels_of
from pages.learn.path.lesson_words import words


def asked_network(lesson: Lesson, place: int, seed: int, progress: StepProgress, draw: str) -> AskedNetwork:
    """The network of a step with what its experiment found. Its runs are called as they are in the visitor's language,
    those of a lesson from outside letter by letter: what is asked about them is Markdown."""
    step = lesson.steps[place]
    names = {f"label_{k}": name for k, name in enumerate(labels_of(step, words), start=1)}
    facts = dict(progress.facts or {})
    facts |= {name: label for name, label in names.items() if name in facts}
    random = Random(f"{lesson.name}/{seed}/{place}/{draw}")
    return AskedNetwork(learner_config(lesson, step, seed), random, examples_of(step), facts)


def asked_question(
    lesson: Lesson, place: int, seed: int, progress: StepProgress, asked: AskedQuestion | None, which: str, draw: int
) -> Question:
    """A question of a step.

    Args:
        which: the place of the question among those of the step, or "prediction".
        draw: 0, 1, … for the same question about other numbers.

    Raises:
        ConfigurationError: the network does not show what is asked; lessons are checked for that before they are given.
    """
    assert asked is not None
    return ask(asked.kind, asked_network(lesson, place, seed, progress, f"{which}/{draw}"), asked.options)
