"""A learner who knows the answers: her key gives the seed, seed and step the questions that a page asks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from random import Random
from typing import Any

from dnn.lessons.path.condition import Fact
from dnn.lessons.path.learner_config import learner_seeds
from dnn.lessons.path.lesson import AskedQuestion, Lesson, Step
from dnn.lessons.path.questions import ChoiceQuestion, Question
from dnn.lessons.path.step_questions import step_question
from dnn.lessons.path.step_setup import step_facts

GOOD_SETTINGS: dict[str, Any] = {
    "units": 9,
    "depth": 1,
    "activation": "relu",
    "learning_rate": 1,
}
"""Settings with which every learner reaches the goal of the tenth lesson at the first try."""


class RightAnswers:
    """The right answers of one learner in one lesson.

    Attributes:
        lesson: the lesson.
        seed: that of the learner's network.
    """

    def __init__(self, lesson: Lesson, visitor: str) -> None:
        seeds = learner_seeds(lesson)
        digest = hashlib.sha256(f"{visitor}/{lesson.name}".encode()).digest()
        self.lesson, self.seed = lesson, seeds[int.from_bytes(digest[:4], "big") % len(seeds)]

    def step(self, place: int) -> Step:
        """The step at a place."""
        return self.lesson.steps[place]

    def settings(self, place: int) -> dict[str, Any]:
        """Values of the controls of a step with which its task is done."""
        step = self.step(place)
        until, names = step.experiment.until, [control.name for control in step.experiment.controls]
        if until is None:
            return {}
        if step.experiment.kind == "goal":
            return {name: GOOD_SETTINGS[name] for name in names}
        for control in step.experiment.controls:
            for value in control.values:
                if until.holds(step_facts(self.lesson, step, self.seed, {control.name: value})):
                    return {control.name: value}
        raise AssertionError(f"no single control does the task of {self.lesson.name}, step {place + 1}")

    def facts(self, place: int) -> dict[str, Fact]:
        """What the experiment of a step finds once its task is done."""
        return step_facts(self.lesson, self.step(place), self.seed, self.settings(place))

    def seen(self, place: int, facts: Mapping[str, Fact] | None = None) -> int:
        """The sentence that says what happened."""
        observation, found = self.step(place).observation, facts or self.facts(place)
        assert observation is not None
        return next(at for at, each in enumerate(observation.alternatives) if each.is_right_after(found))

    def seen_in_order(self, place: int) -> list[int]:
        """The sentences in the order in which the page shows them."""
        observation = self.step(place).observation
        assert observation is not None
        places = list(range(len(observation.alternatives)))
        Random(f"{self.lesson.name}/{place}/{self.seed}").shuffle(places)
        return places

    def question(self, place: int, which: int, draw: int, facts: Mapping[str, Fact] | None = None) -> Question:
        """A question of the check, in one of its draws."""
        return self._asked(place, self.step(place).questions[which], str(which), draw, facts or self.facts(place))

    def predicted_question(self, place: int) -> Question:
        """The question whose answer is predicted."""
        prediction = self.step(place).prediction
        assert prediction is not None and prediction.asked is not None
        return self._asked(place, prediction.asked, "prediction", 0, {})

    def _asked(self, place: int, asked: AskedQuestion, which: str, draw: int, facts: Mapping[str, Fact]) -> Question:
        return step_question(self.lesson, place, self.seed, facts, asked, which, draw)


def right(question: Question) -> float:
    """The right answer: the place of a choice, or a number with the digits that are asked for."""
    return question.right if isinstance(question, ChoiceQuestion) else float(f"{question.value:.4g}")


def wrong(question: Question) -> float:
    """A wrong answer."""
    if isinstance(question, ChoiceQuestion):
        return (question.right + 1) % len(question.choices)
    return question.mistakes[0].value if question.mistakes else 10 * question.value + 1
