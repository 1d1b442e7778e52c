"""The doctor: each rule fires on its planted case and on others, its remedy cures it, none fires on healthy runs."""

from __future__ import annotations

import dataclasses
from functools import cache

import numpy as np
import pytest

from dnn.configuration import RunConfig
from dnn.lessons.diagnosis import RULES, Curve, Evidence, Finding, diagnose, gather, is_too_early
from dnn.lessons.diagnosis.example_runs import deep, run_of
from dnn.network import parameters_at
from dnn.step import start
from dnn.training.advance import advance
from dnn.training.cost_history import CostHistory
from dnn.training.evaluations import Evaluation, EvaluationHistory
from dnn.training.state import TrainingState
from dnn.training.stop import Stop

pytestmark = pytest.mark.slow


def followed(*phases: tuple[RunConfig, int]) -> Evidence:
    """Evidence of a run that goes on with another configuration at some iterations."""
    state, stop, changed = start(phases[0][0]), None, 1
    evaluations, history = EvaluationHistory(), CostHistory()
    for number, (config, until) in enumerate(phases):
        changed = state.iteration + 1 if number else 1
        while state.iteration < until and stop is None:
            result = advance(config, state, iterations=min(500, until - state.iteration))
            evaluations.append(result.evaluations)
            history.append(result.first_iteration, result.costs)
            state, stop = result.state, result.stop
    return gather(phases[-1][0], state, evaluations.since(-1), stop, Curve(*history.points()), changed)


@cache
def evidence_of(config: RunConfig) -> Evidence:
    """The whole run, as the doctor sees it."""
    return followed((config, config.hyperparameters.iterations))


def rules_of(config: RunConfig) -> list[str]:
    return [finding.rule for finding in diagnose(evidence_of(config))]


def found_in(evidence: Evidence, name: str) -> Finding:
    found = {finding.rule: finding for finding in diagnose(evidence)}
    assert name in found, list(found)
    return found[name]


RELUS = deep(8, "relu", 2)
KINDS = ((deep(8, "tanh", 2), "xavier"), (RELUS, "he"), (deep(12, "silu", 1), "xavier"))
HEALTHY = [
    *(
        run_of(data, hidden, initializer, learning_rate=0.1)
        for data in ("circles", "moons", "xor", "gaussians", "spirals", "iris", "diabetes", "plane")
        for hidden, initializer in KINDS
    ),
    *(
        run_of(data, RELUS, "he", learning_rate=0.01, optimizer="adam", batch_size=32)
        for data in ("circles", "xor", "gaussians", "spirals", "iris", "plane")
    ),
    run_of("diabetes", deep(8, "tanh", 2), learning_rate=0.001, optimizer="adam"),
    run_of("diabetes", ()),
    run_of("circles", deep(16, "relu", 3), "he", learning_rate=0.003, optimizer="rmsprop", iterations=400),
    run_of("xor", deep(16, "relu", 3), "he", batch_size=16, iterations=3_000),
    run_of("plane", (), dataset=(("noise", 0.3),)),
    run_of("moons", deep(8, "tanh", 2), optimizer="momentum", batch_size=32),
    run_of("circles", deep(8, "leaky_relu", 3), "he", precision="float32"),
    run_of("gaussians", deep(8, "sigmoid", 1), dataset=(("classes", 5),), learning_rate=1),
    run_of("breast_cancer", (), l2=30.0),
    run_of("sine", deep(16, "tanh", 2), learning_rate=0.01, optimizer="adam"),
]
MORE_CASES = [(name, config) for name, rule in RULES.items() for config in rule.more_examples]


def test_there_is_a_case_for_every_rule_and_thirty_healthy_runs() -> None:
    assert all(name == rule.name for name, rule in RULES.items())
    assert [name for name, rule in RULES.items() if not rule.more_examples] == []
    assert len({rule.order for rule in RULES.values()}) == len(RULES), "two rules have one place"
    assert len(HEALTHY) >= 30


@pytest.mark.parametrize("name", RULES)
def test_every_rule_fires_on_its_planted_case(name: str) -> None:
    finding = found_in(evidence_of(RULES[name].example), name)
    assert any(letter.isdigit() for letter in str(finding.seen)), str(finding.seen)
    assert finding.remedied is not None and finding.remedied != RULES[name].example
    assert finding.remedied == RULES[name].remedied
    assert finding.remedied.seed == RULES[name].example.seed


@pytest.mark.parametrize(("name", "config"), MORE_CASES)
def test_every_rule_fires_on_other_data_tasks_and_batches_too(name: str, config: RunConfig) -> None:
    found_in(evidence_of(config), name)


@pytest.mark.parametrize("number", range(len(HEALTHY)))
def test_every_rule_is_silent_on_a_healthy_run(number: int) -> None:
    assert rules_of(HEALTHY[number]) == []


@pytest.mark.parametrize("iterations", [1, 13, 60])
@pytest.mark.parametrize("number", range(0, len(HEALTHY), 4))
def test_every_rule_is_silent_at_the_beginning_of_a_healthy_run(number: int, iterations: int) -> None:
    assert diagnose(followed((HEALTHY[number], iterations))) == ()


@pytest.mark.parametrize("name", RULES)
def test_the_remedy_helps(name: str) -> None:
    """A new run from the same start with the remedy has no findings at all, and its cost is lower (that of the test
    part, where that is what was wrong)."""
    example, remedied_config = evidence_of(RULES[name].example), RULES[name].remedied
    assert remedied_config is not None
    remedied = evidence_of(remedied_config)
    assert [finding.rule for finding in diagnose(remedied)] == []
    if name == "overfitting":
        assert remedied.test.costs[-1] < example.test.costs[-1]
    else:
        assert not remedied.cost >= example.cost


def test_the_rank_separates_zeros_from_equal_weights() -> None:
    zeros, equal = (
        str(found_in(evidence_of(run_of(initializer=name)), "symmetric_units").seen) for name in ("zeros", "constant")
    )
    assert "rank 0" in zeros and "rank 1" in equal


def test_a_cost_that_jumps_to_and_fro_at_every_iteration_is_seen_to_swing() -> None:
    """It is the same at every second iteration, so that evaluations alone would show it at rest."""
    finding = found_in(evidence_of(run_of("moons", (), learning_rate=40, iterations=2_000)), "oscillating")
    assert "between about 0.357 and 0.422" in str(finding.seen)


def live(config: RunConfig, **hyperparameters: object) -> RunConfig:
    return dataclasses.replace(config, hyperparameters=dataclasses.replace(config.hyperparameters, **hyperparameters))


def test_what_a_change_made_while_it_trained_has_done_is_seen_soon_and_what_it_mended_is_forgotten() -> None:
    healthy, too_fast = run_of(learning_rate=0.3, iterations=20_000), run_of(learning_rate=50, iterations=20_000)
    assert "diverging" in [each.rule for each in diagnose(followed((healthy, 5_000), (too_fast, 5_100)))]
    assert "oscillating" in [each.rule for each in diagnose(followed((too_fast, 1_000)))]
    swinging = run_of("moons", (), learning_rate=40, iterations=20_000)
    assert diagnose(followed((swinging, 1_000), (live(swinging, learning_rate=0.3), 1_100))) == ()


@pytest.mark.parametrize(
    ("config", "iterations"),
    [(run_of(), 11), (run_of(batch_size=4), 39), (run_of("diabetes", (), learning_rate=0.56), 6)],
)
def test_before_there_are_some_costs_silence_says_nothing(config: RunConfig, iterations: int) -> None:
    assert diagnose(followed((config, iterations))) == () and is_too_early(followed((config, iterations)))
    assert not is_too_early(followed((config, iterations + 1 if iterations > 6 else 12)))


def test_a_remedy_that_the_run_has_already_is_no_button() -> None:
    config = run_of(hidden=deep(8, "tanh", 2))
    state = start(config)
    layer = parameters_at(config, (theta := state.theta.copy())).layers[0]
    layer.W[:] = layer.W[0]
    finding = found_in(gather(config, dataclasses.replace(state, theta=theta), []), "symmetric_units")
    assert config.architecture.initializer == "xavier" and finding.remedied is None


def test_remedies_stay_within_what_a_configuration_may_hold() -> None:
    example = evidence_of(RULES["overfitting"].example)
    for l2 in (50.0, 101.0, 1000.0):
        finding = found_in(dataclasses.replace(example, config=live(example.config, l2=l2)), "overfitting")
        assert (finding.remedied is None) == (l2 > 100)
    slow = evidence_of(RULES["learning_rate_too_small"].example)
    finding = found_in(
        dataclasses.replace(slow, config=live(slow.config, learning_rate=50.0)), "learning_rate_too_small"
    )
    assert finding.remedied is None


def test_entropy_is_spoken_of_where_there_are_classes_only() -> None:
    classes, targets = (
        found_in(evidence_of(run_of(data, deep(10, "sigmoid", 8))), "stuck_at_base_rate")
        for data in ("iris", "diabetes")
    )
    assert "entropy" in str(classes.why) and "entropy" not in str(targets.why) and "variance" in str(targets.why)


def test_weights_that_overflow_at_once_are_not_laid_to_the_learning_rate() -> None:
    finding = found_in(evidence_of(RULES["non_finite"].more_examples[0]), "non_finite")
    assert "initial weights alone" in str(finding.why)
    assert finding.remedied is not None and finding.remedied.architecture.initializer == "xavier"


def test_a_schedule_that_has_come_to_rest_is_named() -> None:
    config = run_of(learning_rate=0.1, schedule={"name": "exponential", "decay": 0.1})
    finding = found_in(evidence_of(config), "learning_rate_too_small")
    assert "schedule" in str(finding.why)
    assert finding.remedied is not None and finding.remedied.hyperparameters.schedule.name == "constant"


def test_a_dead_layer_of_one_unit_is_found() -> None:
    config = run_of(hidden=((8, "relu"), (1, "relu"), (8, "tanh")), initializer="he")
    state = start(config)
    parameters_at(config, (theta := state.theta.copy())).layers[1].W[:] = -1.0
    finding = found_in(gather(config, dataclasses.replace(state, theta=theta), []), "dead_units")
    assert "100% of the units of layer 2" in str(finding.seen)


def test_a_run_without_history_has_no_findings_about_its_costs() -> None:
    config = run_of()
    assert diagnose(gather(config, start(config), [])) == ()


def test_numbers_that_are_not_finite_do_not_make_the_doctor_stumble() -> None:
    config = run_of()
    evaluations = [
        Evaluation(k, float("inf"), float("inf"), None, 0.5, None, (1.0,) * 3, (1.0,) * 3) for k in range(1, 40)
    ]
    stop = Stop("non_finite", 3, 2, "Z")
    found = diagnose(gather(config, filled(config, np.nan), evaluations, stop))
    assert [finding.rule for finding in found] == ["non_finite"]
    assert "Z of layer 2" in str(found[0].seen)
    for value in (1e100, 1e200, 1e308):
        diagnose(gather(config, filled(config, value), []))


def filled(config: RunConfig, value: float) -> TrainingState:
    state = start(config)
    return dataclasses.replace(state, theta=np.full_like(state.theta, value))


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
