"""The fast plan is held to the readable reference: from the same state, one iteration of `advance` and one `step` give
the same cost, parameters and slots, whatever the activation, task, optimiser, batches, penalty and precision."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn.activations import ACTIVATIONS
from dnn.configuration import RunConfig
from dnn.forward import cost, forward, predict
from dnn.losses import TASKS
from dnn.network import layer_sizes
from dnn.optimizers import OPTIMIZERS
from dnn.schedules import SCHEDULES
from dnn.step import start, step
from dnn.system.cache import BoundedCache
from dnn.training.advance import advance
from dnn.training.data import training_data
from dnn.training.plan import pool, size
from dnn.training.plan.elementwise import DERIVATIVES_OF_A, ELEMENTWISE
from dnn.training.plan.outputs import OUTPUTS
from dnn.training.plan.updates import UPDATES
from tests.dnn.task_data import DATASET_OF_TASK

TOLERANCE = {"float64": 1e-12, "float32": 1e-4}
SHORT_LAST = 16
"""A batch size that leaves a shorter batch at the end of the epochs of all three datasets."""
WARM_UP, COMPARED = 7, 5
DEAD = 1e-3
"""A gradient below this is mostly rounding, where the units are saturated; its square is what optimisers average."""
LEAST = {"v": DEAD, "s": DEAD**2}
"""Letter of a slot -> its length below which differences are not taken relative to it."""


def configure(
    task: str, hidden: list[tuple[int, str]], seed: int = 0, samples: int = 60, **hyperparameters: Any
) -> RunConfig:
    """A small run on the task's dataset."""
    return RunConfig.from_dict(
        {
            "dataset": {"name": DATASET_OF_TASK[task], "samples": samples},
            "architecture": {"hidden": [{"units": n, "activation": name} for n, name in hidden]},
            "hyperparameters": {"learning_rate": 0.01, **hyperparameters},
            "seed": seed,
        }
    )


def distance(one: np.ndarray, other: np.ndarray, least: float = 0.0) -> float:
    """The distance of two vectors, relative to the second's length, which counts as `least` where it is less."""
    assert one.dtype == other.dtype
    assert one.shape == other.shape
    difference = float(np.linalg.norm(one - other))
    return difference / max(float(np.linalg.norm(other)), least) if difference else 0.0


def assert_equal_to_the_reference(config: RunConfig) -> None:
    tolerance = TOLERANCE[config.hyperparameters.precision]
    state = advance(config, start(config), iterations=WARM_UP, evaluations=False).state
    for _ in range(COMPARED):
        fast, reference = advance(config, state, iterations=1, evaluations=False), step(config, state)
        state, expected = fast.state, reference.after
        counted = (state.iteration, state.epoch, state.offset, state.optimizer, state.optimizer_steps)
        assert counted == (
            expected.iteration,
            expected.epoch,
            expected.offset,
            expected.optimizer,
            expected.optimizer_steps,
        )
        assert fast.costs.tolist() == [pytest.approx(reference.cost, rel=tolerance, abs=0)]
        assert distance(state.theta, expected.theta) <= tolerance
        letters = OPTIMIZERS[state.optimizer].slot_names
        for letter, slot, expected_slot in zip(letters, state.slots, expected.slots, strict=True):
            assert distance(slot, expected_slot, LEAST.get(letter, DEAD**2)) <= tolerance


def test_nothing_is_written_for_a_name_that_is_not_registered() -> None:
    assert ELEMENTWISE.keys() <= ACTIVATIONS.keys()
    assert OUTPUTS.keys() <= TASKS.keys()
    assert UPDATES.keys() <= OPTIMIZERS.keys()


def test_the_batches_of_these_tests_have_a_short_last_one() -> None:
    for task in TASKS:
        m = training_data(configure(task, [])).train.m
        assert m > SHORT_LAST
        assert m % SHORT_LAST


@pytest.mark.parametrize("precision", TOLERANCE)
@pytest.mark.parametrize("l2", [0.0, 0.7])
@pytest.mark.parametrize("batch_size", [None, SHORT_LAST])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_one_iteration_equals_the_reference(
    activation: str, task: str, optimizer: str, batch_size: int | None, l2: float, precision: str
) -> None:
    hidden = [(6, activation), (5, activation)]
    assert_equal_to_the_reference(
        configure(task, hidden, optimizer=optimizer, batch_size=batch_size, l2=l2, precision=precision)
    )


@pytest.mark.parametrize("precision", TOLERANCE)
@pytest.mark.parametrize("batch_size", [None, SHORT_LAST])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("task", TASKS)
def test_a_name_for_which_nothing_is_written_is_trained_by_the_functions_of_its_entry(
    task: str, optimizer: str, batch_size: int | None, precision: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_PLANS", BoundedCache(entries=1, bytes=1_000_000))
    for table in (ELEMENTWISE, OUTPUTS, UPDATES):
        for name in table.copy():
            monkeypatch.delitem(table, name)
    hidden = [(6, "tanh"), (5, "relu")]
    assert_equal_to_the_reference(
        configure(task, hidden, optimizer=optimizer, batch_size=batch_size, l2=0.3, precision=precision)
    )


@pytest.mark.slow
@given(
    task=some.sampled_from(list(TASKS)),
    hidden=some.lists(some.tuples(some.integers(1, 12), some.sampled_from(list(ACTIVATIONS))), max_size=7),
    optimizer=some.sampled_from(list(OPTIMIZERS)),
    batch_size=some.none() | some.integers(1, 70),
    l2=some.just(0.0) | some.floats(0.001, 5.0),
    schedule=some.sampled_from(list(SCHEDULES)),
    seed=some.integers(0, 2**53 - 1),
)
@settings(max_examples=150)
def test_any_network_equals_the_reference(
    task: str,
    hidden: list[tuple[int, str]],
    optimizer: str,
    batch_size: int | None,
    l2: float,
    schedule: str,
    seed: int,
) -> None:
    assert_equal_to_the_reference(
        configure(task, hidden, seed, optimizer=optimizer, batch_size=batch_size, l2=l2, schedule={"name": schedule})
    )


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_vectors_longer_than_a_block_equal_the_reference(optimizer: str) -> None:
    hidden = [(130, "tanh"), (140, "relu")]  # more than 16,384 parameters
    assert_equal_to_the_reference(configure("binary", hidden, optimizer=optimizer, l2=0.3, batch_size=SHORT_LAST))


@pytest.mark.parametrize("batch_size", [None, SHORT_LAST])
@pytest.mark.parametrize("activation", DERIVATIVES_OF_A)
def test_derivatives_of_all_layers_at_once_are_those_of_one_after_the_other(
    activation: str, batch_size: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = configure("multiclass", [(6, activation), (5, activation), (7, activation)], batch_size=batch_size)
    ends = []
    for numbers in (size.MAX_JOINED_NUMBERS, 0):
        monkeypatch.setattr(size, "MAX_JOINED_NUMBERS", numbers)
        monkeypatch.setattr(pool, "_PLANS", BoundedCache(entries=1, bytes=1_000_000))
        assert size.are_joined(layer_sizes(config), [activation] * 3, SHORT_LAST) is bool(numbers)
        ends.append(advance(config, None, iterations=20).state.theta.tobytes())
    assert ends[0] == ends[1]


@pytest.mark.parametrize("initializer", ["zeros", "constant"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_weights_that_are_all_equal_give_the_same_z_at_the_kink(activation: str, initializer: str) -> None:
    config = configure("multiclass", [(4, activation), (3, activation)], batch_size=SHORT_LAST)
    config = replace(config, architecture=replace(config.architecture, initializer=initializer))
    fast, reference = advance(config, None, iterations=1), step(config, start(config))
    assert distance(fast.state.theta, reference.after.theta) <= 1e-12
    assert_equal_to_the_reference(config)


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("batch_size", [SHORT_LAST, None])
def test_the_network_at_an_evaluation_is_measured_as_the_reference_measures_it(
    task: str, batch_size: int | None
) -> None:
    config = configure(task, [(6, "tanh"), (5, "relu")], l2=0.4, batch_size=batch_size)
    data = training_data(config)
    result = advance(config, None, iterations=WARM_UP + 1)
    evaluation = result.evaluations[-1]
    before = advance(config, None, iterations=evaluation.iteration - 1, evaluations=False).state
    iteration = step(config, before)
    expected = TASKS[task]
    parameters = iteration.parameters
    train_cost = cost(parameters, forward(parameters, data.train.X), data.train.Y, config.hyperparameters.l2)
    test_cost = cost(parameters, forward(parameters, data.test.X), data.test.Y)
    data_cost = cost(parameters, forward(parameters, data.train.X), data.train.Y)
    assert evaluation.train_cost == pytest.approx(train_cost, rel=1e-12)
    assert evaluation.train_data_cost == pytest.approx(data_cost, rel=1e-12)
    assert evaluation.test_cost == pytest.approx(test_cost, rel=1e-12)
    assert evaluation.train_score == pytest.approx(expected.score(predict(parameters, data.train.X), data.train.Y))
    assert evaluation.test_score == pytest.approx(expected.score(predict(parameters, data.test.X), data.test.Y))
    assert not math.isnan(evaluation.train_score)
