"""Runs with far more inputs than examples, on a dataset that the tests register for a while."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dnn.configuration import RunConfig
from dnn.datasets import options
from dnn.datasets.data import Floats
from dnn.datasets.dataset import Dataset
from dnn.datasets.registry import DATASETS
from dnn.datasets.values import DatasetValues
from dnn.text.messages import Text

INPUTS = 300
TEXT = Text("noise")


def _wide(name: str, classes: int, inputs: int = INPUTS) -> Dataset:
    def draw(config: DatasetValues, rng: np.random.Generator) -> tuple[Floats, Floats]:
        assert config.samples is not None
        X = rng.uniform(size=(inputs, config.samples))  # (n_x, m)
        score = rng.permutation(config.samples).astype(np.float64)  # (m,)
        return X, score % classes if classes else score / config.samples

    front = (options.generated_samples(60), options.noise(0.0, options.FEATURE_NOISE))
    return Dataset(
        name=name,
        title=TEXT,
        description=TEXT,
        source=TEXT,
        options=(*front, *options.preparation()),
        feature_names=tuple(f"x{j}" for j in range(1, inputs + 1)),
        class_names=(TEXT,) * classes,
        draw=draw,
        noise_unit="feature",
        task={0: "regression", 1: "binary", 2: "binary"}.get(classes, "multiclass"),
    )


NAMES = {"wide binary": 2, "wide multiclass": 4, "wide regression": 0, "wide one class": 1}
VERY_WIDE = "very wide"


def register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register the datasets of NAMES until the test is over."""
    for name, classes in NAMES.items():
        monkeypatch.setitem(DATASETS, name, _wide(name, classes))
    monkeypatch.setitem(DATASETS, VERY_WIDE, _wide(VERY_WIDE, 2, 10 * INPUTS))


def configure(name: str = "wide binary", hidden: int = 2, **given: Any) -> RunConfig:
    """A run with `hidden` layers; keys of the dataset and of the hyperparameters, all others its own."""
    keys = ("samples", "test_fraction", "standardize")
    return RunConfig.from_dict(
        {
            "dataset": {"name": name} | {key: given.pop(key) for key in keys if key in given},
            "architecture": {
                "hidden": [{"units": 7, "activation": "tanh"}, {"units": 5, "activation": "relu"}][:hidden]
            },
            "hyperparameters": {"iterations": 203, "learning_rate": 0.02} | given,
        }
    )
