"""The networks in which tests plant the mistakes of the wrong-shape lab."""

from __future__ import annotations

from typing import Any

from dnn.configuration import RunConfig
from dnn.lessons.mistakes.mistake import Mistake

M = 105
"""Examples of the training part."""


def configure(
    dataset: str = "circles", hidden: tuple[int, ...] = (4, 3), activation: str = "tanh", **hyperparameters: Any
) -> RunConfig:
    """A run on 150 examples of generated data, 105 of them for training; n = 2, 4, 3, 1 with circles."""
    samples = {"samples": 150} if dataset in ("circles", "plane", "gaussians") else {}
    return RunConfig.from_dict(
        {
            "dataset": {"name": dataset, **samples},
            "architecture": {"hidden": [{"units": units, "activation": activation} for units in hidden]},
            "hyperparameters": {"learning_rate": 0.5, **hyperparameters},
        }
    )


def usual(mistake: Mistake) -> RunConfig:
    """The network in which the claims of a mistake hold: circles, or gaussians with three classes."""
    return configure() if "binary" in mistake.tasks else three_classes()


def three_classes() -> RunConfig:
    """n = 2, 4, 3, 3."""
    config = configure("gaussians")
    dataset = {**config.dataset.to_dict(), "classes": 3}
    return RunConfig.from_dict({**config.to_dict(), "dataset": dataset})
