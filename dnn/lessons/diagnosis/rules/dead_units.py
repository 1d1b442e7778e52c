"""Dead ReLUs: units that are 0 for every example, and so get no gradient."""

from __future__ import annotations

from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.example_runs import deep, run_of
from dnn.lessons.diagnosis.finding import Account, Rule
from dnn.lessons.diagnosis.remedies import leaky
from dnn.lessons.diagnosis.rules import symmetric_units, tiny_gradients
from dnn.text.messages import Text

DEAD = 0.5
"""The share of a layer's units."""
SETTLED = 100
"""Iterations before which that may be the luck of the draw, unless a whole layer is dead."""


def _seen(evidence: Evidence) -> Text | None:
    shares = [layer.dead or 0.0 for layer in evidence.layers]
    share = max(shares)
    is_sure = share == 1 or evidence.iteration >= SETTLED
    if share < DEAD or not is_sure or not evidence.is_bad:
        return None
    if symmetric_units.seen(evidence) or tiny_gradients.seen(evidence):
        return None
    percentage, l = f"{share:.0%}", shares.index(share) + 1
    if evidence.examples == evidence.m:
        return Text("{share} of the units of layer {layer} are 0 for every example.", share=percentage, layer=l)
    return Text(
        "{share} of the units of layer {layer} are 0 for all of the {count} examples examined.",
        share=percentage,
        layer=l,
        count=evidence.examples,
    )


RULE = Rule(
    "dead_units",
    Text("Dead ReLUs"),
    _seen,
    Account(
        Text(
            "A ReLU whose z is negative for every example gives 0 and has g′ = 0: its own W and b get no gradient. "
            "Only a change of the layers before it, L2, or momentum that is left can bring it back."
        ),
        Text("Try leaky ReLU with He's initial weights, or a smaller learning rate."),
        leaky,
    ),
    example=run_of(hidden=deep(8, "relu", 3), initializer="normal", learning_rate=3),
    shown_by="network",
    order=50,
    more_examples=(
        run_of("sine", deep(16, "relu", 3), "normal", learning_rate=0.5),
        run_of("diabetes", deep(8, "relu", 2), "he", learning_rate=2),
    ),
)
