"""A line of the program written wrongly, and what NumPy makes of it."""

from __future__ import annotations

from dnn.lessons.mistakes import MISTAKES, examine
from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments.experiment_kind import ExperimentKind, ExperimentOption, Setup
from dnn.lessons.path.option_checks import name_among


def planted_mistake(setup: Setup) -> dict[str, Fact]:
    """The shapes that were expected and that came out, whether NumPy raises an error, in which iteration (0: in none),
    and the effect on training."""
    diagnosis = examine(setup.options["mistake"], setup.config)
    return {
        "is_refused": "yes" if diagnosis.refusal else "no",
        "expected_shape": str(diagnosis.expected_shape),
        "got_shape": str(diagnosis.got_shape),
        "effect": diagnosis.effect.kind,
        "refused_in_iteration": float(diagnosis.refusal.iteration) if diagnosis.refusal else 0.0,
    }


PLANTED_MISTAKE = ExperimentKind(planted_mistake, {"mistake": ExperimentOption(name_among(*MISTAKES), "elementwise_Z")})
