"""The minutes that a learner needs for our lessons, estimated: `python -m benchmarks.lessons.minutes [name …]`.

She reads every word once, chooses, presses, looks at what happened, and computes. She is right at once and needs no
hint; who is not needs longer. The times were set so that they agree with walks of newcomers who were watched.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from dnn.lesson_files import lessons
from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments.registry import EXPERIMENTS
from dnn.lessons.path.learner_config import learner_seeds
from dnn.lessons.path.lesson import MAX_MINUTES, Alternative, AskedQuestion, Lesson, Prediction, Step
from dnn.lessons.path.questions.question import ChoiceQuestion, NumberQuestion, Question
from dnn.lessons.path.step_questions import step_question
from dnn.lessons.path.step_setup import step_facts
from dnn.text import text_table

WORDS_A_MINUTE = 180
"""What somebody reads who learns from it."""
SIGNS_A_WORD = 2
"""Letters, numbers and signs of a formula that take as long as a word."""
LAYOUT = re.compile(r"\\(?:left|right|[td]?frac|mathsf|mathcal|,|;|quad|!)(?![a-z])|[\^_{}\\]")
SIGN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+|[=+\-−*/<>]")
WORD = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:[’'-][^\W\d_]+)*")
CHOOSING, SLIDING, SKETCHING = 5.0, 8.0, 12.0
"""Seconds for taking one of several sentences that have been read, for a number or an order, and for a curve."""
PRESSING, LOOKING, OF_A_TRY = 3.0, 6.0, 15.0
"""Seconds of a press or of a control, of a look at what it did, and of one of several tries at a goal."""
TRIES = 3
"""Tries that a goal is reached with."""
REASONING, COMPUTING, A_PRODUCT = 10.0, 20.0, 5.0
"""Seconds for a generated question with choices, for one with a number, and for each product but the first in it; a
number takes from 20 to 40 seconds so."""
SEEDS = 4
"""Learners over whom is averaged."""


@dataclass(frozen=True)
class Seconds:
    """The seconds of a step: for its words, and for all else."""

    reading: float
    doing: float

    @property
    def together(self) -> float:
        """Both."""
        return self.reading + self.doing


def minutes_of(lesson: Lesson) -> float:
    """The estimated minutes of a lesson."""
    return sum(each.together for each in seconds_of(lesson)) / 60


def seconds_of(lesson: Lesson) -> tuple[Seconds, ...]:
    """The estimated seconds of each step of a lesson."""
    seeds = learner_seeds(lesson)
    chosen = seeds[:: max(1, len(seeds) // SEEDS)][:SEEDS]
    return tuple(_of_step(lesson, place, chosen) for place in range(len(lesson.steps)))


def words_in(text: str) -> int:
    """The words of a text; the signs of its formulas count for less."""
    parts = text.split("$")
    formulas = sum(-(-len(SIGN.findall(LAYOUT.sub(" ", each))) // SIGNS_A_WORD) for each in parts[1::2])
    return formulas + sum(len(WORD.findall(each)) for each in parts[::2])


def _of_step(lesson: Lesson, place: int, seeds: Sequence[int]) -> Seconds:
    step = lesson.steps[place]
    asked = [_asked(lesson, place, seed) for seed in seeds]
    words = sum(map(words_in, _texts(step))) + mean(sum(_words_of(each) for each in row) for row in asked)
    checked = mean(sum(map(_answering, row[_predicts(step) :])) for row in asked)
    doing = _predicting(step.prediction, [row[0] for row in asked if row]) + _trying(step) + checked
    return Seconds(60 * words / WORDS_A_MINUTE, doing + (CHOOSING + LOOKING if step.observation else 0))


def _texts(step: Step) -> Iterator[str]:
    """What is read of a step, its generated questions not counted; of reasons those of the right sentences."""
    yield from map(str, (step.title, step.text, step.experiment.task, step.explanation))
    for part in (step.prediction, step.observation):
        if part is not None:
            yield str(part.question)
            yield from (str(each.text) for each in part.alternatives)
            yield max((str(each.because) for each in part.alternatives if _can_be_right(each)), key=len, default="")


def _can_be_right(alternative: Alternative) -> bool:
    return alternative.is_right or alternative.when is not None


def _asked(lesson: Lesson, place: int, seed: int) -> list[Question]:
    """The generated questions of a step: that of the prediction, if it is one, then those of the check."""
    step, facts = lesson.steps[place], step_facts(lesson, lesson.steps[place], seed, {})
    predicted = [step.prediction.asked] if step.prediction and step.prediction.asked else []
    checked = [(str(which), each) for which, each in enumerate(step.questions)]
    named: list[tuple[str, AskedQuestion]] = [*(("prediction", each) for each in predicted), *checked]
    known: list[dict[str, Fact]] = [{} if which == "prediction" else facts for which, _each in named]
    return [
        step_question(lesson, place, seed, found, each, which, 0)
        for (which, each), found in zip(named, known, strict=True)
    ]


def _predicts(step: Step) -> int:
    """1 if the first of the generated questions is the prediction."""
    return int(step.prediction is not None and step.prediction.asked is not None)


def _words_of(question: Question) -> int:
    """The words of a question, of its choices, and of the reason of the right answer."""
    if isinstance(question, NumberQuestion):
        return words_in(str(question.prompt)) + words_in(str(question.because))
    choices = sum(words_in(str(choice.text)) for choice in question.choices)
    return words_in(str(question.prompt)) + choices + words_in(str(question.choices[question.right].explanation))


def _answering(question: Question) -> float:
    if isinstance(question, ChoiceQuestion):
        return REASONING
    products = str(question.hints[-1]).count("\\cdot")
    return min(2 * COMPUTING, COMPUTING + A_PRODUCT * max(0, products - 1))


def _predicting(prediction: Prediction | None, asked: Sequence[Question]) -> float:
    if prediction is None:
        return 0.0
    if prediction.asked is not None:
        return mean(map(_answering, asked)) + PRESSING
    return {"choice": CHOOSING, "curve": SKETCHING}.get(prediction.kind, SLIDING) + PRESSING


def _trying(step: Step) -> float:
    if step.experiment.kind == "goal":
        return TRIES * OF_A_TRY
    controls = len(step.experiment.controls) if step.experiment.until is None else 1
    is_pressed = EXPERIMENTS[step.experiment.kind].trains or not controls
    return PRESSING * (controls + is_pressed) + LOOKING


def main() -> int:
    """Print the estimate for the lessons that are named, or for all; 1 if one is too long, or says another length."""
    rows, is_wrong = [], False
    for name in sys.argv[1:] or lessons():
        lesson = lessons()[name]
        steps = seconds_of(lesson)
        minutes = sum(each.together for each in steps) / 60
        is_wrong |= minutes > MAX_MINUTES or round(minutes) != lesson.minutes
        parts = " + ".join(f"{each.reading:.0f}/{each.doing:.0f}" for each in steps)
        rows.append((name, f"{minutes:.1f}", str(lesson.minutes), parts))
    head = ("lesson", "minutes", "it says", "steps: seconds reading / doing")
    sys.stdout.write(text_table.markdown(head, rows, right=(1, 2)) + "\n")
    return int(is_wrong)


if __name__ == "__main__":
    sys.exit(main())
