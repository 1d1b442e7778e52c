"""W^[1] in the coordinates of the examples: the numbers of the plain plan, and the same bits however a run is cut."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dnn.configuration import RunConfig
from dnn.network import layer_sizes
from dnn.optimizers import OPTIMIZERS
from dnn.step import start, step
from dnn.system.cache import BoundedCache
from dnn.training.advance import Slice, advance, train
from dnn.training.data import training_data
from dnn.training.needed_memory import needed_memory
from dnn.training.plan import pool, sample_space
from dnn.training.plan.sample_space import uses_sample_space
from dnn.training.stop import Stop
from tests.dnn.training.running import change, numbers, slices
from tests.dnn.training.test_needed_memory import taken
from tests.dnn.training.wide import INPUTS, NAMES, VERY_WIDE, configure, register

TOLERANCE = {"float64": 1e-12, "float32": 1e-4}
COMPARED = 40

CASES: dict[str, dict[str, Any]] = {
    **{name: {"name": name} for name in NAMES},
    "L2": {"l2": 0.7},
    "momentum": {"optimizer": "momentum"},
    "momentum and L2": {"optimizer": "momentum", "l2": 0.7},
    "mini-batches": {"batch_size": 16, "l2": 0.3},
    "one example at a time": {"batch_size": 1, "optimizer": "momentum", "l2": 0.3},
    "a schedule": {"schedule": {"name": "step", "every": 5}, "l2": 0.2},
    "one example in all": {"samples": 10, "test_fraction": 0.9, "standardize": False},
    "no test part": {"test_fraction": 0.0},
    "no hidden layer": {"hidden": 0, "l2": 0.2},
    "one hidden layer": {"hidden": 1, "l2": 0.2},
    "as they are": {"standardize": False},
    "float32": {"precision": "float32", "l2": 0.2},
}
every_case = pytest.mark.parametrize("case", CASES)


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch)
    monkeypatch.setattr(pool, "_PLANS", BoundedCache(entries=4, bytes=10_000_000))


def of_case(case: str, **given: Any) -> RunConfig:
    return configure(**CASES[case] | given)


def is_used(config: RunConfig) -> bool:
    m = training_data(config).train.m
    return uses_sample_space(layer_sizes(config), config.hyperparameters.optimizer, m)


def by_the_plain_plan(config: RunConfig, count: int) -> Slice:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample_space, "MIN_SAMPLE_SPACE_INPUTS", INPUTS + 1)
        patch.setattr(pool, "_PLANS", BoundedCache(entries=1, bytes=10_000_000))
        assert not is_used(config)
        return advance(config, None, iterations=count)


def assert_close(one: object, other: object, tolerance: float) -> None:
    difference = np.linalg.norm(np.asarray(one, float) - np.asarray(other, float))
    assert difference <= tolerance * np.linalg.norm(np.asarray(other, float))


@every_case
def test_a_run_equals_that_of_the_plain_plan(case: str) -> None:
    config = of_case(case)
    assert is_used(config)
    tolerance = TOLERANCE[config.hyperparameters.precision]
    fast, expected = advance(config, None, iterations=COMPARED), by_the_plain_plan(config, COMPARED)
    assert expected.state.reduced is None
    np.testing.assert_allclose(fast.costs, expected.costs, rtol=tolerance)
    assert fast.state.theta.dtype == expected.state.theta.dtype
    assert_close(fast.state.theta, expected.state.theta, tolerance)
    for slot, expected_slot in zip(fast.state.slots, expected.state.slots, strict=True):
        assert_close(slot, expected_slot, 10 * tolerance)
    assert len(fast.evaluations) == len(expected.evaluations) > 0
    for one, other in zip(
        (*fast.evaluations, fast.current_evaluation), (*expected.evaluations, expected.current_evaluation), strict=True
    ):
        assert one is not None
        assert other is not None
        assert (one.iteration, one.test_cost is None) == (other.iteration, other.test_cost is None)
        for name in (
            "train_cost",
            "train_data_cost",
            "test_cost",
            "gradient_norms",
            "bias_gradient_norms",
            "update_ratios",
        ):
            values, expected_values = getattr(one, name), getattr(other, name)
            if expected_values is not None:
                np.testing.assert_allclose(values, expected_values, rtol=50 * tolerance, atol=tolerance)


@every_case
def test_one_iteration_equals_the_reference(case: str) -> None:
    config = of_case(case)
    tolerance = TOLERANCE[config.hyperparameters.precision]
    state = advance(config, None, iterations=7).state
    for _ in range(3):
        fast, reference = advance(config, state, iterations=1), step(config, state)
        state, expected = fast.state, reference.after
        assert (state.iteration, state.epoch, state.offset) == (expected.iteration, expected.epoch, expected.offset)
        assert fast.costs.tolist() == [pytest.approx(reference.cost, rel=tolerance)]
        assert_close(state.theta, expected.theta, tolerance)


class TestTheSameBits:
    @every_case
    def test_one_iteration_at_a_time(self, case: str) -> None:
        config = of_case(case, iterations=70)
        assert numbers(slices(config, [1])) == numbers(slices(config, None))

    @given(case=some.sampled_from(list(CASES)), lengths=some.lists(some.integers(1, 90), min_size=1, max_size=6))
    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_slices_of_any_lengths(self, case: str, lengths: list[int]) -> None:
        assert numbers(slices(of_case(case), lengths)) == numbers(slices(of_case(case), None))

    @every_case
    def test_a_pickled_state_and_another_plan(self, case: str) -> None:
        config = of_case(case)
        first = advance(config, None, iterations=50)
        pool._PLANS.take(pool._kind(config))
        state = pickle.loads(pickle.dumps(first.state))
        assert state.reduced.belongs_to(state)
        assert numbers([first, advance(config, state)]) == numbers(slices(config, None))

    @pytest.mark.parametrize("case", ["L2", "momentum", "mini-batches"])
    def test_a_target_cost_is_met_at_the_same_iteration(self, case: str) -> None:
        free = advance(of_case(case), None).costs
        target = float(free[100:].min())
        config = of_case(case, target_cost=target)
        whole = slices(config, None)
        first = int(np.flatnonzero(free <= target)[0]) + 1
        assert whole[-1].stop == Stop("target_cost", first)
        assert numbers(slices(config, [13, 1])) == numbers(whole)
        assert np.concatenate([part.costs for part in whole]).tobytes() == free[:first].tobytes()

    @pytest.mark.parametrize("optimizer", ["gradient_descent", "momentum"])
    def test_a_run_that_diverges(self, optimizer: str) -> None:
        config = configure("wide regression", learning_rate=1e3, optimizer=optimizer, l2=0.1)
        whole = slices(config, None)
        assert whole[-1].stop is not None
        assert whole[-1].stop.reason == "non_finite"
        assert np.isfinite(whole[-1].state.theta).all()
        assert numbers(slices(config, [1])) == numbers(whole)


def test_records_have_the_network_of_the_reference() -> None:
    config, state = configure(l2=0.5), start(configure(l2=0.5))
    for record in train(config, 5):
        iteration = step(config, state)
        state = iteration.after
        assert record.cost == pytest.approx(iteration.cost, rel=1e-12)
        assert_close(record.parameters.layers[0].W.ravel(), state.theta[: 7 * INPUTS], 1e-12)


class TestChanges:
    def test_a_weight_that_was_set_by_hand_counts(self) -> None:
        config = configure(l2=0.5)
        state = advance(config, None, iterations=20).state
        theta = state.theta.copy()
        theta[3] += 2.0
        by_hand = replace(state, theta=theta)
        assert by_hand.reduced is not None
        assert not by_hand.reduced.belongs_to(by_hand)
        result = advance(config, by_hand, iterations=1)
        assert_close(result.state.theta, step(config, by_hand).after.theta, 1e-12)
        assert result.costs[0] == pytest.approx(step(config, by_hand).cost, rel=1e-12)

    @pytest.mark.parametrize("names", [("gradient_descent", "momentum"), ("momentum", "adam"), ("adam", "momentum")])
    def test_another_optimizer(self, names: tuple[str, str]) -> None:
        before, after = (configure(optimizer=name, l2=0.5) for name in names)
        state = advance(before, None, iterations=20).state
        result = advance(after, state, iterations=3)
        for _ in range(3):
            state = step(after, state).after
        assert_close(result.state.theta, state.theta, 1e-12)

    @pytest.mark.parametrize("changed", [{"l2": 0.0}, {"learning_rate": 0.1}, {"batch_size": 10}])
    def test_another_hyperparameter(self, changed: dict[str, Any]) -> None:
        before = configure(optimizer="momentum", l2=0.5, batch_size=16)
        state = advance(before, None, iterations=20).state
        after = change(before, **changed)
        result = advance(after, state, iterations=5)
        for _ in range(5):
            state = step(after, state).after
        assert_close(result.state.theta, state.theta, 1e-12)


def test_only_linear_optimizers_and_many_inputs_have_coordinates() -> None:
    linear = {name for name in OPTIMIZERS if uses_sample_space((1_000, 5, 1), name, 250)}
    assert linear == {"gradient_descent", "momentum"}
    assert not uses_sample_space((1_000, 5, 1), "momentum", 251)
    assert not uses_sample_space((255, 5, 1), "momentum", 2)
    assert advance(configure(optimizer="adam"), None, iterations=2).state.reduced is None


@pytest.mark.parametrize("optimizer", [name for name, each in OPTIMIZERS.items() if each.is_linear])
def test_a_linear_optimizer_is_linear_and_treats_all_entries_alike(optimizer: str) -> None:
    rng, config = np.random.default_rng(0), configure(optimizer=optimizer)
    update, h = OPTIMIZERS[optimizer].update, config.hyperparameters
    rotation = np.linalg.qr(rng.standard_normal((6, 6)))[0]
    theta, g, *slots = rng.standard_normal((2 + OPTIMIZERS[optimizer].slots, 6))
    after, slots_after = update(theta, g, tuple(slots), 0.3, 2, h)
    turned, slots_turned = update(rotation @ theta, rotation @ g, tuple(rotation @ slot for slot in slots), 0.3, 2, h)
    for one, other in zip((turned, *slots_turned), (after, *slots_after), strict=True):
        np.testing.assert_allclose(one, rotation @ other, rtol=1e-12)


def test_the_memory_of_a_state_counts_its_coordinates() -> None:
    config = configure(optimizer="momentum")
    state = advance(config, None, iterations=1).state
    assert state.nbytes > 2 * (state.theta.nbytes + state.slots[0].nbytes)


@pytest.mark.parametrize("given", [{}, {"optimizer": "momentum", "l2": 0.5}, {"batch_size": 64}])
def test_the_memory_that_is_worked_out_is_what_a_run_takes_and_little_more(given: dict[str, Any]) -> None:
    config = configure(VERY_WIDE, samples=400, standardize=False, **given)
    training_data(config).train.__dict__.pop("factors", None)  # those of the case before

    def run() -> None:
        state = advance(config, None, iterations=2, evaluations=False).state
        advance(config, state, iterations=2, evaluations=False)

    really = taken(run)
    assert really > 10_000_000
    assert really <= needed_memory(config).total <= 2 * really
