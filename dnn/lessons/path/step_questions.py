"""The questions of a step, made again for each showing: the same learner, place and draw give the same question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from random import Random

from dnn.lessons.path.condition import Fact
from dnn.lessons.path.learner_config import learner_config, learner_seeds
from dnn.lessons.path.lesson import AskedQuestion, Lesson
from dnn.lessons.path.questions.asked_network import AskedNetwork
from dnn.lessons.path.questions.question import ChoiceQuestion, Question, judged, right_answer
from dnn.lessons.path.questions.registry import QUESTIONS, ask
from dnn.lessons.path.step_setup import examples_of

ANEW = 8
"""Times that a question is drawn until it is another one, with another answer if that can be: about the learner's own
network, and as often about something else."""
MAX_QUESTIONS_ASKED = 24
"""Different questions that are asked in one place of a step."""


def step_question(
    lesson: Lesson, place: int, seed: int, facts: Mapping[str, Fact], asked: AskedQuestion, which: str, draw: int
) -> Question:
    """A question of a step. None comes back, since the way to its answer may have been shown: when the learner's own
    network has nothing else to ask, it is about another learner's, and where the experiment is asked about, about
    described runs. Where there is nothing else either, it is the first one from then on.

    Args:
        seed: the learner's.
        facts: what the experiment has found; none before it.
        which: the place of the question among those of the step, or "prediction".
        draw: 0, 1, … for the same question about other numbers.

    Raises:
        ConfigurationError: the network does not show what is asked; lessons are checked for that before they are given.
    """
    made: list[Question] = []
    for number in range(draw + 1):
        candidates = _candidates(lesson, place, seed, facts, asked, which, number)
        found = _new(made, candidates) if number < MAX_QUESTIONS_ASKED else None
        if found is None:  # there is nothing else to ask
            return _shuffled(made[0], Random(f"{lesson.name}/{seed}/{place}/{which}/{draw}"))
        made.append(found)
    return made[-1]


def _candidates(
    lesson: Lesson, place: int, seed: int, facts: Mapping[str, Fact], asked: AskedQuestion, which: str, number: int
) -> Iterator[Question]:
    """Draws of a question, the best ones first: about this learner's network, then about what is not hers."""
    kind, ask_of, word = QUESTIONS[asked.kind], partial(_asked, lesson, place, asked), f"{which}/{number}"
    for attempt in range(ANEW):
        yield ask_of(seed, facts, f"{word}/{attempt}" if attempt else word, asked.options)
    seeds = [other for other in learner_seeds(lesson) if other != seed]
    for attempt in range(ANEW):
        if not kind.uses_facts:
            other = seeds[(seed + number * ANEW + attempt) % len(seeds)] if seeds else seed
            yield ask_of(other, facts, f"{word}/other/{attempt}", asked.options)
        elif "described" in kind.options:
            yield ask_of(seed, facts, f"{word}/described/{attempt}", {**asked.options, "described": True})


def _new(made: Sequence[Question], candidates: Iterator[Question]) -> Question | None:
    """The first candidate that was not asked yet and has another answer than the last one; else the first that was not
    asked yet, if there is one."""
    prompts, first = {each.prompt for each in made}, None
    for each in candidates:
        if each.prompt in prompts:
            continue
        if not made or not _has_same_answer(each, made[-1]):
            return each
        first = first or each
    return first


def _has_same_answer(question: Question, other: Question) -> bool:
    """True if the right answer to one question is right for another one, too."""
    if isinstance(question, ChoiceQuestion) and isinstance(other, ChoiceQuestion):
        return str(question.choices[question.right].text) == str(other.choices[other.right].text)
    return judged(question, right_answer(other)).is_right


def _shuffled(question: Question, random: Random) -> Question:
    """The same question with its choices in another order: where the answers stood is of no use."""
    if not isinstance(question, ChoiceQuestion):
        return question
    return replace(question, choices=tuple(random.sample(question.choices, len(question.choices))))


def _asked(
    lesson: Lesson,
    place: int,
    asked: AskedQuestion,
    seed: int,
    facts: Mapping[str, Fact],
    word: str,
    options: Mapping[str, object],
) -> Question:
    step, random = lesson.steps[place], Random(f"{lesson.name}/{seed}/{place}/{word}")
    network = AskedNetwork(learner_config(lesson, step, seed), random, examples_of(step), facts)
    return ask(asked.kind, network, options)
