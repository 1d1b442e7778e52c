"""Links of TensorFlow Playground: what they ask for, as the query of a link of this app.

Their settings stand behind the # of the address, and pages/live/static/page/history.js moves them before it.
Source: playground.tensorflow.org, whose state is written by src/state.ts of its repository.
"""

from __future__ import annotations

from collections.abc import Mapping

from dnn.configuration import MAX_HIDDEN_LAYERS
from pages.shared.session.written_numbers import digits, number

SIGN = "networkShape"
"""A name that is in every link of TensorFlow Playground and in none of this app."""
NAMES = frozenset(
    {
        *("activation", "batchSize", "collectStats", "cosX", "cosY", "dataset", "discretize", "initZero"),
        *("learningRate", "noise", "numHiddenLayers", "percTrainData", "problem", "regDataset", "regularization"),
        *("regularizationRate", "seed", "showTestData", "sinX", "sinY", "tutorial", "x", "xSquared", "xTimesY", "y"),
        *("ySquared", SIGN),
    }
)
"""Names of its settings, those that the app has no counterpart for included."""
DATASETS = {"circle": "circles", "xor": "xor", "gauss": "gaussians", "spiral": "spirals"}
ACTIVATIONS = {"relu": "relu", "tanh": "tanh", "sigmoid": "sigmoid", "linear": "linear"}


def is_playground_link(query: Mapping[str, str]) -> bool:
    """True for the query of a link of TensorFlow Playground."""
    return SIGN in query


def translated(query: Mapping[str, str]) -> dict[str, str]:
    """Data, layers, learning rate, batch size and L2 of such a link, as parameters of a link of this app."""
    is_regression = query.get("problem") == "regression"
    data = "plane" if is_regression else DATASETS.get(query.get("dataset", "circle"), "circles")
    activation = ACTIVATIONS.get(query.get("activation", "tanh"), "tanh")
    units = [digits(written, 2) for written in query[SIGN].split(",")[:MAX_HIDDEN_LAYERS]]
    parameters = {"data": data, "hidden": "-".join(f"{each}.{activation}" for each in units if each) or "none"}
    written = {"learning_rate": query.get("learningRate", "0.03"), "batch_size": query.get("batchSize", "10")}
    if query.get("regularization") == "L2":
        written["l2"] = query.get("regularizationRate", "0")
    return parameters | {name: value for name, value in written.items() if number(value) is not None}
