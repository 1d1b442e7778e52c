"""A visitor's own points in the plane. They are in the configuration itself, five letters a point, so that a link holds
them; which part a point belongs to depends on those before it alone, so that a new one changes no other's part.
"""

from __future__ import annotations

import numpy as np

from dnn.datasets import options
from dnn.datasets.data import Floats, Integers
from dnn.datasets.dataset import Dataset
from dnn.datasets.features import PLANE_FEATURES
from dnn.datasets.spread import evenly_spread
from dnn.datasets.values import DatasetValues
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.option import Option

NAME, POINTS = "own", "points"
MIN_POINTS, MAX_POINTS = 2, 700
REACH = 2.0
"""Coordinates lie from −2 to 2."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
"""Those of base64 for URLs; the value of each is its index."""
LETTERS_A_POINT = 5
"""Two for each coordinate, least first, and one for the class."""
STEPS = len(LETTERS) ** 2 - 1
ROUNDING = 1e-9
WRITTEN_POINTS = Text(
    "{low} to {high} points, five letters each, as this app writes them", low=MIN_POINTS, high=MAX_POINTS
)
TWO_POINTS = "YAgAAoAgAB"
"""(−0.5, 0) of class 0 and (0.5, 0) of class 1."""


def encode_points(points: Floats, labels: Floats) -> str:
    """Points (2, m) and their class numbers (m,) as letters; coordinates are rounded to 1/1,000.

    Raises:
        ConfigurationError: a coordinate that the letters cannot hold; `moved_within_reach` moves such points.
    """
    beyond = ~(np.abs(points) <= REACH + REACH / STEPS)  # (2, m), NaN too
    if beyond.any():
        expected = Text("coordinates from {low} to {high}", low=-REACH, high=REACH)
        raise ConfigurationError(POINTS, expected, float(points[beyond][0]), "0.5")
    steps = np.rint((moved_within_reach(points) + REACH) / (2 * REACH) * STEPS).astype(int)  # (2, m)
    base = len(LETTERS)
    columns = (steps[0] // base, steps[0] % base, steps[1] // base, steps[1] % base, labels.astype(int))
    return "".join(LETTERS[index] for row in zip(*columns, strict=True) for index in row)


def moved_within_reach(points: Floats) -> Floats:
    """The points (2, m), those that lie beyond REACH moved to the edge; whoever calls it says so."""
    return np.clip(points, -REACH, REACH)


def decode_points(text: str) -> tuple[Floats, Floats]:
    """The points (2, m) and class numbers (m,) that letters stand for.

    Raises:
        ConfigurationError: it is no such text, or there are too few or too many points.
    """
    count, rest = divmod(len(text), LETTERS_A_POINT)
    indices = np.array([LETTERS.find(letter) for letter in text])
    is_text = rest == 0 and MIN_POINTS <= count <= MAX_POINTS and bool((indices >= 0).all())
    if not is_text or (indices[4::LETTERS_A_POINT] >= options.MAX_CLASSES).any():
        raise ConfigurationError(POINTS, WRITTEN_POINTS, text[:40], TWO_POINTS)
    rows = indices.reshape(count, LETTERS_A_POINT).T  # (5, m)
    steps = np.stack([rows[0] * len(LETTERS) + rows[1], rows[2] * len(LETTERS) + rows[3]])  # (2, m)
    return steps / STEPS * (2 * REACH) - REACH, rows[4].astype(np.float64)


def points_of(config: DatasetValues) -> tuple[Floats, Floats]:
    """The points (2, m) and class numbers (m,) of own data."""
    return decode_points(str(config.option(POINTS)))


def split_in_order(labels: Floats, test_fraction: float) -> tuple[Integers, Integers]:
    """The parts by order: of each class the k-th (0, 1, …) is for testing where ⌊(k + 1) f⌋ > ⌊k f⌋."""
    rank = np.zeros(len(labels), dtype=np.int64)
    for label in np.unique(labels):
        rank[labels == label] = np.arange(int((labels == label).sum()))
    is_test = np.floor((rank + 1) * test_fraction + ROUNDING) > np.floor(rank * test_fraction + ROUNDING)
    return np.flatnonzero(~is_test), np.flatnonzero(is_test)


def _draw(config: DatasetValues, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """The points themselves; `samples` of them, evenly spread, where it is a number."""
    points, labels = points_of(config)
    chosen = chosen_points(config, labels)
    return points[:, chosen], labels[chosen]


def chosen_points(config: DatasetValues, labels: Floats) -> Integers:
    """Indices of the points that the data are: `samples` of them, evenly spread, where it is a number."""
    return evenly_spread(len(labels), config.samples or len(labels))


def _check(config: DatasetValues) -> None:
    """Refuse points of more classes than there are."""
    classes = int(str(config.option(options.CLASSES)))
    _, labels = points_of(config)
    if labels.max() >= classes:
        needed = int(labels.max()) + 1
        expected = Text("a whole number from {low} to {high}", low=needed, high=options.MAX_CLASSES)
        raise ConfigurationError(options.CLASSES, expected, classes, str(needed))


def _arc(count: int, radius: float, begin: float, end: float) -> Floats:
    angle = np.linspace(begin, end, count)
    return radius * np.stack([np.cos(angle), np.sin(angle)])  # (2, count)


def _face() -> str:
    """A face: its outline is class 0, eyes and mouth are class 1."""
    outline = _arc(24, 1.0, 0.0, 2 * np.pi * 23 / 24)
    eyes = [_arc(4, 0.08, 0.0, 1.5 * np.pi) + np.array([[side], [0.35]]) for side in (-0.35, 0.35)]
    mouth = _arc(12, 0.55, 1.15 * np.pi, 1.85 * np.pi)
    points = np.concatenate([outline, *eyes, mouth], axis=1)  # (2, 44)
    return encode_points(points, np.repeat([0.0, 1.0], [24, 20]))


_FACE = _face()

OWN = Dataset(
    name=NAME,
    title=Text("Custom points"),
    description=Text("Points that you place yourself: click the picture of the output to add one, drag to move one."),
    source=Text("Your own data; no licence needed."),
    options=(
        options.subset_samples(MAX_POINTS),
        options.noise(0.0),
        options.classes(2, Text("How many classes the points may have; two make a binary task.")),
        Option(
            name=POINTS,
            title=Text("Points"),
            kind="text",
            default=_FACE,
            help=Text("Your points, encoded as letters."),
            check=decode_points,
            expected_text=WRITTEN_POINTS,
            example=TWO_POINTS,
        ),
        options.features(),
        *options.preparation(),
    ),
    feature_names=PLANE_FEATURES,
    class_names=tuple(Text("class {number}", number=number) for number in range(1, options.MAX_CLASSES + 1)),
    draw=_draw,
    split=split_in_order,
    check=_check,
)

DATASETS = (OWN,)
"""Datasets of this file, in the order of the menu."""
