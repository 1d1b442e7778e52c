"""Unscaled inputs: features of very different or very large size, where the run does not get on."""

from __future__ import annotations

from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.example_runs import deep, run_of
from dnn.lessons.diagnosis.finding import Account, Rule
from dnn.lessons.diagnosis.remedies import standardised
from dnn.text.messages import Text

LARGE = 8.0
"""Largest feature that is no problem, in size or as a multiple of another feature's."""


def _seen(evidence: Evidence) -> Text | None:
    sizes = evidence.feature_sizes[evidence.feature_sizes > 0]
    if evidence.config.dataset.standardize or not evidence.is_bad or not len(sizes):
        return None
    largest, smallest = float(sizes.max()), float(sizes.min())
    if largest < LARGE and largest < LARGE * smallest:
        return None
    return Text(
        "One feature goes up to {largest}, another only to {smallest}.",
        largest=f"{largest:.3g}",
        smallest=f"{smallest:.3g}",
    )


RULE = Rule(
    "unscaled_inputs",
    Text("Unscaled inputs"),
    _seen,
    Account(
        Text(
            "Gradient descent has one learning rate for all weights. Where one feature is much larger than another, "
            "the valley is long and narrow, and what is small enough for the one is too small for the other."
        ),
        Text("Standardise the features."),
        standardised,
    ),
    example=run_of("breast_cancer", dataset=(("standardize", False),)),
    shown_by="network",
    order=60,
    more_examples=(run_of("diabetes", deep(8, "tanh", 1), learning_rate=0.01, dataset=(("standardize", False),)),),
)
