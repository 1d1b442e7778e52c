"""The optimisers: their formulas by hand, their limits, and that they find the bottom of a bowl."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dnn.configuration import Hyperparameters
from dnn.optimizers import OPTIMIZERS, Slots

CONSTANTS = Hyperparameters()
ALPHA = 0.01
every_optimizer = pytest.mark.parametrize("name", OPTIMIZERS)


def walk(
    name: str, theta: np.ndarray, gradients: list[np.ndarray], constants: Hyperparameters = CONSTANTS
) -> tuple[np.ndarray, Slots]:
    """θ and the slots after one step for each gradient."""
    slots: Slots = tuple(np.zeros_like(theta) for _ in range(OPTIMIZERS[name].slots))
    for t, g in enumerate(gradients, start=1):
        theta, slots = OPTIMIZERS[name].update(theta, g, slots, ALPHA, t, constants)
    return theta, slots


def some_gradients(count: int) -> list[np.ndarray]:
    return list(np.random.default_rng(0).standard_normal((count, 4)))


def test_the_registry_holds_the_optimisers_of_the_menu_in_order() -> None:
    slots = {name: entry.slots for name, entry in OPTIMIZERS.items()}
    fixed = {"gradient_descent": 0, "momentum": 1, "rmsprop": 1, "adam": 2}
    assert slots | fixed == slots and [name for name in OPTIMIZERS if name in fixed] == list(fixed)
    assert all(entry.name == name and entry.latex and str(entry.title) for name, entry in OPTIMIZERS.items())


def test_the_constants_are_those_of_the_course() -> None:
    assert (CONSTANTS.momentum, CONSTANTS.decay_rate, CONSTANTS.beta1, CONSTANTS.beta2, CONSTANTS.epsilon) == (
        *(0.9, 0.9, 0.9, 0.999),
        1e-8,
    )


def test_gradient_descent_goes_against_the_gradient() -> None:
    theta, _ = walk("gradient_descent", np.array([1.0, 2.0]), [np.array([3.0, -4.0])])
    np.testing.assert_allclose(theta, [0.97, 2.04], rtol=1e-15)


def test_momentum_averages_the_gradients_exponentially() -> None:
    g = some_gradients(3)
    theta, (v,) = walk("momentum", np.zeros(4), g)
    first = 0.1 * g[0]
    second = 0.1 * g[1] + 0.9 * first
    third = 0.1 * g[2] + 0.9 * second
    np.testing.assert_allclose(v, third, rtol=1e-14)
    np.testing.assert_allclose(theta, -ALPHA * (first + second + third), rtol=1e-14)


def test_rmsprop_divides_by_the_root_of_the_averaged_squares() -> None:
    g = some_gradients(2)
    theta, (s,) = walk("rmsprop", np.zeros(4), g)
    first = 0.1 * g[0] ** 2
    second = 0.9 * first + 0.1 * g[1] ** 2
    np.testing.assert_allclose(s, second, rtol=1e-14)
    steps = g[0] / (np.sqrt(first) + 1e-8) + g[1] / (np.sqrt(second) + 1e-8)
    np.testing.assert_allclose(theta, -ALPHA * steps, rtol=1e-14)


def test_adam_corrects_the_bias_of_both_averages() -> None:
    g = some_gradients(2)
    theta, (v, s) = walk("adam", np.zeros(4), g)
    np.testing.assert_allclose(v, 0.09 * g[0] + 0.1 * g[1], rtol=1e-13)
    np.testing.assert_allclose(s, 0.000999 * g[0] ** 2 + 0.001 * g[1] ** 2, rtol=1e-12)
    first = g[0] / (np.abs(g[0]) + 1e-8)
    second = (v / (1 - 0.9**2)) / (np.sqrt(s / (1 - 0.999**2)) + 1e-8)
    np.testing.assert_allclose(theta, -ALPHA * (first + second), rtol=1e-12)


def test_adam_s_first_step_has_the_length_of_the_learning_rate_whatever_the_gradient() -> None:
    theta, _ = walk("adam", np.zeros(3), [np.array([1e-3, -1.0, 1e6])])
    np.testing.assert_allclose(theta, [-ALPHA, ALPHA, -ALPHA], rtol=1e-4)


def test_epsilon_stands_outside_the_root() -> None:
    coarse = replace(CONSTANTS, epsilon=0.5)
    theta, _ = walk("rmsprop", np.zeros(1), [np.ones(1)], coarse)
    assert theta[0] == pytest.approx(-ALPHA / (0.1**0.5 + 0.5), rel=1e-14)
    theta, _ = walk("adam", np.zeros(1), [np.ones(1)], coarse)
    assert theta[0] == pytest.approx(-ALPHA / 1.5, rel=1e-12)


def test_without_memory_momentum_is_gradient_descent() -> None:
    g = some_gradients(5)
    forgetful, _ = walk("momentum", np.ones(4), g, replace(CONSTANTS, momentum=0.0))
    np.testing.assert_array_equal(forgetful, walk("gradient_descent", np.ones(4), g)[0])


@every_optimizer
def test_a_gradient_of_zero_moves_nothing(name: str) -> None:
    theta, slots = walk(name, np.arange(3.0), [np.zeros(3)] * 4)
    np.testing.assert_array_equal(theta, np.arange(3.0))
    assert all((slot == 0).all() for slot in slots)


@every_optimizer
def test_nothing_given_is_written_to_and_the_type_is_kept(name: str) -> None:
    theta, g = np.ones(3, np.float32), np.full(3, 0.5, np.float32)
    slots = tuple(np.full(3, 0.25, np.float32) for _ in range(OPTIMIZERS[name].slots))
    after, new_slots = OPTIMIZERS[name].update(theta, g, slots, ALPHA, 3, CONSTANTS)
    assert {array.dtype for array in (after, *new_slots)} == {np.dtype(np.float32)}
    assert (theta == 1).all()
    assert (g == 0.5).all()
    assert all((slot == 0.25).all() for slot in slots)
    assert not (after == 1).any()


@pytest.mark.parametrize("name", ["gradient_descent", "momentum", "rmsprop", "adam"])
def test_it_finds_the_bottom_of_a_bowl(name: str) -> None:
    bottom, theta = np.array([1.0, -2.0, 0.5]), np.zeros(3)
    slots: Slots = tuple(np.zeros(3) for _ in range(OPTIMIZERS[name].slots))
    for t in range(1, 2001):
        theta, slots = OPTIMIZERS[name].update(theta, theta - bottom, slots, ALPHA, t, CONSTANTS)
    np.testing.assert_allclose(theta, bottom, atol=2 * ALPHA)
