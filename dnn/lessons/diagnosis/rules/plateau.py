"""Plateau: the cost stands still, though it is not good, for another reason than those with a name of their own."""

from __future__ import annotations

from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.example_runs import run_of
from dnn.lessons.diagnosis.finding import Account, Rule
from dnn.lessons.diagnosis.remedies import adam, larger
from dnn.lessons.diagnosis.rules import diverging, learning_rate_too_small, oscillating, stuck_at_base_rate
from dnn.lessons.diagnosis.rules.trend import DECAYED_RATE, PATIENCE, fall, has_decayed, is_long_enough, series
from dnn.losses import TASKS
from dnn.text.messages import Text

STILL = 0.002
"""The share of the cost that counts as no change."""
GOOD_ACCURACY, GOOD_FIT, GOOD_LINEAR_FIT = 0.9, 0.7, 0.3
"""Scores that are no plateau, however still the cost is: accuracy, R², and R² without hidden layers."""
FEW_UNITS = 4
"""Units of a layer with which a network is called small."""

_FLAT = Account(
    Text("The cost no longer changes, though it is not small: a flat region, or all that this network can do."),
    Text("Try Adam; if that does not help, more units or other features."),
    adam,
)


def _seen(evidence: Evidence) -> Text | None:
    late = series(evidence).late
    if not is_long_enough(late, evidence) or evidence.curve.length < 2 * PATIENCE or not _is_poor(evidence):
        return None
    if any(rule.seen(evidence) for rule in (stuck_at_base_rate, diverging, oscillating, learning_rate_too_small)):
        return None
    first, last = late.stretch(0, 0.25).level, late.stretch(0.75, 1).level
    if abs(fall(late)) > STILL * last:
        return None
    return Text(
        "In the second half the cost changed by {change}, from {first} to {last}.",
        change=f"{abs(fall(late)) / last:.2%}",
        first=f"{first:.4g}",
        last=f"{last:.4g}",
    )


def _is_poor(evidence: Evidence) -> bool:
    """True if a cost that rests is worth a finding: what noise or overlapping classes leave is not. Without hidden
    layers the bottom is the best there is, unless it is hardly better than a constant."""
    if not TASKS[evidence.task].is_regression:
        return evidence.is_bad and evidence.score < GOOD_ACCURACY
    return evidence.is_bad and evidence.score < (GOOD_FIT if evidence.has_hidden_layers else GOOD_LINEAR_FIT)


def _account(evidence: Evidence) -> Account | None:
    if has_decayed(evidence):
        return DECAYED_RATE
    widths = [layer.units for layer in evidence.config.architecture.hidden]
    is_small = min(widths, default=0) < FEW_UNITS
    return None if is_small or evidence.config.hyperparameters.optimizer == "adam" else _FLAT


RULE = Rule(
    "plateau",
    Text("Plateau"),
    _seen,
    Account(
        Text(
            "The cost rests, though it is not small: about all that a network of this size can do, or a minimum that "
            "is not its best."
        ),
        Text("Try more units, or hidden layers where there are none; or other features."),
        larger,
    ),
    example=run_of("spirals", (), learning_rate=0.5),
    shown_by="cost",
    order=100,
    more_examples=(
        run_of("spirals", (), dataset=(("classes", 3),), learning_rate=0.5),
        run_of("spirals", (), batch_size=32, iterations=5_000),
    ),
    account=_account,
)
