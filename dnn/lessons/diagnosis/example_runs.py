"""Runs written in a line: the examples of the rules, and healthy runs beside them."""

from __future__ import annotations

from typing import Any

from dnn.configuration import RunConfig

ITERATIONS = 1_000

Layers = tuple[tuple[int, str], ...]
"""Units and activation function of each hidden layer."""


def run_of(
    data: str = "circles",
    hidden: Layers = ((8, "tanh"), (8, "tanh")),
    initializer: str = "xavier",
    dataset: tuple[tuple[str, Any], ...] = (),
    **hyperparameters: Any,
) -> RunConfig:
    """A run, of a thousand iterations by default."""
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
