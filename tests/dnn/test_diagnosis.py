"""The doctor: each rule fires on a planted case, and none on healthy runs."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

import numpy as np
import pytest

from dnn.configuration import RunConfig
from dnn.diagnosis import RULES, Evidence, Finding, diagnose, gather
from dnn.milestones import Milestone
from dnn.step import start
from dnn.stop import Stop
from dnn.training import advance


def configure(
    data: str = "circles",
    hidden: tuple[tuple[int, str], ...] = ((8, "tanh"), (8, "tanh")),
    initializer: str = "xavier",
    dataset: tuple[tuple[str, Any], ...] = (),
    **h: Any,
) -> RunConfig:
    """A run of a thousand iterations."""
    return RunConfig.from_dict(
        {
            "dataset": {"name": data, **dict(dataset)},
            "architecture": {
                "hidden": [{"units": units, "activation": name} for units, name in hidden],
                "initializer": initializer,
            },
            "hyperparameters": {"iterations": 1000, **h},
        }
    )


@cache
def evidence_of(config: RunConfig) -> Evidence:
    """The whole run, and what the doctor sees of it."""
    state, milestones, stop = start(config), [], None
    while stop is None:
        piece = advance(config, state, iterations=500)
        milestones += piece.milestones
        state, stop = piece.state, piece.stop
    return gather(config, state, milestones, stop)


def rules_of(config: RunConfig) -> list[str]:
    return [finding.rule for finding in diagnose(evidence_of(config))]


def deep(units: int, activation: str, layers: int) -> tuple[tuple[int, str], ...]:
    return ((units, activation),) * layers


RELUS = deep(8, "relu", 2)
PLANTED = {
    "non_finite": configure("diabetes", RELUS, "he", learning_rate=10),
    "symmetric_units": configure(initializer="constant"),
    "vanishing_gradients": configure(hidden=deep(10, "sigmoid", 10)),
    "tiny_gradients": configure(hidden=deep(10, "relu", 10), initializer="small_normal"),
    "exploding_gradients": configure(hidden=deep(20, "linear", 8), initializer="normal", learning_rate=1e-12),
    "dead_units": configure(hidden=deep(8, "relu", 3), initializer="normal", learning_rate=3),
    "unscaled_inputs": configure("breast_cancer", dataset=(("standardize", False),)),
    "diverging": configure(hidden=RELUS, initializer="he", learning_rate=10),
    "oscillating": configure(learning_rate=8),
    "stuck_at_base_rate": configure(hidden=deep(10, "sigmoid", 10)),
    "plateau": configure("spirals", hidden=(), learning_rate=0.5),
    "overfitting": configure(
        "moons", deep(32, "tanh", 2), dataset=(("samples", 60), ("noise", 0.4)), learning_rate=0.5, iterations=5000
    ),
    "learning_rate_too_small": configure(learning_rate=1e-4),
}
KINDS = ((deep(8, "tanh", 2), "xavier"), (RELUS, "he"), (deep(12, "silu", 1), "xavier"))
HEALTHY = [
    configure(data, hidden, initializer, learning_rate=0.1)
    for data in ("circles", "moons", "xor", "gaussians", "spirals", "iris", "diabetes", "plane")
    for hidden, initializer in KINDS
] + [
    configure(data, RELUS, "he", learning_rate=0.01, optimizer="adam", batch_size=32)
    for data in ("circles", "xor", "gaussians", "spirals", "iris", "plane")
]


def test_there_is_a_case_for_every_rule_and_thirty_healthy_runs() -> None:
    assert set(PLANTED) == set(RULES)
    assert len(HEALTHY) >= 30


@pytest.mark.parametrize("name", RULES)
def test_every_rule_fires_on_its_planted_case(name: str) -> None:
    found = {finding.rule: finding for finding in diagnose(evidence_of(PLANTED[name]))}
    assert name in found, list(found)
    finding = found[name]
    assert any(letter.isdigit() for letter in str(finding.seen)), str(finding.seen)
    assert finding.remedied is not None and finding.remedied != PLANTED[name]
    assert finding.remedied.seed == PLANTED[name].seed


@pytest.mark.parametrize("number", range(len(HEALTHY)))
def test_every_rule_is_silent_on_a_healthy_run(number: int) -> None:
    assert rules_of(HEALTHY[number]) == []


@pytest.mark.parametrize("name", ["diverging", "symmetric_units", "unscaled_inputs", "learning_rate_too_small"])
def test_the_remedy_helps(name: str) -> None:
    """A new run from the same start with the remedy is no longer told the same, and its cost is lower."""
    ill = evidence_of(PLANTED[name])
    (finding,) = (each for each in diagnose(ill) if each.rule == name)
    assert isinstance(finding, Finding) and finding.remedied is not None
    well = evidence_of(finding.remedied)
    assert name not in [each.rule for each in diagnose(well)]
    assert well.costs[-1] < ill.costs[-1]


def test_zeros_and_equal_weights_are_told_apart_by_the_rank() -> None:
    zeros, equal = (
        next(str(each.seen) for each in diagnose(evidence_of(configure(initializer=name))) if "sym" in each.rule)
        for name in ("zeros", "constant")
    )
    assert "rank 0" in zeros and "rank 1" in equal


def test_a_run_without_history_is_told_nothing_about_its_costs() -> None:
    config = configure()
    assert diagnose(gather(config, start(config), [])) == ()


def test_numbers_that_are_not_finite_do_not_make_the_doctor_stumble() -> None:
    config = configure()
    state = dataclasses.replace(start(config), theta=np.full_like(start(config).theta, np.nan))
    milestones = [Milestone(k, float("inf"), None, 0.5, None, (1.0,) * 3, (1.0,) * 3) for k in range(1, 40)]
    found = diagnose(gather(config, state, milestones, Stop("non_finite", 3, 2, "Z")))
    assert [finding.rule for finding in found] == ["non_finite"]
    assert "Z of layer 2" in str(found[0].seen)


def test_the_numbers_of_the_architecture_come_out() -> None:
    """‖dW[1]‖/‖dW[L]‖ at the start, 10 units: sigmoid with Xavier falls with the depth; ReLU with 0.01 deceives."""

    def at_start(depth: int, activation: str, initializer: str) -> Evidence:
        config = configure(hidden=deep(10, activation, depth), initializer=initializer)
        return gather(config, start(config), [])

    shallow, far = (at_start(depth, "sigmoid", "xavier").layers for depth in (2, 10))
    assert 1e-3 < shallow[0].gradient / shallow[-1].gradient < 1
    assert far[0].gradient / far[-1].gradient < 1e-5
    deceiving = at_start(10, "relu", "small_normal").layers
    assert max(layer.gradient for layer in deceiving[:-1]) < 1e-12
