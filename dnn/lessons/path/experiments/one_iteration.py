"""One iteration, forward and backward, and where its 1/m lives: the derivatives of each example's own loss, or those of
the mean J (course §2).

The course's dZ and dA belong to the loss of one example, its dW and db to J. Written for J throughout, dZ and dA carry
1/m and dW and db do not take it again: dW and db are the same either way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dnn.activations import Array
from dnn.backward import backward
from dnn.datasets import load_dataset
from dnn.forward import ForwardPass, forward
from dnn.lessons.path.condition import Fact
from dnn.lessons.path.experiments.experiment_kind import ExperimentKind, ExperimentOption, Setup
from dnn.lessons.path.option_checks import name_among, whole
from dnn.network import Parameters, initialize

QUANTITIES = ("dA", "dZ", "dW", "db")
MAX_BATCH_COLUMNS = 8
"""Examples of the batch at most, so that every number can be shown."""


@dataclass(frozen=True, eq=False)
class Iteration:
    """One iteration on a few examples; with `times` 2 each of them stands there twice.

    Attributes:
        X: (n_x, m) the examples.
        Y: (n_y, m) their labels or targets.
        parameters: W and b, before the update.
        passes: Z and A of each layer, layer 1 first.
        derivatives: dA, dZ, dW and db of each layer, as the option `of` has them.
    """

    X: Array
    Y: Array
    parameters: Parameters
    passes: tuple[ForwardPass, ...]
    derivatives: tuple[dict[str, Array], ...]


def iteration(setup: Setup) -> Iteration:
    """Forward and back through the network of a setup, with all arrays."""
    data = load_dataset(setup.config.dataset)
    times, m = setup.options["times"], setup.options["examples"]
    X = np.tile(data.X_train[:, :m], times)  # (n_x, times m)
    Y = np.tile(data.Y_train[:, :m], times)  # (n_y, times m)
    parameters = initialize(setup.config)
    passes = forward(parameters, X)
    share = Y.shape[1] if setup.options["of"] == "mean" else 1
    found = tuple(
        {"dA": each.dA / share, "dZ": each.dZ / share, "dW": each.dW, "db": each.db}
        for each in backward(parameters, passes, Y)
    )
    return Iteration(X, Y, parameters, passes, found)


def derivatives(setup: Setup) -> tuple[dict[str, Array], ...]:
    """dA, dZ, dW and db of each layer, layer 1 first, as the option `of` has them: of the loss of one example, as the
    course writes dA and dZ, or of the mean J. With `times` 2 every example stands there twice."""
    return iteration(setup).derivatives


def one_iteration(setup: Setup) -> dict[str, Fact]:
    """The first entry of each derivative of each layer, "dW_1" say, and its norm, "norm_dW_1"."""
    facts: dict[str, Fact] = {"of": setup.options["of"], "times": float(setup.options["times"])}
    for l, layer in enumerate(derivatives(setup), start=1):
        for name in QUANTITIES:
            facts[f"{name}_{l}"] = float(layer[name][0, 0])
            facts[f"norm_{name}_{l}"] = float(np.linalg.norm(layer[name]))
    return facts


ONE_ITERATION = ExperimentKind(
    one_iteration,
    {
        "of": ExperimentOption(name_among("example", "mean"), "example"),
        "times": ExperimentOption(whole(1, 2), 1),
        "examples": ExperimentOption(whole(1, MAX_BATCH_COLUMNS), 4),
    },
)
