"""A line of the program written wrongly, and what NumPy makes of it."""

from __future__ import annotations

from dnn.lessons.mistakes import MISTAKES, examine
from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments.experiment_kind import ExperimentKind, ExperimentOption, Setup, choice


def planted_mistake(setup: Setup) -> dict[str, Fact]:
    """Whether NumPy raises an error, the shapes that were expected and came out, and the effect on training."""
    diagnosis = examine(setup.options["mistake"], setup.config)
    return {
        "is_refused": "yes" if diagnosis.refusal else "no",
        "expected_shape": str(diagnosis.expected_shape),
        "got_shape": str(diagnosis.got_shape),
        "effect": diagnosis.effect.kind,
    }


PLANTED_MISTAKE = ExperimentKind(planted_mistake, {"mistake": ExperimentOption(choice(*MISTAKES), "elementwise_Z")})
