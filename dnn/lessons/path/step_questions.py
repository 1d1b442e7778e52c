"""The questions of a step, made again for each showing: the same learner, place and draw give the same question."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from dnn.lessons.path.condition import Fact
from dnn.lessons.path.learner_config import learner_config
from dnn.lessons.path.lesson import AskedQuestion, Lesson
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.question import Question
from dnn.lessons.path.questions.registry import ask
from dnn.lessons.path.step_setup import examples_of

ANEW = 6
"""Times that a question is drawn until it is another one than that before."""


def step_question(
    lesson: Lesson, place: int, seed: int, facts: Mapping[str, Fact], asked: AskedQuestion, which: str, draw: int
) -> Question:
    """A question of a step.

    Args:
        seed: the learner's.
        facts: what the experiment has found; none before it.
        which: the place of the question among those of the step, or "prediction".
        draw: 0, 1, … for the same question about other numbers than those of the draw before, where there are others.

    Raises:
        ConfigurationError: the network does not show what is asked; lessons are checked for that before they are given.
    """
    question, times = _asked(lesson, place, seed, facts, asked, f"{which}/0"), ANEW
    for number in range(1, draw + 1):
        before = question
        for attempt in range(times):
            word = f"{which}/{number}/{attempt}" if attempt else f"{which}/{number}"
            question = _asked(lesson, place, seed, facts, asked, word)
            if question.prompt != before.prompt:
                break
        else:
            times = 1  # this network has nothing else to ask
    return question


def _asked(
    lesson: Lesson, place: int, seed: int, facts: Mapping[str, Fact], asked: AskedQuestion, word: str
) -> Question:
    step, random = lesson.steps[place], Random(f"{lesson.name}/{seed}/{place}/{word}")
    network = AskedNetwork(learner_config(lesson, step, seed), random, examples_of(step), facts)
    return ask(asked.kind, network, asked.options)
