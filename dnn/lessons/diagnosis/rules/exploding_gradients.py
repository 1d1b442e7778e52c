"""Exploding gradients: their norms are huge, when the run began or now."""

from __future__ import annotations

import numpy as np

from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.example_runs import deep, run_of
from dnn.lessons.diagnosis.finding import Account, Rule
from dnn.lessons.diagnosis.remedies import slower, standardised, xavier
from dnn.lessons.diagnosis.rules.norms import norms
from dnn.lessons.diagnosis.rules.trend import SLOWER
from dnn.text.messages import Text

EXPLODING = 1e3
SCALED = ("xavier", "he", "lecun")
"""Initialisers that fit the weights to the layers."""

_LARGE_FEATURES = Account(
    Text("In the first layer dW is made of dZ times the features: where these are large, so is dW."),
    Text("Standardise the features."),
    standardised,
)
_EXPLODED_LATER = Account(
    Text(
        "The gradients were small at the start: steps that are too large made the weights large, and large "
        "weights make the gradients large."
    ),
    SLOWER,
    slower,
)


def _seen(evidence: Evidence) -> Text | None:
    if not evidence.has_hidden_layers or not evidence.is_bad:
        return None
    for each in (evidence.first_norms, norms(evidence)):
        if len(each) and np.isfinite(each).all() and each.max() >= EXPLODING:
            return Text(
                "‖dW‖ is {norm} in layer {layer}, and {last} in the last one.",
                norm=f"{each.max():.1e}",
                layer=int(each.argmax()) + 1,
                last=f"{each[-1]:.1e}",
            )
    return None


def _account(evidence: Evidence) -> Account | None:
    first = evidence.first_norms
    if len(first) and first.max() < EXPLODING:
        return _EXPLODED_LATER
    is_scaled = evidence.config.architecture.initializer in SCALED
    return _LARGE_FEATURES if is_scaled and not evidence.config.dataset.standardize else None


RULE = Rule(
    "exploding_gradients",
    Text("Exploding gradients"),
    _seen,
    Account(
        Text("On its way back each layer multiplies the gradient by W and by g′: with weights this large it grows."),
        Text("Try Xavier's initial weights, standardised features and a smaller learning rate."),
        xavier,
    ),
    example=run_of("moons", deep(20, "leaky_relu", 8), "normal", learning_rate=0.01),
    shown_by="network",
    order=40,
    more_examples=(run_of("iris", deep(10, "leaky_relu", 3), "large_normal", learning_rate=1e-9),),
    account=_account,
)
