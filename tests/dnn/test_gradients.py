"""Backward propagation against central differences of the cost, in float64, for every activation, task and depth."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from dnn.activations import ACTIVATIONS
from dnn.backward import BackwardPass, backward
from dnn.configuration import RunConfig
from dnn.errors import ShapeError
from dnn.forward import cost, forward
from dnn.losses import TASKS
from dnn.network import Layer, Parameters, flatten, unflatten
from dnn.step import start, step
from dnn.training.advance import advance

OUTPUTS = {"binary": 1, "multiclass": 3, "regression": 2}
STEP = 1e-5
AWAY_FROM_KINKS = 1e-4
EXAMPLES = 7


def targets(task: str, rng: np.random.Generator) -> np.ndarray:
    """(n_y, m)"""
    if TASKS[task].targets == "binary":
        return rng.integers(0, 2, (1, EXAMPLES)).astype(float)
    if TASKS[task].targets == "multiclass":
        return np.eye(3)[:, rng.integers(0, 3, EXAMPLES)]
    return rng.standard_normal((OUTPUTS[TASKS[task].targets], EXAMPLES))


def draw(activation: str, task: str, L: int) -> tuple[Parameters, np.ndarray, np.ndarray]:
    """A network with random weights and biases, X and Y, with no z so near 0 that a difference would cross a kink."""
    for seed in itertools.count():
        rng = np.random.default_rng(seed)
        sizes = [3, *rng.integers(2, 6, L - 1).tolist(), OUTPUTS[TASKS[task].targets]]
        layers = [
            Layer(rng.standard_normal((n, n_previous)) / n_previous**0.5, 0.3 * rng.standard_normal((n, 1)), activation)
            for n_previous, n in itertools.pairwise(sizes)
        ]
        parameters, X = Parameters(tuple(layers), task), rng.standard_normal((3, EXAMPLES))
        if all((np.abs(each.Z) > AWAY_FROM_KINKS).all() for each in forward(parameters, X)):
            return parameters, X, targets(task, rng)
    raise AssertionError


def flat(gradients: tuple[BackwardPass, ...]) -> np.ndarray:
    """(P,) every dW and db in the order of `flatten`."""
    return np.concatenate([part.ravel() for each in gradients for part in (each.dW, each.db)])


def differences(parameters: Parameters, X: np.ndarray, Y: np.ndarray) -> np.ndarray:
    """(P,) (J(θ + h) - J(θ - h)) / 2h, one parameter after the other."""
    theta = flatten(parameters)
    result = np.empty_like(theta)
    for i in range(theta.size):
        sides = []
        for sign in (1, -1):
            moved = theta.copy()
            moved[i] += sign * STEP
            network = unflatten(moved, parameters)
            sides.append(cost(network, forward(network, X), Y))
        result[i] = (sides[0] - sides[1]) / (2 * STEP)
    return result


@pytest.mark.parametrize("L", range(1, 7))
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_dW_and_db_equal_central_differences(activation: str, task: str, L: int) -> None:
    parameters, X, Y = draw(activation, task, L)
    assert parameters.L == L
    gradients = flat(backward(parameters, forward(parameters, X), Y))
    expected = differences(parameters, X, Y)
    assert np.linalg.norm(gradients - expected) < 1e-7 * (np.linalg.norm(gradients) + np.linalg.norm(expected))


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_dA_and_dZ_are_those_of_each_example_s_own_loss(activation: str, task: str) -> None:
    parameters, X, Y = draw(activation, task, 3)
    passes = forward(parameters, X)
    gradients = backward(parameters, passes, Y)
    tail = Parameters(parameters.layers[1:], task)
    A = passes[0].A
    expected = np.empty_like(A)
    for i in range(len(A)):
        moves = np.zeros((len(A), 1))
        moves[i] = STEP
        sides = [TASKS[task].losses(forward(tail, A + sign * moves)[-1].Z, Y) for sign in (1, -1)]
        expected[i] = (sides[0] - sides[1]) / (2 * STEP)
    np.testing.assert_allclose(gradients[0].dA, expected, rtol=1e-6, atol=1e-8)
    slope = ACTIVATIONS[activation].derivative(passes[0].Z)
    np.testing.assert_allclose(gradients[0].dZ, gradients[0].dA * slope, rtol=1e-14)


@pytest.mark.parametrize("task", TASKS)
def test_at_the_output_dZ_follows_from_dA(task: str) -> None:
    parameters, X, Y = draw("tanh", task, 2)
    passes = forward(parameters, X)
    output, A = backward(parameters, passes, Y)[-1], passes[-1].A
    np.testing.assert_array_equal(output.dZ, A - Y)
    by_chain_rule = {
        "binary": output.dA * A * (1 - A),
        "multiclass": A * (output.dA - (output.dA * A).sum(axis=0)),
        "regression": output.dA,
    }
    np.testing.assert_allclose(output.dZ, by_chain_rule[task], rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("task", TASKS)
def test_shapes_are_those_of_the_course(task: str) -> None:
    parameters, X, Y = draw("sigmoid", task, 4)
    passes = forward(parameters, X)
    for layer, forward_pass, gradient in zip(parameters.layers, passes, backward(parameters, passes, Y), strict=True):
        assert gradient.dW.shape == layer.W.shape
        assert gradient.db.shape == layer.b.shape
        assert gradient.dZ.shape == gradient.dA.shape == forward_pass.Z.shape == forward_pass.A.shape


def test_labels_of_another_shape_are_refused() -> None:
    parameters, X, Y = draw("tanh", "multiclass", 2)
    passes = forward(parameters, X)
    with pytest.raises(ShapeError, match=r"Y should have shape \(n_y, m\) = \(3, 7\), got \(3, 6\)"):
        backward(parameters, passes, Y[:, :-1])


@pytest.mark.parametrize("batch_size", [None, 16])
@pytest.mark.parametrize("name", ["circles", "iris", "diabetes"])
def test_the_norms_at_a_evaluation_are_those_of_the_gradient_without_the_penalty(
    name: str, batch_size: int | None
) -> None:
    document: dict[str, Any] = {
        "dataset": {"name": name, "samples": 60},
        "hyperparameters": {"batch_size": batch_size, "l2": 0.5},
    }
    config = RunConfig.from_dict(document)
    state = start(config)
    result = advance(config, state, iterations=24)
    assert len(result.evaluations) > 1
    for evaluation in result.evaluations:
        while state.iteration < evaluation.iteration - 1:
            state = step(config, state).after
        gradients = step(config, state).gradients
        assert evaluation.gradient_norms == pytest.approx([np.linalg.norm(each.dW) for each in gradients], rel=1e-10)
        assert evaluation.bias_gradient_norms == pytest.approx(
            [np.linalg.norm(each.db) for each in gradients], rel=1e-10
        )
