"""The doctor: each rule fires on a planted case, and none on healthy runs."""

from __future__ import annotations

import dataclasses
from functools import cache

import numpy as np
import pytest

from dnn.configuration import RunConfig
from dnn.diagnosis import RULES, Evidence, Finding, diagnose, gather
from dnn.diagnosis.cases import CASES, deep, run_of
from dnn.milestones import Milestone
from dnn.step import start
from dnn.stop import Stop
from dnn.training import advance


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


RELUS = deep(8, "relu", 2)
KINDS = ((deep(8, "tanh", 2), "xavier"), (RELUS, "he"), (deep(12, "silu", 1), "xavier"))
HEALTHY = [
    run_of(data, hidden, initializer, learning_rate=0.1)
    for data in ("circles", "moons", "xor", "gaussians", "spirals", "iris", "diabetes", "plane")
    for hidden, initializer in KINDS
] + [
    run_of(data, RELUS, "he", learning_rate=0.01, optimizer="adam", batch_size=32)
    for data in ("circles", "xor", "gaussians", "spirals", "iris", "plane")
]


def test_there_is_a_case_for_every_rule_and_thirty_healthy_runs() -> None:
    assert list(CASES) == list(RULES) and all(name == case.rule.name for name, case in CASES.items())
    assert len(HEALTHY) >= 30


@pytest.mark.parametrize("name", RULES)
def test_every_rule_fires_on_its_planted_case(name: str) -> None:
    found = {finding.rule: finding for finding in diagnose(evidence_of(CASES[name].ill))}
    assert name in found, list(found)
    finding = found[name]
    assert any(letter.isdigit() for letter in str(finding.seen)), str(finding.seen)
    assert finding.remedied is not None and finding.remedied != CASES[name].ill
    assert finding.remedied == CASES[name].cured
    assert finding.remedied.seed == CASES[name].ill.seed


@pytest.mark.parametrize("number", range(len(HEALTHY)))
def test_every_rule_is_silent_on_a_healthy_run(number: int) -> None:
    assert rules_of(HEALTHY[number]) == []


@pytest.mark.parametrize("name", ["diverging", "symmetric_units", "unscaled_inputs", "learning_rate_too_small"])
def test_the_remedy_helps(name: str) -> None:
    """A new run from the same start with the remedy is no longer told the same, and its cost is lower."""
    ill = evidence_of(CASES[name].ill)
    (finding,) = (each for each in diagnose(ill) if each.rule == name)
    assert isinstance(finding, Finding) and finding.remedied is not None
    well = evidence_of(finding.remedied)
    assert name not in [each.rule for each in diagnose(well)]
    assert well.costs[-1] < ill.costs[-1]


def test_zeros_and_equal_weights_are_told_apart_by_the_rank() -> None:
    zeros, equal = (
        next(str(each.seen) for each in diagnose(evidence_of(run_of(initializer=name))) if "sym" in each.rule)
        for name in ("zeros", "constant")
    )
    assert "rank 0" in zeros and "rank 1" in equal


def test_a_run_without_history_is_told_nothing_about_its_costs() -> None:
    config = run_of()
    assert diagnose(gather(config, start(config), [])) == ()


def test_numbers_that_are_not_finite_do_not_make_the_doctor_stumble() -> None:
    config = run_of()
    state = dataclasses.replace(start(config), theta=np.full_like(start(config).theta, np.nan))
    milestones = [Milestone(k, float("inf"), None, 0.5, None, (1.0,) * 3, (1.0,) * 3) for k in range(1, 40)]
    found = diagnose(gather(config, state, milestones, Stop("non_finite", 3, 2, "Z")))
    assert [finding.rule for finding in found] == ["non_finite"]
    assert "Z of layer 2" in str(found[0].seen)


def test_the_numbers_of_the_architecture_come_out() -> None:
    """‖dW[1]‖/‖dW[L]‖ at the start, 10 units: sigmoid with Xavier falls with the depth; ReLU with 0.01 deceives."""

    def at_start(depth: int, activation: str, initializer: str) -> Evidence:
        config = run_of(hidden=deep(10, activation, depth), initializer=initializer)
        return gather(config, start(config), [])

    shallow, far = (at_start(depth, "sigmoid", "xavier").layers for depth in (2, 10))
    assert 1e-3 < shallow[0].gradient / shallow[-1].gradient < 1
    assert far[0].gradient / far[-1].gradient < 1e-5
    deceiving = at_start(10, "relu", "small_normal").layers
    assert max(layer.gradient for layer in deceiving[:-1]) < 1e-12
