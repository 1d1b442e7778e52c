"""The workloads of the benchmarks: networks with their data and their initial weights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dnn.activations import Array
from dnn.backward import backward
from dnn.configuration import RunConfig
from dnn.datasets import options
from dnn.datasets.dataset import Dataset
from dnn.datasets.registry import DATASETS
from dnn.datasets.values import DatasetValues
from dnn.forward import forward
from dnn.network import Layer, Parameters, initialize, layer_sizes
from dnn.text.messages import Text
from dnn.training.batches import epoch_order
from dnn.training.data import training_data

ENDLESS = 100_000_000
ALPHA = 0.125
"""The learning rate: the same number in float32, in which some keep it, and in float64."""


@dataclass(frozen=True, eq=False)
class Workload:
    """One run's network and training part."""

    name: str
    config: RunConfig
    initial: Parameters
    X: Array  # (n_x, m)
    Y: Array  # (n_y, m)
    batch: int
    alpha: float

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


def from_dataset(
    dataset: dict[str, object],
    hidden: list[int],
    activation: str,
    batch: int | None,
    alpha: float = ALPHA,
    precision: str = "float64",
) -> Workload:
    """A run of the library."""
    config = RunConfig.from_dict(
        {
            "dataset": {**dataset, "test_fraction": 0},
            "architecture": {"hidden": [{"units": units, "activation": activation} for units in hidden]},
            "hyperparameters": {
                "learning_rate": alpha,
                "iterations": ENDLESS,
                "batch_size": batch,
                "precision": precision,
            },
        }
    )
    data = training_data(config)
    size = batch or data.train.m
    name = f"{list(layer_sizes(config))} {activation}, m = {data.train.m}, batch {size}, {precision}"
    return Workload(name, config, initialize(config), data.train.X, data.train.Y, size, alpha)


def register_images(name: str, inputs: int, classes: int) -> None:
    """Register images of noise, every pixel between 0 and 1, with labels that have nothing to do with them."""

    def draw(config: DatasetValues, rng: np.random.Generator) -> tuple[Array, Array]:
        assert config.samples is not None
        X = rng.uniform(size=(inputs, config.samples))  # (n_x, m)
        return X, rng.integers(0, classes, config.samples).astype(np.float64)

    text = Text("images of noise")
    DATASETS[name] = Dataset(
        name=name,
        title=text,
        description=text,
        source=text,
        options=(
            options.generated_samples(500),
            options.noise(0.0, options.FEATURE_NOISE),
            *options.preparation(standardize=False),
        ),
        feature_names=tuple(f"pixel {j}" for j in range(inputs)),
        class_names=(text,) * classes,
        draw=draw,
        noise_unit="feature",
    )


def workloads() -> list[Workload]:
    """All of them, the smallest first."""
    register_images("images", 784, 10)
    register_images("large images", 12288, 2)
    toy: dict[str, object] = {"name": "circles", "samples": 500}
    images: dict[str, object] = {"name": "images", "samples": 2560, "standardize": True}
    return [
        from_dataset(toy, [8, 8], "tanh", None),
        from_dataset(toy, [8, 8], "tanh", None, precision="float32"),
        from_dataset({"name": "circles", "samples": 250}, [4, 2], "tanh", 10),
        from_dataset({"name": "digits"}, [64, 32], "relu", 64),
        from_dataset({"name": "digits"}, [64, 32], "relu", 64, precision="float32"),
        from_dataset(images, [256, 128], "relu", 256, ALPHA / 4, "float32"),
        from_dataset({"name": "large images", "samples": 209}, [20, 7, 5], "relu", None, ALPHA / 16),
        from_dataset({"name": "large images", "samples": 209}, [20, 7, 5], "relu", None, ALPHA / 16, "float32"),
    ]
