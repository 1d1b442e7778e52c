"""The substance of a step: all of it but its words. Progress belongs to it, so that a corrected text begins nothing
anew, and other choices, another experiment or another question do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dnn.lessons.path.condition import Condition
from dnn.lessons.path.learner_config import merged
from dnn.lessons.path.lesson import Alternative, AskedQuestion, Experiment, Lesson, Prediction, Step

DIGEST_LENGTH, WORDS_DIGEST_LENGTH = 22, 8


@dataclass(frozen=True)
class Substance:
    """The substance of a step as it is stored.

    Attributes:
        digest: the hash of all that is no words: the network, the kind of prediction, the experiment, the conditions of
            the choices, the questions.
        choices: a short hash of the words of each choice of the prediction, then of what was seen, in their order: by
            it choices that were moved are told from one whose words were corrected.
    """

    digest: str
    choices: tuple[str, ...]

    def is_still(self, now: Substance) -> bool:
        """True if progress of a step with this substance belongs to one with the substance `now`."""
        if self.digest != now.digest or len(self.choices) != len(now.choices):
            return False
        pairs = zip(self.choices, now.choices, strict=True)
        return not any(before != after and before in now.choices for before, after in pairs)


def substance_of(lesson: Lesson, step: Step) -> Substance:
    """The substance of a step of a lesson."""
    alternatives = (
        () if step.prediction is None else step.prediction.alternatives,
        () if step.observation is None else step.observation.alternatives,
    )
    document = {
        "configuration": merged(lesson.configuration, step.configuration),
        "units": lesson.drawn_units,
        "prediction": None if step.prediction is None else _prediction(step.prediction),
        "experiment": _experiment(step.experiment),
        "observation": None if step.observation is None else _alternatives(step.observation.alternatives),
        "questions": [_question(each) for each in step.questions],
    }
    text = json.dumps(document, sort_keys=True, separators=(",", ":"))
    words = (f"{phase}{each.text}" for phase, given in enumerate(alternatives) for each in given)
    return Substance(_hash(text, DIGEST_LENGTH), tuple(_hash(each, WORDS_DIGEST_LENGTH) for each in words))


def _hash(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:length]


def _prediction(prediction: Prediction) -> Mapping[str, Any]:
    return {
        "kind": prediction.kind,
        "choices": _alternatives(prediction.alternatives),
        "fact": prediction.fact,
        "slider": [prediction.low, prediction.high, prediction.step],
        "asked": None if prediction.asked is None else _question(prediction.asked),
    }


def _experiment(experiment: Experiment) -> Mapping[str, Any]:
    return {
        "kind": experiment.kind,
        "options": experiment.options,
        "runs": [[each.changes, each.value, each.seed_shift] for each in experiment.variants],
        "controls": [[each.name, each.values] for each in experiment.controls],
        "until": None if experiment.until is None else _condition(experiment.until),
        "lines": [name for name, _words in experiment.references],
    }


def _alternatives(alternatives: Sequence[Alternative]) -> list[Any]:
    return [[each.is_right, None if each.when is None else _condition(each.when)] for each in alternatives]


def _condition(condition: Condition) -> list[Any]:
    return [condition.fact, condition.above, condition.below, condition.equals, condition.times]


def _question(question: AskedQuestion) -> list[Any]:
    return [question.kind, question.options]
