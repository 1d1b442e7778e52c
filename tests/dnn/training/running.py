"""Runs that the tests of training share, and ways to cut them into slices and to compare them bit for bit."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dnn.configuration import RunConfig
from dnn.network import initialize, unflatten
from dnn.step import start
from dnn.training.advance import Slice, advance
from dnn.training.evaluations import Evaluation
from dnn.training.state import TrainingState
from dnn.training.stop import Stop

ITERATIONS = 203


def configure(name: str = "circles", samples: int = 60, seed: int = 0, **hyperparameters: Any) -> RunConfig:
    """A small run."""
    return RunConfig.from_dict(
        {
            "dataset": {"name": name, "samples": samples},
            "architecture": {"hidden": [{"units": 7, "activation": "tanh"}, {"units": 5, "activation": "relu"}]},
            "hyperparameters": {"iterations": ITERATIONS, **hyperparameters},
            "seed": seed,
        }
    )


def change(config: RunConfig, **hyperparameters: Any) -> RunConfig:
    """The configuration as a visitor changes it in the middle of a run."""
    return replace(config, hyperparameters=replace(config.hyperparameters, **hyperparameters))


RUNS = {
    "full batch": configure(optimizer="momentum"),
    "mini-batch": configure(optimizer="adam", batch_size=16, l2=0.5),
    "one example at a time": configure(optimizer="rmsprop", batch_size=1, learning_rate=0.001),
    "schedule": configure("iris", batch_size=10, schedule={"name": "step", "every": 30}, precision="float32"),
    "regression": configure("diabetes", batch_size=20, optimizer="adam", schedule={"name": "exponential"}),
}
every_run = pytest.mark.parametrize("config", RUNS.values(), ids=RUNS)

Numbers = tuple[bytes, list[Evaluation], bytes, list[bytes], tuple[int, int, int, int], Stop | None]


def overloaded(config: RunConfig, l: int) -> TrainingState:
    """The beginning of the run, but with weights in layer l whose products with its first input no float holds.

    Only those of one input: the sum of two infinities of either sign would depend on the order of the addition, which
    is the processor's.
    """
    state = start(config)
    theta = state.theta.copy()
    unflatten(theta, initialize(config)).layers[l - 1].W[:, 0] = 1.7e308
    return replace(state, theta=theta)


def slices(config: RunConfig, lengths: list[int] | None, seconds: float | None = None) -> list[Slice]:
    """The whole run, cut into slices of these lengths over and over again."""
    state, parts = start(config), []
    for length in itertools.cycle(lengths or [None]):
        parts.append(advance(config, state, seconds, length))
        state = parts[-1].state
        if parts[-1].stop is not None:
            return parts
    raise AssertionError


def numbers(parts: list[Slice]) -> Numbers:
    """All that the slices of a run give, as one value in which every bit counts."""
    end = parts[-1].state
    return (
        np.concatenate([part.costs for part in parts]).tobytes(),
        [evaluation for part in parts for evaluation in part.evaluations],
        end.theta.tobytes(),
        [slot.tobytes() for slot in end.slots],
        (end.iteration, end.epoch, end.offset, end.optimizer_steps),
        parts[-1].stop,
    )
