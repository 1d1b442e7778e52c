"""All rules, one a file of rules/, and the doctor who applies them."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from dnn.lessons.diagnosis import rules
from dnn.lessons.diagnosis.evidence import Evidence
from dnn.lessons.diagnosis.finding import Finding, Rule
from dnn.lessons.diagnosis.rules.trend import is_enough


def _all_rules() -> list[Rule]:
    """The RULE of every file of rules/ that has one, in their order."""
    modules = (import_module(f"{rules.__name__}.{each.name}") for each in iter_modules(rules.__path__))
    found: list[Rule] = [module.RULE for module in modules if hasattr(module, "RULE")]
    return sorted(found, key=lambda rule: rule.order)


RULES: dict[str, Rule] = {rule.name: rule for rule in _all_rules()}
"""All rules by name, causes before what follows from them."""

NETWORK_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES.values() if rule.shown_by == "network")
"""Rules over the network where the run stands: its units, its gradients, its inputs."""

COST_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES.values() if rule.shown_by == "cost")
"""Rules over the costs: where they went, and where they stand."""


def diagnose(evidence: Evidence) -> tuple[Finding, ...]:
    """Everything that is wrong with a run, causes first."""
    found = (rule.find(evidence) for rule in RULES.values())
    return tuple(finding for finding in found if finding is not None)


def is_too_early(evidence: Evidence) -> bool:
    """True while there are too few costs since the start or the last change for silence to mean anything."""
    return not is_enough(evidence)
