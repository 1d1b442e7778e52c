"""The network: shapes, parameters laid flat and back, forward propagation by hand, and shapes that do not fit."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn import cost, flatten, forward, initialize, load_dataset, predict, unflatten
from dnn.activations import ACTIVATIONS, sigmoid
from dnn.configuration import RunConfig
from dnn.errors import ShapeError
from dnn.forward import output_Z
from dnn.network import Layer, Parameters, blank_parameters, layer_sizes, parameter_count, parameters_at
from dnn.training.plan.weights import Weights

SIZES = {"circles": (2, 1), "iris": (4, 3), "digits": (64, 10), "diabetes": (10, 1), "sine": (2, 1)}


def configure(name: str = "circles", units: tuple[int, ...] = (3, 4), **others: Any) -> RunConfig:
    hidden = [{"units": n, "activation": "tanh"} for n in units]
    return RunConfig.from_dict({"dataset": {"name": name}, "architecture": {"hidden": hidden}, **others})


networks = some.builds(
    configure,
    some.sampled_from(list(SIZES)),
    some.lists(some.integers(1, 9), max_size=5).map(tuple),
    seed=some.integers(0, 100),
)


@given(networks)
def test_every_layer_has_the_shapes_of_the_course(config: RunConfig) -> None:
    parameters, sizes = initialize(config), layer_sizes(config)
    assert (sizes[0], sizes[-1]) == SIZES[config.dataset.name]
    assert sizes[1:-1] == tuple(layer.units for layer in config.architecture.hidden)
    assert [layer.W.shape for layer in parameters.layers] == list(zip(sizes[1:], sizes, strict=False))
    assert [layer.b.shape for layer in parameters.layers] == [(n, 1) for n in sizes[1:]]
    assert parameters.L == len(parameters.layers) == len(sizes) - 1
    assert parameters.count == parameter_count(config) == flatten(parameters).size


@pytest.mark.parametrize("classes", [2, 3, 6])
def test_two_classes_have_one_output_and_more_have_one_each(classes: int) -> None:
    config = RunConfig.from_dict({"dataset": {"name": "gaussians", "classes": classes}})
    parameters, n_y = initialize(config), 1 if classes == 2 else classes
    assert layer_sizes(config)[-1] == n_y == len(load_dataset(config.dataset).Y_train)
    assert parameters.task == ("binary" if classes == 2 else "multiclass")
    assert parameters.layers[-1].activation == ("sigmoid" if classes == 2 else "softmax")


@given(networks)
def test_flat_and_back_is_the_same_network(config: RunConfig) -> None:
    parameters = initialize(config)
    theta = np.random.default_rng(0).standard_normal(parameters.count)
    network = unflatten(theta, parameters)
    assert flatten(network).tobytes() == theta.tobytes()
    assert network.task == parameters.task
    assert [layer.activation for layer in network.layers] == [layer.activation for layer in parameters.layers]


def test_the_flat_order_is_weights_row_after_row_and_then_biases() -> None:
    parameters = initialize(configure(units=(3,)))
    network = unflatten(np.arange(13.0), parameters)
    np.testing.assert_array_equal(network.layers[0].W, [[0, 1], [2, 3], [4, 5]])
    np.testing.assert_array_equal(network.layers[0].b, [[6], [7], [8]])
    np.testing.assert_array_equal(network.layers[1].W, [[9, 10, 11]])
    np.testing.assert_array_equal(network.layers[1].b, [[12]])


@given(networks)
def test_the_plan_s_order_and_back_is_the_same_vector(config: RunConfig) -> None:
    rng = np.random.default_rng(0)
    theta, slot = rng.standard_normal((2, parameter_count(config)))
    weights = Weights(layer_sizes(config), 1, np.float64)
    weights.load(theta, [slot])
    back, (slot_back,) = weights.unload()
    assert (back.tobytes(), slot_back.tobytes()) == (theta.tobytes(), slot.tobytes())
    network = unflatten(theta, initialize(config))
    for views, layer in zip(weights.layers, network.layers, strict=True):
        np.testing.assert_array_equal(views.W_transposed.T, layer.W)
        np.testing.assert_array_equal(views.b[:, np.newaxis], layer.b)
    mask = weights.weight_mask()
    assert mask.sum() == sum(layer.W.size for layer in network.layers)


@pytest.mark.parametrize("count", [0, 12, 14])
def test_a_vector_of_another_length_is_refused(count: int) -> None:
    with pytest.raises(ShapeError, match=rf"θ should have shape \(P,\) = \(13,\), got \({count},\)"):
        unflatten(np.zeros(count), initialize(configure(units=(3,))))


def test_a_bias_that_does_not_fit_its_weights_is_refused() -> None:
    with pytest.raises(ShapeError, match=r"b should have shape \(n\^\[l\], 1\) = \(3, 1\), got \(3,\)"):
        Layer(np.zeros((3, 2)), np.zeros(3), "tanh")


@pytest.mark.parametrize("shape", [(3, 5), (1, 5), (2,), (5, 2)])
def test_an_input_that_does_not_fit_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ShapeError, match=r"X should have shape \(n_x, m\) = \(2, \d+\), got "):
        forward(initialize(configure()), np.zeros(shape))


def small() -> tuple[Parameters, np.ndarray, np.ndarray]:
    """Two inputs, two ReLU units, one output; three examples."""
    hidden = Layer(np.array([[1.0, -1.0], [0.5, 2.0]]), np.array([[0.0], [-1.0]]), "relu")
    output = Layer(np.array([[2.0, -3.0]]), np.array([[0.5]]), "sigmoid")
    return (
        Parameters((hidden, output), "binary"),
        np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0]]),
        np.array([[1.0, 0.0, 1.0]]),
    )


def test_forward_propagation_worked_by_hand() -> None:
    parameters, X, Y = small()
    first, second = forward(parameters, X)
    np.testing.assert_array_equal(first.A_previous, X)
    np.testing.assert_array_equal(first.Z, [[1, -1, 1], [-0.5, 1, 2]])
    np.testing.assert_array_equal(first.A, [[1, 0, 1], [0, 1, 2]])
    assert second.A_previous is first.A
    np.testing.assert_array_equal(second.Z, [[2.5, -2.5, -3.5]])
    np.testing.assert_array_equal(second.A, sigmoid(second.Z))
    np.testing.assert_array_equal(predict(parameters, X), second.A)
    a = second.A[0]
    expected = -(np.log(a[0]) + np.log(1 - a[1]) + np.log(a[2])) / 3
    assert cost(parameters, (first, second), Y) == pytest.approx(expected, rel=1e-14)


def test_the_penalty_counts_weights_and_not_biases() -> None:
    parameters, X, Y = small()
    passes = forward(parameters, X)
    squares = 1 + 1 + 0.25 + 4 + 4 + 9
    plain = cost(parameters, passes, Y)
    assert cost(parameters, passes, Y, 0.6) == pytest.approx(plain + 0.6 / (2 * 3) * squares, rel=1e-14)


@pytest.mark.parametrize("precision", ["float64", "float32"])
def test_a_pass_keeps_the_precision(precision: str) -> None:
    parameters = initialize(configure(hyperparameters={"precision": precision}))
    passes = forward(parameters, np.ones((2, 4), precision))
    assert {array.dtype for each in passes for array in (each.Z, each.A)} == {np.dtype(precision)}


def test_examples_that_go_forward_some_after_the_others_give_the_same_z(monkeypatch: pytest.MonkeyPatch) -> None:
    config = configure(units=(5, 3))
    parameters, X = initialize(config), load_dataset(config.dataset).X_train
    whole = forward(parameters, X)[-1].Z
    for at_once in (1, 100, X.shape[1], X.shape[1] + 1):
        monkeypatch.setattr(import_module("dnn.forward"), "EXAMPLES_AT_ONCE", at_once)
        np.testing.assert_allclose(output_Z(parameters, X), whole, rtol=1e-12)
    with pytest.raises(ShapeError):
        output_Z(parameters, X.T)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_examples_do_not_disturb_each_other(activation: str) -> None:
    config = RunConfig.from_dict(
        {"dataset": {"name": "iris"}, "architecture": {"hidden": [{"units": 5, "activation": activation}]}}
    )
    parameters, X = initialize(config), load_dataset(config.dataset).X_train[:, :6]
    together = predict(parameters, X)
    for i in range(6):
        np.testing.assert_allclose(predict(parameters, X[:, i : i + 1]), together[:, i : i + 1], rtol=1e-13)


def test_a_network_for_its_shapes_alone_has_those_of_the_real_one() -> None:
    config = configure("digits", (5, 3))
    blank, real = blank_parameters(config), initialize(config)
    assert [(each.W.shape, each.b.shape, each.activation) for each in blank.layers] == [
        (each.W.shape, each.b.shape, each.activation) for each in real.layers
    ]
    assert blank.count == real.count and {each.W.strides for each in blank.layers} == {(0, 0)}


def test_a_layer_says_its_shape() -> None:
    assert repr(initialize(configure(units=(3,))).layers[0]) == "Layer(2 -> 3, tanh)"


@pytest.mark.parametrize("dataset", ["circles", "digits", "sine"])
def test_the_network_of_a_configuration_at_any_parameters(dataset: str) -> None:
    config = RunConfig.from_dict({"dataset": {"name": dataset}, "architecture": {"hidden": [{"units": 3}]}})
    drawn = initialize(config)
    theta = np.arange(drawn.count, dtype=float)
    network, expected = parameters_at(config, theta), unflatten(theta, drawn)
    assert (network.task, [repr(layer) for layer in network.layers]) == (
        expected.task,
        [repr(layer) for layer in expected.layers],
    )
    assert np.array_equal(flatten(network), theta)
    with pytest.raises(ShapeError):
        parameters_at(config, theta[1:])
