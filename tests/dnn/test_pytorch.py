"""The same network in PyTorch, with PyTorch's own gradients and optimisers, gives the same costs and parameters.

Needs the extra "torch"; skipped without it.
"""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from dnn.activations import ACTIVATIONS
from dnn.configuration import Hyperparameters, RunConfig
from dnn.losses import TASKS
from dnn.network import flatten, initialize
from dnn.optimizers import CONSTANTS, OPTIMIZERS
from dnn.training.advance import advance
from dnn.training.data import training_data
from tests.dnn.task_data import DATASET_OF_TASK
from tests.late_module import LateModule

MISSING = "PyTorch is not installed (the extra torch)"
torch, nn = LateModule("torch", MISSING), LateModule("torch.nn", MISSING)

ITERATIONS = 100
LEARNING_RATES = {"gradient_descent": 0.1, "momentum": 0.1, "rmsprop": 0.001, "adam": 0.01}
LOSSES = {  # Z (m, n_y), Y (m, n_y) -> J
    name: eval(f"lambda Z, Y: {task.code.torch_loss}", {"nn": nn}) for name, task in TASKS.items()
}


@cache
def activation_function(name: str) -> Any:
    """The activation function of a name as a PyTorch module."""
    return eval(ACTIVATIONS[name].torch_module, {"nn": nn})


def configure(task: str, activation: str, optimizer: str, l2: float = 0.0) -> RunConfig:
    """A run of 100 full batches in float64."""
    hidden = [{"units": 6, "activation": activation}, {"units": 5, "activation": activation}]
    return RunConfig.from_dict(
        {
            "dataset": {"name": DATASET_OF_TASK[task], "samples": 60},
            "architecture": {"hidden": hidden},
            "hyperparameters": {
                "optimizer": optimizer,
                "learning_rate": LEARNING_RATES.get(optimizer, 0.01),
                "iterations": ITERATIONS,
                "l2": l2,
            },
            "seed": 3,
        }
    )


def torch_optimizer(h: Hyperparameters, parameters: list[Any]) -> Any:
    """PyTorch's optimiser of that name, as its entry writes it."""
    entry, constants = OPTIMIZERS[h.optimizer], {name: getattr(h, name) for name in CONSTANTS}
    network = SimpleNamespace(parameters=lambda: parameters)
    known = {"torch": torch, "network": network, "alpha": h.learning_rate}
    known["optimizer"] = eval(f"torch.optim.{entry.torch.format(**constants)}", known)
    exec(entry.torch_start(h), known)
    return known["optimizer"]


def train_with_torch(config: RunConfig) -> tuple[np.ndarray, np.ndarray]:
    """(100,) costs before each update, and (P,) parameters at the end, in the order of `flatten`."""
    data, network, h = training_data(config), initialize(config), config.hyperparameters
    X, Y = (torch.from_numpy(part.T.copy()) for part in (data.train.X, data.train.Y))
    pairs = [tuple(torch.tensor(part, requires_grad=True) for part in (layer.W, layer.b)) for layer in network.layers]
    parameters = [part for pair in pairs for part in pair]
    optimizer, costs = torch_optimizer(h, parameters), []
    for _ in range(ITERATIONS):
        A = X
        for l, (W, b) in enumerate(pairs, start=1):
            Z = A @ W.T + b.T
            A = Z if l == len(pairs) else activation_function(network.layers[l - 1].activation)(Z)
        J = LOSSES[data.task](A, Y) + h.l2 / (2 * len(X)) * sum((W**2).sum() for W, _ in pairs)
        optimizer.zero_grad()
        J.backward()
        optimizer.step()
        costs.append(J.item())
    return np.array(costs), np.concatenate([part.detach().numpy().ravel() for part in parameters])


def assert_equal_to_torch(config: RunConfig) -> None:
    costs, theta = train_with_torch(config)
    ours = advance(config, None, evaluations=False)
    assert not np.allclose(theta, flatten(initialize(config)))
    np.testing.assert_allclose(ours.costs, costs, rtol=1e-10)
    assert np.linalg.norm(ours.state.theta - theta) <= 1e-10 * np.linalg.norm(theta)


@pytest.mark.parametrize("l2", [0.0, 0.5])
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_every_optimizer_and_task(optimizer: str, task: str, l2: float) -> None:
    assert_equal_to_torch(configure(task, "tanh", optimizer, l2))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation(activation: str) -> None:
    assert_equal_to_torch(configure("multiclass", activation, "adam"))
