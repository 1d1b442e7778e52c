"""All rules, and the doctor who applies them."""

from __future__ import annotations

from dnn.diagnosis.cost_rules import COST_RULES, is_enough
from dnn.diagnosis.evidence import Evidence
from dnn.diagnosis.finding import Finding, Rule
from dnn.diagnosis.network_rules import NETWORK_RULES

RULES: dict[str, Rule] = {rule.name: rule for rule in (COST_RULES[0], *NETWORK_RULES, *COST_RULES[1:])}
"""All rules by name, causes before what follows from them."""


def diagnose(evidence: Evidence) -> tuple[Finding, ...]:
    """Everything that is wrong with a run, causes first."""
    found = (rule.find(evidence) for rule in RULES.values())
    return tuple(finding for finding in found if finding is not None)


def is_too_early(evidence: Evidence) -> bool:
    """Whether silence says nothing yet, because there are too few costs since the start or the last change."""
    return not is_enough(evidence)
