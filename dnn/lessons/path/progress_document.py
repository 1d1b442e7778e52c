"""Progress as a document: what is stored of it, and how it is read again.

A document was written by this app, by this version or another: what cannot be read is progress that has not begun. A
lesson may have been changed since: a step whose substance is another begins anew, with all after it, and those before
it stay; a text that was corrected changes nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

from dnn.lessons.path.condition import Fact
from dnn.lessons.path.learner_config import learner_seeds
from dnn.lessons.path.lesson import Lesson, Prediction, Step
from dnn.lessons.path.progress import AnsweredQuestion, Attempt, LessonProgress, StepProgress, phase_of
from dnn.lessons.path.substance import Substance, substance_of

VERSION = 2
VERSION_BY_FILE = 1
"""Documents with the hash of the whole file in place of the substance of each step: they belong to that file alone."""
NO_PROGRESS = (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)
"""Errors of reading a document that somebody else has written."""


def written(progress: LessonProgress, lesson: Lesson) -> str:
    """The progress as JSON, each step with the substance that it belongs to."""
    document = {
        "version": VERSION,
        "seed": progress.seed,
        "steps": [
            _step_document(own) | _substance_document(substance_of(lesson, step))
            for step, own in zip(lesson.steps, progress.steps, strict=False)
        ],
    }
    return json.dumps(document, separators=(",", ":"), allow_nan=True)


def read(text: str, lesson: Lesson, updated: float) -> LessonProgress | None:
    """The progress of a document, as far as the lesson is still the one that it belongs to; None where it cannot be
    read. A step of which this lesson can make nothing has not begun."""
    try:
        document = json.loads(text)
        if document["seed"] not in learner_seeds(lesson):
            return None
        stored = _still_fitting(lesson, document)
    except NO_PROGRESS:
        return None
    steps = tuple(_step_or_none(step, each) for step, each in zip(lesson.steps, stored, strict=False))
    return LessonProgress(lesson.name, int(document["seed"]), steps, updated)


def _still_fitting(lesson: Lesson, document: Mapping[str, Any]) -> list[Any]:
    """The stored steps up to the first whose substance is another by now. Raises one of NO_PROGRESS where the document
    belongs to another file, or to a version that is not known here."""
    stored = list(document["steps"])
    if document["version"] == VERSION_BY_FILE and document["digest"] == lesson.digest:
        return stored
    if document["version"] != VERSION:
        raise ValueError("another version of the lesson, or of the documents")
    fits = (_has_substance(each, substance_of(lesson, step)) for step, each in zip(lesson.steps, stored, strict=False))
    return stored[: next((at for at, still in enumerate(fits) if not still), len(stored))]


def _has_substance(document: Any, now: Substance) -> bool:
    """True if a stored step belongs to a step with this substance; what cannot be read belongs to none."""
    try:
        return Substance(str(document["substance"]), tuple(map(str, document["choices"]))).is_still(now)
    except NO_PROGRESS:
        return False


def _substance_document(substance: Substance) -> dict[str, Any]:
    return {"substance": substance.digest, "choices": list(substance.choices)}


def _step_or_none(step: Step, document: Any) -> StepProgress:
    """The progress of a step; a step that has not begun where it cannot be read, or does not fit this one."""
    try:
        found = _read_step(document)
        _check(step, found)
    except NO_PROGRESS:
        return StepProgress()
    return found


def _step_document(step: StepProgress) -> dict[str, Any]:
    return {
        "prediction": step.prediction,
        "facts": None if step.facts is None else dict(step.facts),
        "runs": list(step.runs),
        "settings": [dict(each) for each in step.settings],
        "seen": list(step.seen),
        "questions": [_question_document(question) for question in step.questions],
    }


def _question_document(question: AnsweredQuestion) -> dict[str, Any]:
    return {
        "attempts": [[each.answer, each.is_right, each.hints] for each in question.attempts],
        "hints": question.hints,
        "forgotten": question.forgotten,
        "repetition": None if question.repetition is None else _question_document(question.repetition),
    }


def _read_step(document: Mapping[str, Any]) -> StepProgress:
    return StepProgress(
        prediction=_frozen(document["prediction"]),
        facts=None if document["facts"] is None else _facts(document["facts"]),
        runs=tuple(map(str, document["runs"])),
        settings=tuple(dict(each) for each in document["settings"]),
        seen=tuple(int(place) for place in document["seen"]),
        questions=tuple(map(_question, document["questions"])),
    )


def _question(document: Mapping[str, Any], is_repetition: bool = False) -> AnsweredQuestion:
    repetition = None if is_repetition else document.get("repetition")
    return AnsweredQuestion(
        tuple(_attempt(each) for each in document["attempts"]),
        _count(document["hints"]),
        _count(document.get("forgotten", 0)),
        None if repetition is None else _question(repetition, is_repetition=True),
    )


def _facts(document: Mapping[str, Any]) -> dict[str, Fact]:
    facts = dict(document)
    if not all(_is_number(value) or isinstance(value, str) for value in facts.values()):
        raise ValueError("a fact is a number or a word")
    return facts


def _attempt(document: Any) -> Attempt:
    answer, is_right, hints = document
    if not _is_number(answer) or not math.isfinite(answer):
        raise ValueError("an answer is a number")
    return Attempt(answer, bool(is_right), _count(hints))


def _count(value: Any) -> int:
    if int(value) < 0:
        raise ValueError("nothing was done less than no time")
    return int(value)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _check(step: Step, found: StepProgress) -> None:
    """Raise one of NO_PROGRESS for the progress of another step than this one."""
    seen = range(0 if step.observation is None else len(step.observation.alternatives))
    if not set(found.seen) <= set(seen) or len(found.questions) > len(step.questions):
        raise ValueError("other sentences, or other questions")
    if found.prediction is not None:
        if step.prediction is None or not PREDICTED[step.prediction.kind](step, step.prediction, found.prediction):
            raise ValueError("another prediction")
        if found.facts is not None:
            _check_predicted_facts(step, step.prediction, found.facts)
    phase_of(step, found)


def _check_predicted_facts(step: Step, prediction: Prediction, facts: Mapping[str, Fact]) -> None:
    """Raise one of NO_PROGRESS where the predicted facts are missing, or are no numbers."""
    if prediction.kind == "number":
        float(facts[prediction.fact])
    if prediction.kind == "order":
        for k in range(1, len(step.experiment.variants) + 1):
            float(facts[f"{prediction.fact}_{k}"])


def _is_place(step: Step, prediction: Prediction, value: Any) -> bool:
    return _is_number(value) and value in range(len(prediction.alternatives))


def _is_order(step: Step, prediction: Prediction, value: Any) -> bool:
    return isinstance(value, tuple) and sorted(value) == list(range(1, len(step.experiment.variants) + 1))


def _is_curve(step: Step, prediction: Prediction, value: Any) -> bool:
    points = value if isinstance(value, tuple) else ()
    return bool(points) and all(
        len(point) == 2 and all(_is_number(each) and math.isfinite(each) for each in point) for point in points
    )


def _is_one_number(step: Step, prediction: Prediction, value: Any) -> bool:
    return _is_number(value) and math.isfinite(value)


PREDICTED: dict[str, Callable[[Step, Prediction, Any], bool]] = {
    "number": _is_one_number,
    "choice": _is_place,
    "order": _is_order,
    "curve": _is_curve,
    "question": _is_one_number,
}
"""For each kind of prediction whether a value can be one."""
