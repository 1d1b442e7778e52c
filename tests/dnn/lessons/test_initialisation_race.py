"""The race of initialisers: the same run for each but for its weights, however it is cut, and what is measured."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dnn.configuration import RunConfig
from dnn.lessons.initialisation_race import (
    CONTESTANTS,
    MIN_RACE_ITERATIONS,
    Contestant,
    Race,
    _of_layer,
    advance_race,
    begin_measured,
    begin_race,
    is_affordable,
    measure,
)
from dnn.network import initialize, parameters_at
from dnn.training.advance import advance


def configured(activation: str = "tanh", data: str = "circles", layers: int = 2, **h: object) -> RunConfig:
    hidden = [{"units": 4, "activation": activation}] * layers
    document = {"dataset": {"name": data}, "architecture": {"hidden": hidden}, "hyperparameters": h}
    return RunConfig.from_dict(document)


def of(race: Race, name: str) -> Contestant:
    return next(each for each in race.contestants if each.name == name)


def after(config: RunConfig, *lengths: int) -> Race:
    race = begin_race(config)
    for length in lengths:
        race = advance_race(race, length)
    return race


@pytest.mark.parametrize("data", ["circles", "sine", "iris"])
def test_each_is_the_run_with_another_initialiser(data: str) -> None:
    config = configured(data=data, batch_size=64)
    race = after(config, 30)
    assert [each.name for each in race.contestants] == list(CONTESTANTS)
    for each in race.contestants:
        own = replace(each.config, architecture=replace(config.architecture, initializer=each.name))
        assert own == each.config and own.seed == config.seed and own.dataset == config.dataset
        np.testing.assert_array_equal(each.costs, advance(own, None, iterations=30).costs)


@pytest.mark.parametrize(
    "values",
    [[-1.5e308, 1.5e308], [1e20, 1e20 * (1 + 1e-15)], [3e38, 3e38], [0.0], [5e-324, 1e-323], [np.nan], [np.inf]],
)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_activations_of_any_size_have_a_histogram(values: list[float], dtype: type) -> None:
    with np.errstate(all="ignore"):
        A = np.array([values, values]).astype(dtype)
        layer = _of_layer(A, "relu")
    finite = A[np.isfinite(A)]
    assert np.isfinite(layer.edges).all() and layer.edges[0] <= layer.edges[-1]
    assert (layer.edges[0] <= finite).all() and (finite <= layer.edges[-1]).all()
    assert layer.counts.sum() == finite.size


def test_cutting_changes_nothing() -> None:
    whole, cut = after(configured(), 120), after(configured(), 1, 50, 7, 62)
    for one, other in zip(whole.contestants, cut.contestants, strict=True):
        assert one.costs.tobytes() == other.costs.tobytes()
        assert one.state.theta.tobytes() == other.state.theta.tobytes()


def test_it_ends_with_its_last_iteration_whatever_the_target() -> None:
    race = after(configured(target_cost=0.69), 600, 600)
    assert race.is_over and race.iteration == race.iterations == 1000
    assert all(each.stop is not None and each.stop.reason == "iterations" for each in race.contestants)


def test_a_large_network_makes_fewer_iterations() -> None:
    hidden = [{"units": 256, "activation": "relu"}] * 2
    large = RunConfig.from_dict({"dataset": {"name": "circles"}, "architecture": {"hidden": hidden}})
    assert MIN_RACE_ITERATIONS <= begin_race(large).iterations < 100 and is_affordable(large)


def test_a_race_that_would_take_long_is_not_begun() -> None:
    hidden = [{"units": 64, "activation": "relu"}] * 8
    data = {"name": "spirals", "samples": 20_000}
    assert not is_affordable(RunConfig.from_dict({"dataset": data, "architecture": {"hidden": hidden}}))


def test_the_first_costs_are_those_of_the_first_iteration() -> None:
    race, measures = begin_measured(configured())
    assert race.iteration == 0 and list(measures) == list(CONTESTANTS)
    for each, later in zip(race.contestants, advance_race(race, 1).contestants, strict=True):
        assert each.first_cost == later.costs[0] and not len(each.costs)


def test_one_that_breaks_off_does_not_hold_the_others_up() -> None:
    race = after(configured("linear", "diabetes", layers=5, learning_rate=0.1), 100)
    reasons = {each.name: each.stop.reason if each.stop else None for each in race.contestants}
    assert reasons["large_normal"] == "non_finite" and reasons["zeros"] is None
    assert measure(of(race, "large_normal")).rank >= 0


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_zeros_never_move(activation: str) -> None:
    zeros = of(after(configured(activation, "breast_cancer"), 200), "zeros")
    now = measure(zeros)
    assert now.moved == (0.0, 0.0, 0.0) and not now.has_moved and now.rank == 0
    assert not np.array_equal(zeros.state.theta, zeros.initial.theta)  # the bias of the output


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
def test_equal_weights_learn_as_one_unit(activation: str) -> None:
    now = measure(of(after(configured(activation), 200), "constant"))
    assert now.has_moved and now.is_one_unit and now.rank == 1 and now.row_spread == pytest.approx(0, abs=1e-12)
    np.testing.assert_allclose(now.W, np.broadcast_to(now.W[0], now.W.shape), rtol=1e-12)


def test_zeros_of_a_sigmoid_do_move_unlike_those_of_others() -> None:
    now = measure(of(after(configured("sigmoid", "breast_cancer"), 200), "zeros"))
    assert now.has_moved and now.is_one_unit


def test_random_weights_have_full_rank_and_spread() -> None:
    race = after(configured(), 50)
    for name in ("small_normal", "normal", "large_normal", "xavier", "he"):
        now = measure(of(race, name))
        assert now.rank == 2 and now.row_spread > 0.1 and not now.is_one_unit


def test_what_is_measured_at_the_start_is_the_initial_network() -> None:
    each = of(after(configured(), 50), "he")
    before = measure(replace(each, state=each.initial))
    np.testing.assert_array_equal(before.W, initialize(each.config).layers[0].W)
    assert before.moved == (0.0, 0.0, 0.0)
    W = parameters_at(each.config, each.state.theta).layers[1].W - initialize(each.config).layers[1].W
    assert measure(each).moved[1] == pytest.approx(np.linalg.norm(W))


def test_activations_shrink_with_small_weights_and_saturate_with_large_ones() -> None:
    race = begin_race(configured(layers=6))
    small, large, xavier = (measure(of(race, name)).activations for name in ("small_normal", "large_normal", "xavier"))
    assert small[5].deviation < 1e-6 < xavier[5].deviation
    saturated = (large[2].saturated, xavier[2].saturated)
    assert saturated[0] is not None and saturated[0] > 0.5 and saturated[1] is not None and saturated[1] < 0.2
    assert all(layer.counts.sum() == 4 * 300 for layer in xavier[:-1])
