"""All rules, and the doctor who applies them."""

from __future__ import annotations

from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.finding import Finding, Rule
from dnn.lessons.diagnosis.rules import (
    dead_units,
    diverging,
    exploding_gradients,
    learning_rate_too_small,
    non_finite,
    oscillating,
    overfitting,
    plateau,
    stuck_at_base_rate,
    symmetric_units,
    tiny_gradients,
    unscaled_inputs,
    vanishing_gradients,
)
from dnn.lessons.diagnosis.rules.trend import is_enough

NETWORK_RULES: tuple[Rule, ...] = (
    symmetric_units.RULE,
    vanishing_gradients.RULE,
    tiny_gradients.RULE,
    exploding_gradients.RULE,
    dead_units.RULE,
    unscaled_inputs.RULE,
)
"""Rules over the network where the run stands: its units, its gradients, its inputs."""

COST_RULES: tuple[Rule, ...] = (
    non_finite.RULE,
    diverging.RULE,
    oscillating.RULE,
    stuck_at_base_rate.RULE,
    plateau.RULE,
    overfitting.RULE,
    learning_rate_too_small.RULE,
)
"""Rules over the costs: where they went, and where they stand."""

RULES: dict[str, Rule] = {rule.name: rule for rule in (COST_RULES[0], *NETWORK_RULES, *COST_RULES[1:])}
"""All rules by name, causes before what follows from them."""


def diagnose(evidence: Evidence) -> tuple[Finding, ...]:
    """Everything that is wrong with a run, causes first."""
    found = (rule.find(evidence) for rule in RULES.values())
    return tuple(finding for finding in found if finding is not None)


def is_too_early(evidence: Evidence) -> bool:
    """True while there are too few costs since the start or the last change for silence to mean anything."""
    return not is_enough(evidence)
