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
        remedied = self.rule.usual.change(self.ill)
        return None if remedied == self.ill else remedied


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
    "non_finite": run_of("sine", deep(16, "tanh", 2), learning_rate=1),
    "symmetric_units": run_of(initializer="constant"),
    "vanishing_gradients": run_of(hidden=deep(10, "sigmoid", 10), learning_rate=0.02, iterations=2_000),
    "tiny_gradients": run_of(
        hidden=deep(10, "relu", 8), initializer="small_normal", learning_rate=0.05, iterations=2_000
    ),
    "exploding_gradients": run_of("moons", deep(20, "leaky_relu", 8), "normal", learning_rate=0.01),
    "dead_units": run_of(hidden=deep(8, "relu", 3), initializer="normal", learning_rate=3),
    "unscaled_inputs": run_of("breast_cancer", dataset=(("standardize", False),)),
    "diverging": run_of("diabetes", (), learning_rate=0.56, iterations=200),
    "oscillating": run_of("moons", (), learning_rate=40),
    "stuck_at_base_rate": run_of("xor", deep(8, "tanh", 3), "small_normal"),
    "plateau": run_of("spirals", (), learning_rate=0.5),
    "overfitting": run_of(
        "moons", deep(32, "tanh", 2), dataset=(("samples", 60), ("noise", 0.4)), learning_rate=0.5, iterations=5_000
    ),
    "learning_rate_too_small": run_of(learning_rate=0.001),
}

CASES: dict[str, Case] = {name: Case(rule, _ILL[name]) for name, rule in RULES.items()}
"""One case for each rule, in the order in which the rules are told; a rule without one is a KeyError at once."""
