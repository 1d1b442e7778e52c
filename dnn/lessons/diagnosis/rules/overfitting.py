"""Overfitting: the test cost has been lower and rises, while the train cost goes on falling."""

from __future__ import annotations

from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.example_runs import deep, run_of
from dnn.lessons.diagnosis.finding import Account, Rule
from dnn.lessons.diagnosis.remedies import penalised
from dnn.lessons.diagnosis.rules.trend import MIN_EVALUATIONS
from dnn.text.messages import Text

RISEN, ABOVE_TRAIN = 1.15, 1.3
"""Times the lowest test cost, and times the train cost."""
NOTABLE = 0.06
"""The share of the best constant's cost by which it has to rise."""


def _seen(evidence: Evidence) -> Text | None:
    train, test = evidence.train_data, evidence.test
    if len(test) < MIN_EVALUATIONS or not test.is_finite or not train.is_finite:
        return None
    best = int(test.costs.argmin())
    last, lowest = float(test.costs[-1]), float(test.costs[best])
    has_risen = last > RISEN * lowest and last > ABOVE_TRAIN * evidence.cost
    if not has_risen or train.costs[-1] > train.costs[best] or last - lowest < NOTABLE * evidence.baseline:
        return None
    return Text(
        "The test cost was {best} at iteration {iteration} and is {last} now, while the train cost fell to {train}.",
        best=f"{lowest:.3g}",
        iteration=f"{test.iterations[best]:.0f}",
        last=f"{last:.3g}",
        train=f"{evidence.cost:.3g}",
    )


RULE = Rule(
    "overfitting",
    Text("Overfitting"),
    _seen,
    Account(
        Text("The network memorises its training examples, their noise included, and does worse on new ones."),
        Text("Try L2 regularisation, fewer units, more examples, or stopping earlier."),
        penalised,
    ),
    example=run_of(
        "moons", deep(32, "tanh", 2), dataset=(("samples", 60), ("noise", 0.4)), learning_rate=0.5, iterations=5_000
    ),
    shown_by="cost",
    order=110,
    more_examples=(run_of("breast_cancer", deep(32, "relu", 2), "he", learning_rate=0.01, optimizer="adam"),),
)
