"""The workloads of the benchmarks: four networks with their data and their initial weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dnn.activations import Array
from dnn.backward import backward
from dnn.configuration import RunConfig
from dnn.forward import forward
from dnn.losses import TASKS
from dnn.network import Layer, Parameters, initialize, layer_sizes
from dnn.training.batches import epoch_order
from dnn.training.data import training_data

ENDLESS = 100_000_000
ALPHA = 0.125
"""The learning rate: the same number in float32, in which some keep it, and in float64."""


@dataclass(frozen=True, eq=False)
class Workload:
    """One network and its training part. `config` is None where no dataset of the library fits."""

    name: str
    initial: Parameters
    X: Array  # (n_x, m)
    Y: Array  # (n_y, m)
    batch: int
    alpha: float
    config: RunConfig | None = None

    @property
    def m(self) -> int:
        """Number of examples."""
        return self.X.shape[1]

    @property
    def sizes(self) -> tuple[int, ...]:
        """n^[0] … n^[L]"""
        return (len(self.X), *(len(layer.W) for layer in self.initial.layers))

    @property
    def activation(self) -> str:
        """The activation function of all hidden layers."""
        return self.initial.layers[0].activation

    @property
    def batches_per_epoch(self) -> int:
        """Iterations of an epoch."""
        return -(-self.m // self.batch)

    def order(self, epoch: int) -> Array:
        """(m,) the order of the examples in an epoch; full batches keep the natural one."""
        return np.arange(self.m) if self.batch == self.m else epoch_order(0, self.m, epoch)

    def batches(self, order: Array) -> Iterator[Array]:
        """The indices of each batch of an epoch that goes through the examples in this order."""
        yield from (order[start : start + self.batch] for start in range(0, self.m, self.batch))

    def reference(self, orders: Sequence[Array]) -> Parameters:
        """The network after an epoch in each of `orders`, by the course's formulas."""
        parameters = self.initial
        for order in orders:
            for batch in self.batches(order):
                gradients = backward(parameters, forward(parameters, self.X[:, batch]), self.Y[:, batch])
                pairs = zip(parameters.layers, gradients, strict=True)
                layers = [Layer(l.W - self.alpha * g.dW, l.b - self.alpha * g.db, l.activation) for l, g in pairs]
                parameters = Parameters(tuple(layers), parameters.task)
        return parameters

    def parameters(self, matrices: list[tuple[Array, Array]]) -> Parameters:
        """A network of this kind from its W (n, n_previous) and b (n, 1)."""
        pairs = zip(matrices, self.initial.layers, strict=True)
        return Parameters(tuple(Layer(W, b, layer.activation) for (W, b), layer in pairs), self.initial.task)


def from_dataset(dataset: dict[str, object], hidden: list[int], activation: str, batch: int | None) -> Workload:
    """A run of the library's own."""
    config = RunConfig.from_dict(
        {
            "dataset": {**dataset, "test_fraction": 0},
            "architecture": {"hidden": [{"units": units, "activation": activation} for units in hidden]},
            "hyperparameters": {"learning_rate": ALPHA, "iterations": ENDLESS, "batch_size": batch},
        }
    )
    data = training_data(config)
    size = batch or data.train.m
    name = f"{list(layer_sizes(config))} {activation}, m = {data.train.m}, batch {size}, float64"
    return Workload(name, initialize(config), data.train.X, data.train.Y, size, ALPHA, config)


def synthetic(sizes: tuple[int, ...], m: int, batch: int) -> Workload:
    """Images of noise with ten labels, in float32."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((sizes[0], m)).astype(np.float32)
    Y = (rng.integers(0, sizes[-1], m) == np.arange(sizes[-1])[:, np.newaxis]).astype(np.float32)
    layers = []
    for l, (n_previous, n) in enumerate(pairwise(sizes), start=1):
        W = (rng.standard_normal((n, n_previous)) * (2 / n_previous) ** 0.5).astype(np.float32)
        name = "relu" if l < len(sizes) - 1 else TASKS["multiclass"].output_name
        layers.append(Layer(W, np.zeros((n, 1), np.float32), name))
    name = f"{list(sizes)} relu, m = {m}, batch {batch}, float32"
    return Workload(name, Parameters(tuple(layers), "multiclass"), X, Y, batch, ALPHA / 4)


def workloads() -> list[Workload]:
    """All of them, the smallest first."""
    return [
        from_dataset({"name": "circles", "samples": 500}, [8, 8], "tanh", None),
        from_dataset({"name": "circles", "samples": 250}, [4, 2], "tanh", 10),
        from_dataset({"name": "digits"}, [64, 32], "relu", 64),
        synthetic((784, 256, 128, 10), 2560, 256),
    ]
