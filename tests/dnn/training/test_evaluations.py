"""Evaluations: which iterations are measured, that there are never too many, and what a run's evaluations hold."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn.configuration import RunConfig
from dnn.network import parameters_at
from dnn.optimizers import OPTIMIZERS
from dnn.step import start, step
from dnn.training.advance import advance
from dnn.training.evaluations import (
    MAX_EVALUATIONS,
    Evaluation,
    EvaluationHistory,
    base_spacing,
    next_evaluation,
    spacing,
)

bases = some.sampled_from([1, 2, 4, 64])


def evaluation(iteration: int) -> Evaluation:
    return Evaluation(iteration, 0.0, 0.0, None, 0.0, None, (), ())


def due(last: int, base: int = 1) -> list[int]:
    """All evaluations up to iteration `last`, one asked for after the other."""
    found = [next_evaluation(1, base)]
    while (following := next_evaluation(found[-1] + 1, base)) <= last:
        found.append(following)
    return found


def test_the_first_hundred_iterations_are_all_measured_and_then_fewer() -> None:
    assert due(110) == [*range(1, 101), 102, 104, 106, 108, 110]
    assert due(1_000_000)[-3:] == [966_656, 983_040, 999_424]


def test_with_a_base_the_first_is_measured_and_then_its_multiples() -> None:
    assert due(40, 8) == [1, 8, 16, 24, 32, 40]
    assert due(1000, 8)[-3:] == [960, 976, 992]


def test_a_hundred_million_iterations_have_no_more_than_twice_what_a_run_stores() -> None:
    assert len(due(100_000_000)) < 2 * MAX_EVALUATIONS


@given(some.integers(1, 10**9), bases)
def test_the_spacing_is_one_to_two_percent_of_a_late_iteration(iteration: int, base: int) -> None:
    step = spacing(iteration, base)
    assert step % base == 0
    assert (step // base).bit_count() == 1
    assert step == base or 0.01 * iteration <= step <= 0.02 * iteration
    assert iteration >= 100 * base or step == base


@given(some.integers(1, 10**9), some.integers(0, 10**6), bases)
def test_which_comes_next_does_not_depend_on_where_one_asks_from(iteration: int, further: int, base: int) -> None:
    following = next_evaluation(iteration, base)
    assert following >= iteration
    assert next_evaluation(following, base) == following
    for between in {iteration + further % (following - iteration + 1), following}:
        assert next_evaluation(between, base) == following
    assert next_evaluation(iteration + further, base) >= following


@given(some.integers(1, 20_000), some.integers(0, 20_000), some.integers(1, 20_000))
def test_the_base_is_a_power_of_two_that_keeps_measuring_cheap(train: int, test: int, batch: int) -> None:
    batch = min(train, batch)
    base = base_spacing(train, test, batch)
    looked_at = test / 2 if batch == train else 4 * (train + test)
    assert base.bit_count() == 1
    assert looked_at <= batch * base
    assert base == 1 or looked_at > batch * base / 2


@given(some.lists(some.integers(0, 40), max_size=30), some.integers(2, 20))
def test_a_run_stores_a_bounded_number_and_always_the_first_and_the_latest(lengths: list[int], maximum: int) -> None:
    evaluations, count = EvaluationHistory(maximum), 0
    for length in lengths:
        evaluations.append(map(evaluation, range(count + 1, count + length + 1)))
        count += length
        stored = [each.iteration for each in evaluations.since(0)]
        assert len(stored) <= maximum
        assert stored == sorted(set(stored))
        if count:
            assert (stored[0], stored[-1]) == (1, count)
            assert len(stored) >= min(count, maximum // 2)


def test_what_is_stored_of_a_very_long_run_has_no_large_gaps() -> None:
    evaluations, iterations = EvaluationHistory(), due(100_000_000)
    for iteration in iterations:
        evaluations.append([evaluation(iteration)])
    stored = [each.iteration for each in evaluations.since(0)]
    assert len(stored) <= MAX_EVALUATIONS < len(iterations)
    assert all(later - earlier <= max(2, 0.05 * later) for earlier, later in pairwise(stored))


def test_since_gives_what_is_later_than_the_cursor() -> None:
    evaluations = EvaluationHistory()
    evaluations.append(map(evaluation, (1, 5, 9)))
    assert [each.iteration for each in evaluations.since(1)] == [5, 9]
    assert [each.iteration for each in evaluations.since(4)] == [5, 9]
    assert evaluations.since(9) == ()


@pytest.mark.parametrize("batch_size", [None, 16, 1])
def test_a_run_measures_at_its_evaluations_and_nowhere_else(batch_size: int | None) -> None:
    config = RunConfig.from_dict(
        {"dataset": {"name": "circles", "samples": 60}, "hyperparameters": {"batch_size": batch_size}}
    )
    base = base_spacing(42, 18, batch_size or 42)
    assert base == {None: 1, 16: 16, 1: 256}[batch_size]
    result = advance(config, None, iterations=600)
    assert [each.iteration for each in result.evaluations] == due(600, base)
    assert {len(each.gradient_norms) for each in result.evaluations} == {3}
    assert all(each.train_cost > 0 and 0 <= each.train_score <= 1 for each in result.evaluations)


def test_without_a_test_part_there_is_nothing_to_measure_it_by() -> None:
    config = RunConfig.from_dict({"dataset": {"name": "and"}})
    result = advance(config, None, iterations=5)
    assert {(each.test_cost, each.test_score) for each in result.evaluations} == {(None, None)}


def test_evaluations_can_be_left_out_without_changing_the_costs() -> None:
    config = RunConfig.from_dict({"dataset": {"name": "iris"}, "hyperparameters": {"batch_size": 20}})
    with_them, without = (advance(config, None, iterations=400, evaluations=expected) for expected in (True, False))
    assert (without.evaluations, without.current_evaluation) == ((), None)
    assert len(with_them.evaluations) > 10
    assert with_them.costs.tobytes() == without.costs.tobytes()


@pytest.mark.parametrize("optimizer", list(OPTIMIZERS))
@pytest.mark.parametrize(("l2", "batch_size"), [(0.0, None), (0.7, None), (0.7, 16)])
def test_update_ratios_are_those_of_the_readable_step(optimizer: str, l2: float, batch_size: int | None) -> None:
    config = RunConfig.from_dict(
        {
            "dataset": {"name": "moons", "samples": 60},
            "hyperparameters": {"optimizer": optimizer, "l2": l2, "batch_size": batch_size},
        }
    )
    measured = {each.iteration: each.update_ratios for each in advance(config, None, iterations=16).evaluations}
    state = start(config)
    for iteration in range(1, 17):
        before, state = state, step(config, state).after
        if iteration in measured:
            pairs = zip(
                parameters_at(config, before.theta).layers, parameters_at(config, state.theta).layers, strict=True
            )
            expected = [np.linalg.norm(new.W - old.W) / np.linalg.norm(old.W) for old, new in pairs]
            np.testing.assert_allclose(measured[iteration], expected, rtol=1e-7)
    assert 1 in measured and 16 in measured


def test_where_nothing_was_there_and_something_moves_the_ratio_is_infinite() -> None:
    config = RunConfig.from_dict({"dataset": {"name": "moons"}, "architecture": {"hidden": [], "initializer": "zeros"}})
    assert advance(config, None, iterations=1).evaluations[0].update_ratios == (float("inf"),)
