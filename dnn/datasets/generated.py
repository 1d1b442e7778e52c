"""Shapes in the plane, drawn by formula: circles, XOR, Gaussian blobs, spirals, moons.

All of them lie within about [−1, 1] × [−1, 1]. The examples take the classes in turn, so that the classes are
equally large (to one example) and any first few examples show all of them. Noise is added afterwards, in
units of the plane, and never changes a label.
"""

from __future__ import annotations

from typing import cast

import numpy as np

from dnn.datasets import options
from dnn.datasets.data import Floats
from dnn.datasets.dataset import Dataset
from dnn.datasets.features import PLANE_FEATURES
from dnn.datasets.values import DatasetValues
from dnn.text.messages import Text
from dnn.validation.option import Option

FORMULA = Text("Drawn by formula; nothing to license.")
FEATURE_NAMES = PLANE_FEATURES
SAMPLES = 500

INNER_RADIUS = 0.5
RING_RADII = (0.7, 1.0)
XOR_MARGIN = 0.05
BLOB_DISTANCE = 0.75
SPIRAL_START = 0.1


def _alternating(config: DatasetValues, kinds: int) -> Floats:
    """(m,) 0, 1, …, kinds − 1, 0, 1, …"""
    assert config.samples is not None, "the samples of generated data are always a number"
    return np.arange(config.samples, dtype=np.float64) % kinds


def _polar(radius: Floats, angle: Floats) -> Floats:
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)])  # (2, m)


def draw_circles(config: DatasetValues, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """A disc of radius 0.5 (class 1) inside a ring from 0.7 to 1 (class 0), each uniform over its area."""
    labels = _alternating(config, 2)  # (m,)
    inside = labels == 1
    squared_low = np.where(inside, 0.0, RING_RADII[0] ** 2)
    squared_high = np.where(inside, INNER_RADIUS**2, RING_RADII[1] ** 2)
    radius = np.sqrt(rng.uniform(squared_low, squared_high))  # (m,)
    angle = rng.uniform(0.0, 2 * np.pi, labels.size)  # (m,)
    return _polar(radius, angle), labels


def draw_xor(config: DatasetValues, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Four squares, one a quadrant, 0.05 away from the axes; class 1 where the signs of x1 and x2 differ."""
    quadrant = _alternating(config, 4)  # (m,)
    right, upper = quadrant < 2, np.isin(quadrant, (0, 3))  # (m,), (m,)
    signs = np.where(np.stack([right, upper]), 1.0, -1.0)  # (2, m)
    X = signs * rng.uniform(XOR_MARGIN, 1.0, signs.shape)  # (2, m)
    return X, quadrant % 2


def draw_gaussians(config: DatasetValues, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """The centres of the blobs, evenly spaced on a circle of radius 0.75; the noise makes the blobs."""
    classes = cast(int, config.option(options.CLASSES))
    labels = _alternating(config, classes)  # (m,)
    angle = 2 * np.pi * labels / classes + np.pi / 4  # (m,)
    return _polar(np.full(labels.size, BLOB_DISTANCE), angle), labels


def draw_spirals(config: DatasetValues, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Spirals of Archimedes from radius 0.1 to 1, the arms evenly turned against one another."""
    classes, turns = cast(int, config.option(options.CLASSES)), cast(float, config.option("turns"))
    labels = _alternating(config, classes)  # (m,)
    radius = rng.uniform(SPIRAL_START, 1.0, labels.size)  # (m,)
    angle = 2 * np.pi * (turns * radius + labels / classes)  # (m,)
    return _polar(radius, angle), labels


def draw_moons(config: DatasetValues, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Two half circles of radius 0.6, each with an end in the hollow of the other."""
    labels = _alternating(config, 2)  # (m,)
    angle = rng.uniform(0.0, np.pi, labels.size) + np.pi * labels  # (m,)
    centre = np.stack([np.where(labels == 1, 0.3, -0.3), np.where(labels == 1, 0.15, -0.15)])  # (2, m)
    return centre + _polar(np.full(labels.size, 0.6), angle), labels


def _options(noise: float, *own: Option) -> tuple[Option, ...]:
    front = (options.generated_samples(SAMPLES), options.noise(noise))
    return (*front, *own, options.features(), *options.preparation())


TURNS = Option(
    name="turns", title=Text("Turns"), kind="number", default=1.0, low=0.25, high=4.0,
    help=Text("How often each arm goes round the centre."),
)  # fmt: skip

CIRCLES = Dataset(
    name="circles",
    title=Text("Circles"),
    description=Text("A disc inside a ring: no straight line parts them, one hidden layer does."),
    source=FORMULA,
    options=_options(0.1),
    feature_names=FEATURE_NAMES,
    class_names=(Text("ring"), Text("disc")),
    draw=draw_circles,
)

XOR = Dataset(
    name="xor",
    title=Text("XOR"),
    description=Text(
        "Opposite quadrants belong together: from x₁ and x₂ alone, a network without hidden layers cannot learn it."
    ),
    source=FORMULA,
    options=_options(0.05),
    feature_names=FEATURE_NAMES,
    class_names=(Text("same signs"), Text("opposite signs")),
    draw=draw_xor,
)

GAUSSIANS = Dataset(
    name="gaussians",
    title=Text("Gaussian blobs"),
    description=Text(
        "Normal clouds around evenly spaced centres; straight lines part them as far as they do not overlap."
    ),
    source=FORMULA,
    options=_options(0.25, options.classes(2, Text("How many blobs; two make a binary task."))),
    feature_names=FEATURE_NAMES,
    class_names=tuple(Text("blob {number}", number=number) for number in range(1, options.MAX_CLASSES + 1)),
    draw=draw_gaussians,
)

SPIRALS = Dataset(
    name="spirals",
    title=Text("Spirals"),
    description=Text("Arms wound into one another: it takes width or depth, and patience."),
    source=FORMULA,
    options=_options(0.03, options.classes(2, Text("How many arms; two make a binary task.")), TURNS),
    feature_names=FEATURE_NAMES,
    class_names=tuple(Text("arm {number}", number=number) for number in range(1, options.MAX_CLASSES + 1)),
    draw=draw_spirals,
)

MOONS = Dataset(
    name="moons",
    title=Text("Moons"),
    description=Text("Two half circles that reach into one another."),
    source=FORMULA,
    options=_options(0.1),
    feature_names=FEATURE_NAMES,
    class_names=(Text("upper moon"), Text("lower moon")),
    draw=draw_moons,
)

DATASETS = (CIRCLES, XOR, GAUSSIANS, SPIRALS, MOONS)
"""Datasets of this file, in the order of the menu."""
