"""Progress as a document: what is stored of it, and how it is read again.

A document was written by this app, by this version or another: what cannot be read is progress that has not begun.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import AnsweredQuestion, Attempt, LessonProgress, StepProgress

VERSION = 1


def written(progress: LessonProgress, lesson: Lesson) -> str:
    """The progress as JSON, with the hash of the lesson that it belongs to."""
    document = {
        "version": VERSION,
        "digest": lesson.digest,
        "seed": progress.seed,
        "steps": [_step_document(step) for step in progress.steps],
    }
    return json.dumps(document, separators=(",", ":"), allow_nan=True)


def read(text: str, lesson: Lesson, updated: float) -> LessonProgress | None:
    """The progress of a document; None where it belongs to another version of the lesson, or cannot be read."""
    try:
        document = json.loads(text)
        if document["version"] != VERSION or document["digest"] != lesson.digest:
            return None
        steps = tuple(_read_step(step) for step in document["steps"][: len(lesson.steps)])
        return LessonProgress(lesson.name, int(document["seed"]), steps, updated)
    except (KeyError, TypeError, ValueError):
        return None


def _step_document(step: StepProgress) -> dict[str, Any]:
    return {
        "prediction": step.prediction,
        "facts": None if step.facts is None else dict(step.facts),
        "runs": list(step.runs),
        "settings": [dict(each) for each in step.settings],
        "seen": list(step.seen),
        "questions": [
            {
                "attempts": [[each.answer, each.is_right, each.hints] for each in question.attempts],
                "hints": question.hints,
            }
            for question in step.questions
        ],
    }


def _read_step(document: Mapping[str, Any]) -> StepProgress:
    return StepProgress(
        prediction=_frozen(document["prediction"]),
        facts=document["facts"],
        runs=tuple(map(str, document["runs"])),
        settings=tuple(dict(each) for each in document["settings"]),
        seen=tuple(int(place) for place in document["seen"]),
        questions=tuple(
            AnsweredQuestion(tuple(_attempt(each) for each in question["attempts"]), int(question["hints"]))
            for question in document["questions"]
        ),
    )


def _attempt(document: Any) -> Attempt:
    answer, is_right, hints = document
    if isinstance(answer, bool) or not isinstance(answer, int | float) or not math.isfinite(answer):
        raise ValueError("an answer is a number")
    return Attempt(answer, bool(is_right), int(hints))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
