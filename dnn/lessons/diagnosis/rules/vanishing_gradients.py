"""Vanishing gradients: the first layer's is next to nothing beside the last one's, now or when the run began."""

from __future__ import annotations

from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.example_runs import deep, run_of
from dnn.lessons.diagnosis.finding import Account, Rule
from dnn.lessons.diagnosis.remedies import relu_and_he
from dnn.lessons.diagnosis.rules import symmetric_units
from dnn.lessons.diagnosis.rules.norms import norms, ratio
from dnn.text.messages import Text

VANISHING = 1e-4
MIN_LAYERS = 3


def _seen(evidence: Evidence) -> Text | None:
    L, has_dead_layer = len(evidence.layers), any(layer.dead == 1 for layer in evidence.layers)
    if L < MIN_LAYERS or not evidence.is_bad or has_dead_layer or symmetric_units.seen(evidence):
        return None
    now, first = ratio(norms(evidence)), ratio(evidence.first_norms)
    if now < VANISHING:
        return Text(
            "‖dW[1]‖ is {ratio} of ‖dW[{L}]‖: the first layers get almost no gradient.", ratio=f"{now:.1e}", L=L
        )
    if first < VANISHING:
        return Text(
            "‖dW[1]‖ was {ratio} of ‖dW[{L}]‖ at the start: the first layers got almost no gradient.",
            ratio=f"{first:.1e}",
            L=L,
        )
    return None


RULE = Rule(
    "vanishing_gradients",
    Text("Vanishing gradients"),
    _seen,
    Account(
        Text(
            "In the backward pass each layer multiplies the gradient by W and by g′. Where g′ is small (at "
            "most ¼ for sigmoid, almost 0 for saturated units) or W is, little of it is left after many layers."
        ),
        Text("Try ReLU with He's initial weights, or fewer layers."),
        relu_and_he,
    ),
    example=run_of(hidden=deep(10, "sigmoid", 10), learning_rate=0.02, iterations=2_000),
    shown_by="network",
    order=20,
    more_examples=(
        run_of("diabetes", deep(10, "sigmoid", 8)),
        run_of("sine", deep(10, "sigmoid", 12), batch_size=32),
    ),
)
