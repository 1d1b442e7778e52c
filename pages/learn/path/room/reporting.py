"""The learner's place and answers in a lesson, of which the room that she is in is told.

Keys of questions are made of the lesson, the number of the step and a name: "shapes/2/prediction", "shapes/2/seen",
"shapes/2/check1". Values are such as can be counted: a number, the place of a sentence, an order of runs, a curve in
few points; of a question about the learner's own network, in which numbers and choices differ, whether it was right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import LessonProgress, PredictedValue, StepProgress, phase_of
from dnn.lessons.path.questions.question import judged
from pages.learn.path.steps.asked import asked_question
from pages.shared.room import own_room, reports, votes

MAX_KEPT_POINTS = 24
"""Points of a sketched curve that the room keeps."""


def report_place(lesson: Lesson, progress: LessonProgress, place: int) -> None:
    """Tell the room where the learner is; after the last step she is at its end."""
    at = min(place, len(lesson.steps) - 1)
    step = progress.step(at)
    phase = phase_of(lesson.steps[at], step)
    reports.report_place(lesson.name, at, phase, step.runs[-1] if step.runs else None)


def report_step(lesson: Lesson, place: int, before: LessonProgress, step: StepProgress) -> None:
    """Tell the room what the learner has answered in a step, after which it stands as `step`."""
    document = own_room.seat()
    if document is None:
        return
    given = {each["question"] for each in document["answers"]}
    for name, value in _new_answers(lesson, place, before, step):
        key = votes.question_key(lesson.name, place, name)
        if key not in given:  # a first vote ends when the second one begins
            own_room.act("answer", question=key, value=value, vote=2 if key in document["second_votes"] else 1)


def vote_value(lesson: Lesson, place: int, seed: int, step: StepProgress, value: PredictedValue) -> Any:
    """A prediction as the room counts it."""
    prediction = lesson.steps[place].prediction
    assert prediction is not None
    if prediction.kind == "question":
        question = asked_question(lesson, place, seed, step, prediction.asked, votes.PREDICTION, 0)
        return judged(question, cast(float, value)).is_right
    if prediction.kind == "curve":
        return _few([[int(iteration), round(float(cost), 4)] for iteration, cost in cast(Sequence[Any], value)])
    return list(value) if isinstance(value, tuple) else value


def _new_answers(lesson: Lesson, place: int, before: LessonProgress, step: StepProgress) -> Iterator[tuple[str, Any]]:
    """Names of questions of a step that are answered for the first time, with their values."""
    old = before.step(place)
    if old.prediction is None and step.prediction is not None:
        yield votes.PREDICTION, vote_value(lesson, place, before.seed, step, step.prediction)
    if not old.seen and step.seen:
        yield "seen", step.seen[0]
    for which in range(len(lesson.steps[place].questions)):
        if not old.question(which).attempts and step.question(which).attempts:
            yield f"check{which + 1}", step.question(which).attempts[0].is_right


def _few(points: list[list[Any]]) -> list[list[Any]]:
    """Evenly spread points of a curve, the first and the last among them."""
    if len(points) <= MAX_KEPT_POINTS:
        return points
    last = len(points) - 1
    return [points[round(number * last / (MAX_KEPT_POINTS - 1))] for number in range(MAX_KEPT_POINTS)]
