"""Regression over two features.

A plane, which a network without hidden layers learns exactly, and a sine surface, which bends.
"""

from __future__ import annotations

import numpy as np

from dnn.datasets import options
from dnn.datasets.data import Floats
from dnn.datasets.dataset import Dataset, Draw
from dnn.datasets.generated import FEATURE_NAMES, FORMULA, SAMPLES
from dnn.datasets.values import DatasetValues
from dnn.text.messages import Text
from dnn.validation.option import Option

PLANE_WEIGHTS = (0.6, -0.4)
PLANE_BIAS = 0.2


def draw_plane(config: DatasetValues, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """y = 0.6 x1 − 0.4 x2 + 0.2 at points uniform over [−1, 1]²."""
    X = _square(config, rng)  # (2, m)
    return X, PLANE_WEIGHTS[0] * X[0] + PLANE_WEIGHTS[1] * X[1] + PLANE_BIAS


def draw_sine(config: DatasetValues, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """y = sin(π x1) cos(π x2) at points uniform over [−1, 1]²."""
    X = _square(config, rng)  # (2, m)
    return X, np.sin(np.pi * X[0]) * np.cos(np.pi * X[1])


def _square(config: DatasetValues, rng: np.random.Generator) -> Floats:
    assert config.samples is not None
    return rng.uniform(-1.0, 1.0, (config.samples, 2)).T  # (2, m)


def _options() -> tuple[Option, ...]:
    """Not standardised: everything has the right size already, and a plane's weights are its formula's."""
    return (
        options.generated_samples(SAMPLES),
        options.noise(0.05, options.TARGET_NOISE),
        options.features(),
        *options.preparation(standardize=False),
    )


def _surface(name: str, title: Text, description: Text, draw: Draw) -> Dataset:
    return Dataset(
        name=name,
        title=title,
        description=description,
        source=FORMULA,
        options=_options(),
        feature_names=FEATURE_NAMES,
        class_names=(),
        draw=draw,
        noise_unit="target",
    )


PLANE = _surface(
    "plane",
    Text("Plane"),
    Text(
        "Regression on y = 0.6 x1 − 0.4 x2 + 0.2: without a hidden layer, and not standardised, the weights go to "
        "these numbers."
    ),
    draw_plane,
)

SINE = _surface(
    "sine",
    Text("Sine surface"),
    Text("Regression on y = sin(π x1) cos(π x2): hills and valleys that need a hidden layer."),
    draw_sine,
)

DATASETS = (PLANE, SINE)
"""Datasets of this file, in the order of the menu."""
