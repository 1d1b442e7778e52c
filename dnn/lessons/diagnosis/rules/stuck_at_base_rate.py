"""Predicts a constant: the output hardly depends on the input, and the cost stays at that of the best constant."""

from __future__ import annotations

from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.example_runs import deep, run_of
from dnn.lessons.diagnosis.finding import Account, Rule
from dnn.lessons.diagnosis.remedies import adam, larger, relu_and_he
from dnn.lessons.diagnosis.rules import diverging, learning_rate_too_small
from dnn.lessons.diagnosis.rules.trend import PATIENCE, fall, is_enough
from dnn.losses import TASKS
from dnn.text.messages import Text

SAME_OUTPUT = 0.05
"""Standard deviation of the output below which it is the same for all examples."""
NO_BETTER, FALLING = 0.95, 0.01
"""Shares of the best constant's cost: what it is at least, and what counts as falling."""
DEEP = 4
"""Layers with which small steps are not the only trouble."""

_ENTROPY = Text(
    "H(ȳ), the entropy of the label mean, is the least that an output can have that does not look at its "
    "input. Next to nothing of x reaches the output or of the loss comes back, or no weights of this network do better."
)
_HALF_VARIANCE = Text(
    "Half the variance of the targets is the least that an output can have that does not look at its input. "
    "Next to nothing of x reaches the output or of the loss comes back, or no weights of this network do better."
)
_ADAM = Text("Try Adam, which adapts its step size where gradients are small; check the gradients too.")
_RELU_AND_ADAM = Text("Try ReLU with He's initial weights and Adam, or fewer layers; check the gradients too.")
_MORE_LAYERS = Text("Try hidden layers: without any, the z of the output is linear in its inputs.")


def seen(evidence: Evidence) -> Text | None:
    """The observation about a run that is stuck; None for others."""
    late, baseline = evidence.curve.late, evidence.baseline
    if not is_enough(evidence) or baseline <= 0 or evidence.curve.length < PATIENCE:
        return None
    is_there = late.level >= NO_BETTER * baseline and fall(late) <= FALLING * baseline
    if not is_there or not evidence.output_spread <= SAME_OUTPUT:
        return None
    if diverging.seen(evidence) or learning_rate_too_small.seen(evidence):
        return None
    return Text(
        "The cost stays at {cost}; that of the best constant prediction is {baseline}.",
        cost=f"{evidence.cost:.4g}",
        baseline=f"{baseline:.4g}",
    )


def _account(evidence: Evidence) -> Account:
    why = _HALF_VARIANCE if TASKS[evidence.task].is_regression else _ENTROPY
    if not evidence.has_hidden_layers:
        return Account(why, _MORE_LAYERS, larger)
    if evidence.config.hyperparameters.optimizer == "adam" or len(evidence.layers) > DEEP:
        return Account(why, _RELU_AND_ADAM, lambda config: adam(relu_and_he(config)))
    return Account(why, _ADAM, adam)


RULE = Rule(
    "stuck_at_base_rate",
    Text("Predicts a constant"),
    seen,
    Account(_ENTROPY, _ADAM, adam),
    example=run_of("xor", deep(8, "tanh", 3), "small_normal"),
    shown_by="cost",
    order=90,
    more_examples=(
        run_of("iris", deep(10, "sigmoid", 8), learning_rate=0.5, batch_size=8, iterations=5_000),
        run_of("xor", ()),
    ),
    account=_account,
)
