"""Progress in a lesson: what the learner predicted, found, saw and answered, step by step, and which phase comes next.

Nothing is passed by clicking through: a phase begins when the one before it is done, a wrong answer brings the same
question about other numbers, and a step is done when every question was answered rightly once. Who has missed one
often may leave its step open and go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dnn.lessons.path.condition import Fact
from dnn.lessons.path.lesson import Lesson, Phase, Step

MAX_ATTEMPTS = 60
"""Answers to one question, and observations of one step, that are kept."""

LEFT_OPEN_AFTER = 4
"""Wrong answers to a question after which its step may be left open."""

PredictedValue = float | int | str | tuple[Any, ...]
"""A number; the place of a sentence; the numbers of the runs in an order; (iteration, cost) points of a curve; or the
answer to a question."""


@dataclass(frozen=True)
class Attempt:
    """One answer to a question.

    Attributes:
        answer: the place of the choice, or the number.
        is_right: whether it was right.
        hints: how many hints had been read by then.
    """

    answer: float | int
    is_right: bool
    hints: int = 0


@dataclass(frozen=True)
class AnsweredQuestion:
    """The answers to one question of a step; each wrong one brings it anew about other numbers.

    Attributes:
        attempts: the answers, one a draw of the question; the last MAX_ATTEMPTS of them.
        hints: the hints that were read since the last answer; they are closed for the next draw.
        forgotten: the number of earlier answers, which are not kept.
        repetition: the answers after it was done and the learner had it asked once more; None where she did not.
    """

    attempts: tuple[Attempt, ...] = ()
    hints: int = 0
    forgotten: int = 0
    repetition: AnsweredQuestion | None = None

    @property
    def is_done(self) -> bool:
        """True if the last answer is right."""
        return bool(self.attempts) and self.attempts[-1].is_right

    @property
    def draw(self) -> int:
        """The number of the draw that is shown, of the right answer or of the next one: every miss brings another."""
        return self.misses

    @property
    def misses(self) -> int:
        """The number of wrong answers."""
        count = self.forgotten + len(self.attempts)
        return count - 1 if self.is_done else count

    @property
    def is_right_at_once(self) -> bool:
        """True if the first answer was right, and not all hints were read for it."""
        return self.is_done and len(self.attempts) == 1 and self.attempts[0].hints < 3

    @property
    def is_repeating(self) -> bool:
        """True while it is asked once more."""
        return self.repetition is not None and not self.repetition.is_done

    @property
    def is_to_be_repeated(self) -> bool:
        """True if it was missed, and not answered rightly when it was asked once more."""
        is_missed = bool(self.attempts) and not self.is_right_at_once
        return is_missed and (self.repetition is None or self.is_repeating)

    @property
    def latest(self) -> AnsweredQuestion:
        """The answers that the next one follows: those of the repetition, where there is one."""
        return self.repetition or self

    @property
    def first_draw(self) -> int:
        """The number of the first draw of the latest answers: a repetition goes on after the draws before it."""
        return 0 if self.repetition is None else self.draw + 1

    @property
    def latest_draw(self) -> int:
        """The number of the draw that is shown last: that of `draw`, or of the repetition."""
        return self.first_draw + self.latest.draw


@dataclass(frozen=True)
class StepProgress:
    """Progress of one step.

    Attributes:
        prediction: what the learner committed to; None as long as she did not.
        facts: what the experiment found; None until it was tried.
        runs: ids of the runs that the experiment made.
        settings: the values of the controls that were tried last; those of every try, where tries are counted.
        seen: the places of the sentences that she chose as what she saw, the right one last.
        questions: the answers, one entry a question of the step.
    """

    prediction: PredictedValue | None = None
    facts: Mapping[str, Fact] | None = None
    runs: tuple[str, ...] = ()
    settings: tuple[Mapping[str, Any], ...] = ()
    seen: tuple[int, ...] = ()
    questions: tuple[AnsweredQuestion, ...] = ()

    def question(self, place: int) -> AnsweredQuestion:
        """The answers to the question at a place."""
        return self.questions[place] if place < len(self.questions) else AnsweredQuestion()

    def with_question(self, place: int, answered: AnsweredQuestion) -> StepProgress:
        """The step with other answers to the question at a place."""
        count = max(place + 1, len(self.questions))
        questions = [self.question(each) for each in range(count)]
        questions[place] = answered
        return replace(self, questions=tuple(questions))


@dataclass(frozen=True)
class LessonProgress:
    """Progress of one learner in one lesson.

    Attributes:
        lesson: its name.
        seed: which network and which questions she has.
        steps: one entry a step that was begun.
        updated: when it changed, in seconds since 1970.
    """

    lesson: str
    seed: int
    steps: tuple[StepProgress, ...] = ()
    updated: float = 0.0

    def step(self, place: int) -> StepProgress:
        """The progress of the step at a place."""
        return self.steps[place] if place < len(self.steps) else StepProgress()

    def with_step(self, place: int, step: StepProgress) -> LessonProgress:
        """The lesson with another progress of one step."""
        count = max(place + 1, len(self.steps))
        steps = [self.step(each) for each in range(count)]
        steps[place] = step
        return replace(self, steps=tuple(steps))


def phase_of(step: Step, progress: StepProgress) -> Phase:
    """The phase that a learner is in: the first that is not done."""
    if step.prediction is not None and progress.prediction is None:
        return "predict"
    if progress.facts is None or not is_tried(step, progress):
        return "try"
    if step.observation is not None and not has_seen(step, progress):
        return "see"
    if not all(progress.question(place).is_done for place in range(len(step.questions))):
        return "check"
    return "done"


def is_tried(step: Step, progress: StepProgress) -> bool:
    """True if the experiment was made, and its task is done."""
    until = step.experiment.until
    return progress.facts is not None and (until is None or until.holds(progress.facts))


def has_seen(step: Step, progress: StepProgress) -> bool:
    """True if the last sentence that was chosen is what really happened."""
    if step.observation is None or not progress.seen or progress.facts is None:
        return False
    return step.observation.alternatives[progress.seen[-1]].is_right_after(progress.facts)


def open_step(lesson: Lesson, progress: LessonProgress) -> int:
    """The place of the first step that is not done; their number where all are."""
    return next(_places(lesson, progress, left_open=True), len(lesson.steps))


def may_be_left(step: Step, progress: StepProgress) -> bool:
    """True if a step may be left open: its question was missed LEFT_OPEN_AFTER times. It is not done by that."""
    if phase_of(step, progress) != "check":
        return False
    asked = map(progress.question, range(len(step.questions)))
    return next(each for each in asked if not each.is_done).misses >= LEFT_OPEN_AFTER


def furthest_step(lesson: Lesson, progress: LessonProgress) -> int:
    """The place of the first step that is neither done nor may be left open: the last that can be opened; their number
    where there is none."""
    return next(_places(lesson, progress, left_open=False), len(lesson.steps))


def next_step(lesson: Lesson, progress: LessonProgress) -> int:
    """The place of the step to go on with: the furthest one, and after the last one that was left open."""
    furthest = furthest_step(lesson, progress)
    return furthest if furthest < len(lesson.steps) else open_step(lesson, progress)


def _places(lesson: Lesson, progress: LessonProgress, *, left_open: bool) -> Iterator[int]:
    """The places of the steps that are not done, without or with those that may be left open."""
    for at, step in enumerate(lesson.steps):
        own = progress.step(at)
        if phase_of(step, own) != "done" and (left_open or not may_be_left(step, own)):
            yield at


def is_complete(lesson: Lesson, progress: LessonProgress) -> bool:
    """True if every step is done."""
    return open_step(lesson, progress) == len(lesson.steps)


def predicted(step: StepProgress, value: PredictedValue) -> StepProgress:
    """The step with a prediction; one that was made stays, since what happened is known by then."""
    return step if step.prediction is not None else replace(step, prediction=value)


def tried(
    step: StepProgress, facts: Mapping[str, Fact], runs: tuple[str, ...], settings: tuple[Mapping[str, Any], ...]
) -> StepProgress:
    """The step after an experiment; what was seen of an earlier try is forgotten."""
    return replace(step, facts=dict(facts), runs=runs, settings=settings, seen=())


def saw(step: StepProgress, place: int) -> StepProgress:
    """The step with one more sentence chosen as what was seen."""
    return replace(step, seen=(*step.seen, place)[-MAX_ATTEMPTS:])


def hinted(step: StepProgress, place: int, hints: int) -> StepProgress:
    """The step with so many hints of a question read."""
    return step.with_question(place, _hinted(step.question(place), hints))


def _hinted(question: AnsweredQuestion, hints: int) -> AnsweredQuestion:
    if question.repetition is not None:
        return replace(question, repetition=_hinted(question.repetition, hints))
    return replace(question, hints=max(hints, question.hints))


def answered(step: StepProgress, place: int, answer: float | int, is_right: bool) -> StepProgress:
    """The step with one more answer to a question; one that was answered rightly stays as it is, unless it is asked
    once more."""
    before = step.question(place)
    if before.is_repeating and before.repetition is not None:
        repetition = _answered(before.repetition, answer, is_right)
        return step.with_question(place, replace(before, repetition=repetition))
    return step if before.is_done else step.with_question(place, _answered(before, answer, is_right))


def asked_once_more(step: StepProgress, place: int) -> StepProgress:
    """The step with a question asked once more that is done; the step stays done."""
    before = step.question(place)
    if not before.is_done or before.repetition is not None:
        return step
    return step.with_question(place, replace(before, repetition=AnsweredQuestion()))


def _answered(before: AnsweredQuestion, answer: float | int, is_right: bool) -> AnsweredQuestion:
    attempts = (*before.attempts, Attempt(answer, is_right, before.hints))
    forgotten = before.forgotten + max(0, len(attempts) - MAX_ATTEMPTS)
    return AnsweredQuestion(attempts[-MAX_ATTEMPTS:], 0, forgotten)
