"""All gradients tiny: weights so small that nothing gets through, seen from the norms and not from their ratio."""

from __future__ import annotations

from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.example_runs import deep, run_of
from dnn.lessons.diagnosis.finding import Account, Rule
from dnn.lessons.diagnosis.remedies import relu_and_he
from dnn.lessons.diagnosis.rules import symmetric_units
from dnn.lessons.diagnosis.rules.norms import norms
from dnn.text.messages import Text

TINY = 1e-7
SMALL_WEIGHT, FAINT = 0.1, 1e-3
"""Size of the entries of W, and spread of the last hidden layer's activations, below which they let nothing through."""


def seen(evidence: Evidence) -> Text | None:
    """The observation about a run whose weights let nothing through; None for others."""
    largest = float(norms(evidence).max())
    if not largest < TINY or not evidence.is_bad or not evidence.has_hidden_layers or symmetric_units.seen(evidence):
        return None
    are_small = all(layer.weight < SMALL_WEIGHT for layer in evidence.layers[:-1])
    if not are_small or not evidence.layers[-2].spread < FAINT:
        return None
    return Text("The largest ‖dW‖ of all layers is {norm}, although the cost is not small.", norm=f"{largest:.1e}")


RULE = Rule(
    "tiny_gradients",
    Text("All gradients tiny"),
    seen,
    Account(
        Text(
            "Weights that are too small let next to nothing through, forward and backward. The ratio of the layers can "
            "look well all the same: so look at the norms themselves."
        ),
        Text("Try ReLU with He's initial weights."),
        relu_and_he,
    ),
    example=run_of(hidden=deep(10, "relu", 8), initializer="small_normal", learning_rate=0.05, iterations=2_000),
    shown_by="network",
    order=30,
    more_examples=(run_of("iris", deep(8, "tanh", 9), "small_normal"),),
)
