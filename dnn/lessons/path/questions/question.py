"""A question that is checked by computing, with its hints, and the judgement on an answer."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dnn.lessons.practice.question import Choice
from dnn.text.messages import Text

HINTS = 3
"""Hints of a question: the idea, the formula, and the formula with this network's numbers, up to the last step."""
Hints = tuple[Text, Text, Text]
TOLERANCE = 0.01
"""The share of a number by which an answer may differ: three digits of it are right."""


@dataclass(frozen=True)
class Judgement:
    """The verdict on one answer.

    Attributes:
        is_right: whether it is right.
        reason: why; of a wrong one the mistake that leads to it, where it is a known one.
        is_explained: whether the reason says more than that no known mistake leads to it.
    """

    is_right: bool
    reason: Text
    is_explained: bool = True


@dataclass(frozen=True)
class ChoiceQuestion:
    """A question with several answers of which exactly one is right; an answer is the place of a choice.

    Attributes:
        kind: its name in QUESTIONS.
        prompt: what is asked; formulas stand between dollar signs.
        choices: the answers, in the order in which they are shown.
        hints: from the idea to the last step but one.
    """

    kind: str
    prompt: Text
    choices: tuple[Choice, ...]
    hints: Hints

    def judge(self, answer: int) -> Judgement:
        """The verdict on the choice with a number, from 0 on."""
        choice = self.choices[answer]
        return Judgement(choice.right, choice.explanation)

    @property
    def right(self) -> int:
        """The place of the right choice."""
        return next(place for place, choice in enumerate(self.choices) if choice.right)

    def takes(self, answer: object) -> bool:
        """True for what can be an answer, right or wrong."""
        return isinstance(answer, int) and not isinstance(answer, bool) and 0 <= answer < len(self.choices)


@dataclass(frozen=True)
class KnownMistake:
    """A number that a known mistake leads to, and what the mistake is.

    Attributes:
        may_be_turned: whether it is told of the number with another sign, too; two mistakes at once are far-fetched
            where one of them alone is rare.
    """

    value: float
    reason: Text
    may_be_turned: bool = True


@dataclass(frozen=True)
class NumberQuestion:
    """A question whose answer is a number, which the learner computes; an answer is that number.

    Attributes:
        kind: its name in QUESTIONS.
        prompt: what is asked, and with how many digits.
        value: the right answer.
        tolerance: the largest difference from it that is still right.
        because: how it is computed, with the numbers.
        mistakes: the numbers that known mistakes lead to; none is within two tolerances of the value.
        hints: from the idea to the last step but one.
        decimals: those that are asked for; None for three significant digits.
    """

    kind: str
    prompt: Text
    value: float
    tolerance: float
    because: Text
    mistakes: tuple[KnownMistake, ...]
    hints: Hints
    decimals: int | None = None

    def judge(self, answer: float) -> Judgement:
        """The verdict on a number; one that comes from a known mistake is told which."""
        if abs(answer - self.value) <= self.tolerance:
            return Judgement(True, self.because)
        known = self._mistake_at(answer)
        if known is not None:
            return Judgement(False, known.reason)
        if answer != 0 and abs(answer + self.value) <= self.tolerance:
            return Judgement(False, Text("The size is right, the sign is not."))
        turned = self._mistake_at(-answer)
        if turned is not None and turned.may_be_turned:
            return Judgement(False, Text("{reason} The sign is another one, too.", reason=turned.reason))
        unknown = Text("No usual mistake leads to this number; the hints go through it step by step.")
        return Judgement(False, unknown, is_explained=False)

    def _mistake_at(self, answer: float) -> KnownMistake | None:
        """The known mistake that leads to a number, or to one so near that it was not told apart from it."""
        nearest = min(self.mistakes, key=lambda mistake: abs(answer - mistake.value), default=None)
        return nearest if nearest and abs(answer - nearest.value) <= 2 * self._tolerance_of(nearest) else None

    def _tolerance_of(self, mistake: KnownMistake) -> float:
        """The tolerance, or the same share of a mistake's number: a larger one is rounded by more."""
        return max(self.tolerance, TOLERANCE * abs(mistake.value))

    def takes(self, answer: object) -> bool:
        """True for what can be an answer, right or wrong."""
        return isinstance(answer, int | float) and not isinstance(answer, bool) and math.isfinite(answer)


Question = ChoiceQuestion | NumberQuestion


def right_answer(question: Question) -> float:
    """The right answer: the place of a choice, or the number with as many digits as are of use."""
    return question.right if isinstance(question, ChoiceQuestion) else float(f"{question.value:.3g}")


def judged(question: Question, answer: float) -> Judgement:
    """The verdict on an answer to a question of either form."""
    return question.judge(int(answer)) if isinstance(question, ChoiceQuestion) else question.judge(answer)
