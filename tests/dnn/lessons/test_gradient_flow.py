"""The flow of gradients: the numbers that decide whether they vanish, and both traps of looking at one of them."""

from __future__ import annotations

import numpy as np
import pytest

from dnn.configuration import RunConfig
from dnn.lessons.gradient_flow import DRAWS, ITERATIONS, MIN_FLOW_ITERATIONS, STEPS, GradientFlow, gradient_flow
from dnn.step import start, step
from dnn.training.advance import advance

pytestmark = pytest.mark.slow


def flow(L: int, activation: str, initializer: str, units: int = 10, **dataset: object) -> GradientFlow:
    hidden = [{"units": units, "activation": activation}] * (L - 1)
    return gradient_flow(
        RunConfig.from_dict(
            {
                "dataset": {"name": "circles", **dataset},
                "architecture": {"hidden": hidden, "initializer": initializer},
            }
        )
    )


def test_sigmoid_vanishes_with_the_depth() -> None:
    assert 1e-3 < flow(3, "sigmoid", "xavier").ratio < 0.5
    assert flow(11, "sigmoid", "xavier").ratio < 1e-5


@pytest.mark.parametrize("dataset", ["circles", "moons"])
@pytest.mark.parametrize(
    ("L", "activation", "initializer", "ratio"),
    [(3, "sigmoid", "xavier", 9e-2), (11, "sigmoid", "xavier", 7e-7), (11, "relu", "small_normal", 2.0)],
)
def test_the_ratios_that_are_claimed_come_out(
    dataset: str, L: int, activation: str, initializer: str, ratio: float
) -> None:
    """One draw of the weights differs from another by orders of magnitude; the figures lie among the draws."""
    measured = flow(L, activation, initializer, name=dataset)
    assert len(measured.drawn_ratios) == DRAWS
    assert measured.drawn_ratios.min() < ratio < measured.drawn_ratios.max()
    if activation == "relu":
        assert 1e-18 < np.median(measured.drawn.max(axis=1)) < 1e-17
        assert measured.drawn.max() < 1e-16


@pytest.mark.parametrize(
    ("L", "activation", "initializer", "ratio"),
    [(3, "sigmoid", "xavier", 9e-2), (11, "sigmoid", "xavier", 7e-7), (11, "relu", "small_normal", 2.0)],
)
def test_on_spirals_the_middle_draw_has_about_the_ratio_that_is_claimed(
    L: int, activation: str, initializer: str, ratio: float
) -> None:
    measured = flow(L, activation, initializer, name="spirals")
    assert ratio / 2 < np.median(measured.drawn_ratios) < 2 * ratio


def test_draws_without_a_gradient_have_no_ratio() -> None:
    assert len(flow(4, "tanh", "zeros").drawn_ratios) == 0


def test_the_ratio_alone_deceives() -> None:
    """ReLU with weights of 0.01: the ratio is near 1, and every gradient is next to nothing."""
    small = flow(11, "relu", "small_normal")
    assert 0.05 < small.ratio < 20
    assert small.largest < 1e-15
    good = flow(11, "relu", "he")
    assert 0.01 < good.ratio < 100 and good.largest > 1e-3


def test_the_norms_are_those_of_the_readable_backward_propagation() -> None:
    config = RunConfig.from_dict({"dataset": {"name": "moons"}, "architecture": {"hidden": [{"units": 4}] * 3}})
    measured, first = gradient_flow(config), start(config)
    later = advance(config, first, iterations=int(measured.iterations[-1])).state
    for index, state in ((0, first), (-1, later)):
        iteration = step(config, state)
        gradients = iteration.gradients
        assert measured.iterations[index] == state.iteration
        assert measured.costs[index] == pytest.approx(iteration.cost, rel=1e-9)
        assert measured.weights[index] == pytest.approx([np.linalg.norm(each.dW) for each in gradients], rel=1e-9)
        assert measured.biases[index] == pytest.approx([np.linalg.norm(each.db) for each in gradients], rel=1e-9)
    assert measured.weights.shape == (len(measured.iterations), 4)
    assert np.array_equal(measured.at(0), measured.weights[0])


def test_mini_batches_are_measured_as_often_as_full_ones() -> None:
    config = RunConfig.from_dict({"dataset": {"name": "moons"}, "hyperparameters": {"batch_size": 1}})
    assert len(gradient_flow(config).iterations) > STEPS


def test_it_is_the_same_every_time_and_bounded() -> None:
    first, again = flow(6, "tanh", "xavier"), flow(6, "tanh", "xavier")
    assert np.array_equal(first.weights, again.weights)
    assert flow(32, "tanh", "xavier", units=32, name="digits").iterations[-1] < ITERATIONS
    large = flow(32, "silu", "he", units=32, name="spirals", samples=20_000, test_fraction=0.0)
    assert large.iterations[-1] == MIN_FLOW_ITERATIONS


def test_a_single_layer_and_a_network_that_explodes() -> None:
    assert flow(1, "tanh", "xavier").ratio == 1
    exploding = flow(20, "linear", "normal")
    assert exploding.largest > 1e3
    assert exploding.evidence.stop is not None and exploding.evidence.stop.reason == "non_finite"
