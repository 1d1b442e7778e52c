"""Trends of the costs that several rules ask for: are there enough, do they fall, what has become of α."""

from __future__ import annotations

from dnn.lessons.diagnosis.curve import Curve
from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.finding import Account
from dnn.lessons.diagnosis.remedies import constant_rate
from dnn.text.messages import Text

MIN_COSTS, MIN_COSTS_OF_BATCHES, MIN_EVALUATIONS = 12, 40, 6
"""Costs, costs of mini-batches, and evaluations, without which nothing is said about a trend."""
PATIENCE = 100
"""Iterations before which standing still is no finding."""
DECAYED = 0.02
"""Share of α that a schedule has left when α is what holds the run up."""

DECAYED_RATE = Account(
    Text("The schedule has reduced the learning rate so much that an iteration changes almost nothing."),
    Text("Try a constant learning rate, or a slower decay."),
    constant_rate,
)
SLOWER = Text("Try a tenth of the learning rate, and no more than 0.1.")


def is_enough(evidence: Evidence) -> bool:
    """True if there are enough costs since the last change, all of them finite."""
    fewest = MIN_COSTS if evidence.is_full_batch else MIN_COSTS_OF_BATCHES
    return len(evidence.curve) >= fewest and evidence.curve.is_finite


def series(evidence: Evidence) -> Curve:
    """The costs of all examples, as often as they are known."""
    return evidence.curve if evidence.is_full_batch else evidence.train


def is_long_enough(curve: Curve, evidence: Evidence) -> bool:
    """True if a part of that series is long enough for a judgement."""
    return len(curve) >= (MIN_COSTS if evidence.is_full_batch else MIN_EVALUATIONS) and curve.is_finite


def fall(curve: Curve) -> float:
    """Difference in level between its first quarter and its last."""
    return curve.stretch(0, 0.25).level - curve.stretch(0.75, 1).level


def has_decayed(evidence: Evidence) -> bool:
    """True if the schedule has left next to nothing of α."""
    return evidence.alpha < DECAYED * evidence.config.hyperparameters.learning_rate
