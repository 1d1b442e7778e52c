"""A lesson as a document, as short as one can be, and learners who walk through it."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from dnn.lesson_files import read_lesson
from dnn.lessons.path.learner_config import learner_config, merged
from dnn.lessons.path.lesson import Lesson, Step
from dnn.lessons.path.progress import StepProgress
from dnn.lessons.path.questions import AskedNetwork, Question, ask
from dnn.lessons.path.step_setup import examples_of

SHORT: dict[str, Any] = {
    "title": "Shapes",
    "aim": "You know them.",
    "minutes": 3,
    "configuration": {
        "dataset": {"name": "circles", "samples": 60},
        "architecture": {"hidden": [{"units": 4, "activation": "tanh"}, {"units": 3, "activation": "tanh"}]},
        "hyperparameters": {"iterations": 20},
    },
    "steps": [
        {
            "title": "Layers",
            "text": "Count them.",
            "predict": {"kind": "choice", "question": "How many?", "choices": [{"text": "two"}, {"text": "three"}]},
            "try": {"experiment": "layers"},
            "see": {
                "question": "How many were there?",
                "choices": [
                    {"text": "three", "right": True, "because": "Two hidden ones and the output."},
                    {"text": "two", "because": "The output is a layer, too."},
                ],
            },
            "explain": "The input is not counted.",
            "check": [{"kind": "layers"}, {"kind": "hidden layers"}],
        }
    ],
}
"""The shortest lesson with every phase."""


def lesson_with(changes: dict[str, Any] | None = None, step: dict[str, Any] | None = None) -> dict[str, Any]:
    """The short lesson with changes, and with changes of its step; a key that is changed to None is left out."""
    document = merged(SHORT, changes or {})
    document["steps"] = [_without_none(merged(document["steps"][0], step or {}))]
    return _without_none(document)


def own_lesson(changes: dict[str, Any] | None = None, step: dict[str, Any] | None = None) -> Lesson:
    """That lesson as a teacher brings it in."""
    return read_lesson(json.dumps(lesson_with(changes, step), indent=1))


def questions_of(lesson: Lesson, step: Step, seed: int, progress: StepProgress, draw: int) -> list[Question]:
    """The questions of a step in one of their draws."""
    config = learner_config(lesson, step, seed)
    random = Random(f"{lesson.name}/{seed}/{draw}")
    network = AskedNetwork(config, random, examples_of(step), dict(progress.facts or {}))
    return [ask(each.kind, network, each.options) for each in step.questions]


def _without_none(document: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value is not None}
