"""What the app says of networks in general, tried on networks: dead and equal units, weights of zero, XOR, kinks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dnn.activations import ACTIVATIONS
from dnn.backward import BackwardPass, backward
from dnn.configuration import RunConfig
from dnn.forward import forward
from dnn.lessons.recomputation.counts import layer_work, products
from dnn.network import Layer, Parameters, parameters_at
from dnn.optimizers import OPTIMIZERS
from dnn.step import start
from dnn.training.advance import advance

RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(2, 40))
Y = (X.prod(axis=0, keepdims=True) > 0).astype(float)


def gradients(parameters: Parameters) -> tuple[BackwardPass, ...]:
    return backward(parameters, forward(parameters, X), Y)


def with_dead_unit() -> Parameters:
    """Unit 1 of layer 2 has z < 0 for every example: units 2 and 3 of layer 1, which push it down, give much."""
    first = Layer(RANDOM.normal(size=(3, 2)), np.array([[0.0], [6.0], [6.0]]), "relu")
    W, b = np.array([[1.0, -1.0, -1.0], [1.0, 0.5, 0.2]]), np.zeros((2, 1))
    last = Layer(np.array([[1.5, -1.0]]), np.zeros((1, 1)), "sigmoid")
    return Parameters((first, Layer(W, b, "relu"), last), "binary")


def moved(parameters: Parameters, l: int, layer: Layer) -> Parameters:
    layers = parameters.layers
    return replace(parameters, layers=(*layers[: l - 1], layer, *layers[l:]))


class TestDeadUnits:
    """“Its own W and b get no gradient. Only a change of the layers before it, L2, or momentum can bring it back.”"""

    def test_its_own_parameters_get_no_gradient(self) -> None:
        parameters = with_dead_unit()
        assert (forward(parameters, X)[1].A[0] == 0).all()
        second = gradients(parameters)[1]
        assert (second.dW[0] == 0).all() and second.db[0] == 0
        assert (second.dW[1] != 0).any()

    def test_it_gets_one_again_when_the_layer_before_moves(self) -> None:
        parameters = with_dead_unit()
        first, second = parameters.layers[:2]
        alive = moved(parameters, 1, replace(first, b=first.b[::-1]))
        assert alive.layers[1] is second
        assert (forward(alive, X)[1].A[0] > 0).any()
        assert (gradients(alive)[1].dW[0] != 0).any()

    def test_it_comes_back_when_L2_makes_its_weights_small(self) -> None:
        """L2 leaves the bias as it is, so that z comes nearer to it."""
        parameters = with_dead_unit()
        second = replace(parameters.layers[1], b=np.array([[0.5], [0.0]]))
        dead = moved(parameters, 2, second)
        assert (forward(dead, X)[1].A[0] == 0).all() and gradients(dead)[1].db[0] == 0
        shrunk = moved(dead, 2, replace(second, W=0.01 * second.W))
        assert gradients(shrunk)[1].db[0] != 0

    def test_momentum_that_is_left_goes_on_moving_it(self) -> None:
        optimizer = OPTIMIZERS["momentum"]
        config = RunConfig.from_dict({"dataset": {"name": "xor"}, "hyperparameters": {"optimizer": "momentum"}})
        assert optimizer.slots == 1
        state = start(config)
        pushed = replace(state, slots=(np.ones_like(state.theta),))
        still, going = (advance(replace_iterations(config, 1), each, 10).state.theta for each in (state, pushed))
        assert (still - going > 0).all()  # the step is made of what is left as well, whatever the gradient is


def replace_iterations(config: RunConfig, iterations: int) -> RunConfig:
    return replace(config, hyperparameters=replace(config.hyperparameters, iterations=iterations))


class TestEqualUnits:
    """“Units whose weights start equal, those that come in and those that go out, get equal gradients.”"""

    def network(self, outgoing: list[float]) -> Parameters:
        hidden = Layer(np.array([[0.5, -0.3], [0.5, -0.3]]), np.full((2, 1), 0.1), "tanh")
        return Parameters((hidden, Layer(np.array([outgoing]), np.zeros((1, 1)), "sigmoid")), "binary")

    def test_equal_weights_on_both_sides_get_equal_gradients(self) -> None:
        first, last = gradients(self.network([0.7, 0.7]))
        np.testing.assert_allclose(first.dW[0], first.dW[1], rtol=1e-14)
        np.testing.assert_allclose(last.dW[0, 0], last.dW[0, 1], rtol=1e-14)

    def test_other_outgoing_weights_part_them_at_once(self) -> None:
        first, _ = gradients(self.network([0.7, -0.2]))
        assert not np.allclose(first.dW[0], first.dW[1])


@pytest.mark.parametrize(("activation", "moves"), [("tanh", False), ("relu", False), ("sigmoid", True)])
def test_with_weights_of_zero_only_the_bias_of_the_output_learns(activation: str, moves: bool) -> None:
    """“With all weights 0 and tanh or ReLU only the output's bias learns.”"""
    hidden = Layer(np.zeros((3, 2)), np.zeros((3, 1)), activation)
    labels = (np.arange(40) < 12).astype(float)[None, :]
    parameters = Parameters((hidden, Layer(np.zeros((1, 3)), np.zeros((1, 1)), "sigmoid")), "binary")
    first, last = backward(parameters, forward(parameters, X), labels)
    assert (first.dW == 0).all() and (first.db == 0).all()
    assert (last.dW != 0).any() == moves
    assert last.db != 0


def final_cost(features: str | None, **hyperparameters: Any) -> tuple[float, Parameters]:
    """The last cost on XOR without hidden layers, and the network."""
    dataset = {"name": "xor", "noise": 0} | ({"features": features} if features else {})
    config = RunConfig.from_dict(
        {"dataset": dataset, "architecture": {"hidden": []}, "hyperparameters": {"iterations": 2000} | hyperparameters}
    )
    result = advance(config, start(config), 30)
    return float(result.costs[-1]), parameters_at(config, result.state.theta)


def test_from_x1_and_x2_alone_no_hidden_layer_cannot_learn_xor() -> None:
    assert final_cost(None)[0] > 0.65
    assert final_cost("x1x2", learning_rate=3.0)[0] < 0.3


def test_the_weights_of_a_plane_go_to_its_numbers_where_it_is_not_standardised() -> None:
    settings = {"name": "plane", "noise": 0, "test_fraction": 0.2}
    found = {}
    for standardize in (False, True):
        config = RunConfig.from_dict(
            {
                "dataset": settings | {"standardize": standardize},
                "architecture": {"hidden": []},
                "hyperparameters": {"iterations": 3000, "learning_rate": 0.3},
            }
        )
        layer = parameters_at(config, advance(config, start(config), 30).state.theta).layers[0]
        found[standardize] = np.append(layer.W, layer.b)
    np.testing.assert_allclose(found[False], [0.6, -0.4, 0.2], atol=1e-3)
    assert not np.allclose(found[True], [0.6, -0.4, 0.2], atol=0.05)


@pytest.mark.parametrize(("activation", "bends"), [("relu", True), ("leaky_relu", True), ("elu", False)])
def test_elu_has_its_kink_in_the_slope(activation: str, bends: bool) -> None:
    """“ReLU and leaky ReLU have a kink at z = 0, and so has the g′ of ELU.”"""
    slope = ACTIVATIONS[activation].derivative
    near = np.array([-1e-6, 1e-6])
    assert (abs(np.diff(slope(near))) > 0.5).item() == bends
    second = np.diff(slope(np.array([-2e-6, -1e-6, 1e-6, 2e-6]))) / [1e-6, 2e-6, 1e-6]
    assert bends or (second[0] > 0.9 and second[2] == 0)


@pytest.mark.parametrize("L", [1, 2, 5, 16, 33])
def test_checkpoints_cost_at_most_one_forward_pass_more(L: int) -> None:
    sizes = (4,) * (L + 1)
    more = sum(work.total for work in layer_work("segments", sizes, 10)) - sum(
        work.total for work in layer_work("everything", sizes, 10)
    )
    assert 0 <= more <= sum(products(sizes, 10))
