"""Logic tables: the rows of AND, OR and XOR in the order 00, 01, 10, 11, in turn when more are asked for."""

from __future__ import annotations

import numpy as np

from dnn.datasets import options
from dnn.datasets.data import Floats
from dnn.datasets.dataset import Dataset
from dnn.datasets.generated import FEATURE_NAMES
from dnn.datasets.values import DatasetValues
from dnn.text.messages import Text

INPUTS = np.array([[0.0, 0.0, 1.0, 1.0], [0.0, 1.0, 0.0, 1.0]])  # (2, 4)
ROWS = INPUTS.shape[1]


def _table(name: str, title: Text, description: Text, outputs: tuple[int, int, int, int]) -> Dataset:
    def draw(config: DatasetValues, rng: np.random.Generator) -> tuple[Floats, Floats]:
        row = np.arange(config.samples or ROWS) % ROWS  # (m,)
        return INPUTS[:, row], np.array(outputs, dtype=np.float64)[row]

    return Dataset(
        name=name,
        title=title,
        description=description,
        source=Text("The truth table; no licence needed."),
        options=(
            options.repeated_samples(ROWS),
            options.noise(0.0),
            options.features(),
            *options.preparation(test_fraction=0.0, standardize=False),
        ),
        feature_names=FEATURE_NAMES,
        class_names=(Text("false"), Text("true")),
        draw=draw,
    )


AND = _table(
    "and",
    Text("AND table"),
    Text("True when both inputs are: four examples, one straight line."),
    (0, 0, 0, 1),
)

OR = _table(
    "or",
    Text("OR table"),
    Text("True when either input is: four examples, one straight line."),
    (0, 1, 1, 1),
)

XOR_TABLE = _table(
    "xor_table",
    Text("XOR table"),
    Text("True when the inputs differ: the smallest problem that needs a hidden layer."),
    (0, 1, 1, 0),
)

DATASETS = (AND, OR, XOR_TABLE)
"""Datasets of this file, in the order of the menu."""
