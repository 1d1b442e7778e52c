"""The network: layers as frozen values, made from a configuration, laid flat and back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dnn.activations import ACTIVATIONS, Array
from dnn.configuration import RunConfig
from dnn.datasets.registry import DATASETS
from dnn.errors import ShapeError
from dnn.initializers import INITIALIZERS
from dnn.losses import TASKS
from dnn.text.messages import Text
from dnn.validation.checks import one_of
from dnn.validation.shape_checks import require_shape

ACTIVATION_NAMES = tuple(dict.fromkeys((*ACTIVATIONS, *(task.output_name for task in TASKS.values()))))
"""Names of the activations of hidden and of output layers."""


@dataclass(frozen=True, eq=False)
class Layer:
    """Layer l: W (n^[l], n^[l-1]), b (n^[l], 1) and the name of g^[l]; the output layer's is the task's own."""

    W: Array
    b: Array
    activation: str

    def __post_init__(self) -> None:
        """Check what is given.

        Raises:
            ShapeError: W is no matrix, or b does not fit it.
            ConfigurationError: there is no such activation.
        """
        if self.W.ndim != 2:
            require_shape("W", "(n^[l], n^[l-1])", (1, self.W.size), self.W)
        n = len(self.W)
        require_shape("b", "(n^[l], 1)", (n, 1), self.b)
        one_of("activation", self.activation, ACTIVATION_NAMES)

    def __repr__(self) -> str:
        n, n_previous = self.W.shape
        return f"Layer({n_previous} -> {n}, {self.activation})"


@dataclass(frozen=True, eq=False)
class Parameters:
    """All W and b of an L-layer network: `layers[l - 1]` is layer l; the last one is the output layer of the task."""

    layers: tuple[Layer, ...]
    task: str

    def __post_init__(self) -> None:
        """Check that the layers fit each other.

        Raises:
            ShapeError: a layer does not take as many inputs as the one before has units.
            ConfigurationError: there is no such task.
        """
        one_of("task", self.task, tuple(TASKS))
        for l, (before, layer) in enumerate(pairwise(self.layers), start=2):
            expected = len(layer.W), len(before.W)
            require_shape(f"W^[{l}]", f"(n^[{l}], n^[{l - 1}])", expected, layer.W)

    @property
    def L(self) -> int:
        """The number of layers, the input not counted."""
        return len(self.layers)

    @property
    def count(self) -> int:
        """The number of entries of all W and b."""
        return sum(layer.W.size + layer.b.size for layer in self.layers)


def layer_sizes(config: RunConfig) -> tuple[int, ...]:
    """n^[0], n^[1], …, n^[L] of a configuration."""
    dataset = DATASETS[config.dataset.name]
    hidden = (layer.units for layer in config.architecture.hidden)
    return (dataset.input_count_for(config.dataset), *hidden, dataset.outputs_for(config.dataset))


def parameter_count(config: RunConfig) -> int:
    """The number P of parameters of a configuration, without making the network."""
    return parameters_in(layer_sizes(config))


def parameters_in(sizes: Sequence[int]) -> int:
    """P = Σ n^[l] (n^[l-1] + 1) of a network with `sizes` n^[0], …, n^[L]."""
    return sum(n * (n_previous + 1) for n_previous, n in pairwise(sizes))


def initialize(config: RunConfig) -> Parameters:
    """The network before training; the same configuration gives the same weights bit for bit.

    Returns:
        W^[l] (n^[l], n^[l-1]) drawn layer after layer from the configuration's seed, b^[l] (n^[l], 1) zero, in the
        configured precision.
    """
    rng = np.random.default_rng(config.seed)
    draw = INITIALIZERS[config.architecture.initializer].draw
    dtype = np.dtype(config.hyperparameters.precision)
    sizes = layer_sizes(config)
    layers = []
    for n_previous, n, activation in zip(sizes, sizes[1:], _activation_names(config), strict=False):
        W = draw((n, n_previous), rng).astype(dtype)  # (n, n_previous)
        layers.append(Layer(W, np.zeros((n, 1), dtype), activation))
    return Parameters(tuple(layers), task_name(config))


def parameters_at(config: RunConfig, theta: Array) -> Parameters:
    """The network of a configuration whose entries θ (P,) holds; its arrays are views of θ.

    Raises:
        ShapeError: θ does not have as many entries as the network.
    """
    return unflatten(theta, blank_parameters(config))


def blank_parameters(config: RunConfig) -> Parameters:
    """The network of a configuration for its shapes alone: all its entries are the same 0, which takes no memory."""
    sizes, zero = layer_sizes(config), np.float64(0)
    shapes = zip(sizes, sizes[1:], _activation_names(config), strict=False)
    layers = (
        Layer(np.broadcast_to(zero, (n, n_previous)), np.broadcast_to(zero, (n, 1)), name)
        for n_previous, n, name in shapes
    )
    return Parameters(tuple(layers), task_name(config))


def task_name(config: RunConfig) -> str:
    """The task of a configuration: a name in TASKS."""
    return DATASETS[config.dataset.name].task_for(config.dataset)


def _activation_names(config: RunConfig) -> list[str]:
    """The names of g^[1], …, g^[L]."""
    return [*(layer.activation for layer in config.architecture.hidden), TASKS[task_name(config)].output_name]


def flatten(parameters: Parameters) -> Array:
    """θ (P,): W^[1] row after row, b^[1], W^[2], b^[2], …"""
    return np.concatenate([part.ravel() for layer in parameters.layers for part in (layer.W, layer.b)])


def flattened_for(config: RunConfig, parameters: Parameters) -> Array:
    """θ (P,) of parameters for a configuration, in its precision.

    Raises:
        ShapeError: they are those of a network of other sizes.
    """
    layers = blank_parameters(config).layers
    if len(layers) != parameters.L:
        raise ShapeError("θ", "L", (len(layers),), (parameters.L,), Text("these are other layers"))
    for l, (expected, layer) in enumerate(zip(layers, parameters.layers, strict=True), start=1):
        require_shape(f"W^[{l}]", f"(n^[{l}], n^[{l - 1}])", expected.W.shape, layer.W)
    return flatten(parameters).astype(config.hyperparameters.precision)  # (P,)


def unflatten(theta: Array, like: Parameters) -> Parameters:
    """The network whose entries θ (P,) holds, with the shapes and activations of `like`; its arrays are views of θ.

    Raises:
        ShapeError: θ does not have as many entries as the network.
    """
    require_shape("θ", "(P,)", (like.count,), theta)
    return Parameters(tuple(_layers(theta, like)), like.task)


def _layers(theta: Array, like: Parameters) -> Iterator[Layer]:
    start = 0
    for layer in like.layers:
        n, n_previous = layer.W.shape
        middle, end = start + n * n_previous, start + n * n_previous + n
        yield Layer(theta[start:middle].reshape(n, n_previous), theta[middle:end].reshape(n, 1), layer.activation)
        start = end


def activate(parameters: Parameters, l: int, Z: Array) -> Array:
    """A^[l] = g^[l](Z^[l]), (n^[l], m); g^[L] is the task's output function."""
    if l == parameters.L:
        return TASKS[parameters.task].output(Z)  # (n_y, m)
    return ACTIVATIONS[parameters.layers[l - 1].activation].g(Z)  # (n, m)
