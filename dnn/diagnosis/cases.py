"""The doctor's casebook: for every rule a run that falls ill with it, and what its remedy makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dnn.configuration import RunConfig
from dnn.diagnosis.finding import Rule
from dnn.diagnosis.registry import RULES

ITERATIONS = 1_000

Layers = tuple[tuple[int, str], ...]
"""Units and activation function of each hidden layer."""


@dataclass(frozen=True)
class Case:
    """One case: what is wrong is named by the rule that finds it."""

    rule: Rule
    ill: RunConfig

    @property
    def cured(self) -> RunConfig | None:
        """The run with the remedy; None where no single setting is the remedy."""
        return self.rule.change(self.ill)


def run_of(
    data: str = "circles",
    hidden: Layers = ((8, "tanh"), (8, "tanh")),
    initializer: str = "xavier",
    dataset: tuple[tuple[str, Any], ...] = (),
    **hyperparameters: Any,
) -> RunConfig:
    """A run of a thousand iterations unless told otherwise."""
    return RunConfig.from_dict(
        {
            "dataset": {"name": data, **dict(dataset)},
            "architecture": {
                "hidden": [{"units": units, "activation": name} for units, name in hidden],
                "initializer": initializer,
            },
            "hyperparameters": {"iterations": ITERATIONS, **hyperparameters},
        }
    )


def deep(units: int, activation: str, layers: int) -> Layers:
    """Hidden layers all alike."""
    return ((units, activation),) * layers


_ILL: dict[str, RunConfig] = {
    "non_finite": run_of("diabetes", deep(8, "relu", 2), "he", learning_rate=10),
    "symmetric_units": run_of(initializer="constant"),
    "vanishing_gradients": run_of(hidden=deep(10, "sigmoid", 10)),
    "tiny_gradients": run_of(hidden=deep(10, "relu", 10), initializer="small_normal"),
    "exploding_gradients": run_of(hidden=deep(20, "linear", 8), initializer="normal", learning_rate=1e-12),
    "dead_units": run_of(hidden=deep(8, "relu", 3), initializer="normal", learning_rate=3),
    "unscaled_inputs": run_of("breast_cancer", dataset=(("standardize", False),)),
    "diverging": run_of(hidden=deep(8, "relu", 2), initializer="he", learning_rate=10),
    "oscillating": run_of(learning_rate=8),
    "stuck_at_base_rate": run_of(hidden=deep(10, "sigmoid", 10)),
    "plateau": run_of("spirals", hidden=(), learning_rate=0.5),
    "overfitting": run_of(
        "moons", deep(32, "tanh", 2), dataset=(("samples", 60), ("noise", 0.4)), learning_rate=0.5, iterations=5_000
    ),
    "learning_rate_too_small": run_of(learning_rate=1e-4),
}

CASES: dict[str, Case] = {name: Case(rule, _ILL[name]) for name, rule in RULES.items()}
"""One case for each rule, in the order in which the rules are told; a rule without one is a KeyError at once."""
