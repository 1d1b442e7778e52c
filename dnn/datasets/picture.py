"""The picture of data with one or two features: its axes, and where the examples lie on it.

Points of the plane are drawn as they are. Two features of a table have an axis each, on which their values go from −1
to 1; one feature has one axis, and what is predicted the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dnn.datasets.data import Data, Floats
from dnn.datasets.features import PLANE_FEATURES
from dnn.losses import TASKS

PictureKind = Literal["plane", "curve"]
"""The output over two features, or over one."""
TARGET, PREDICTION = "y", "ŷ"


@dataclass(frozen=True)
class Axis:
    """One axis: a value of the data = centre + half · coordinate.

    Attributes:
        name: what is said beside it: the feature's own name.
        centre: the value at coordinate 0.
        half: how much a coordinate of 1 is away from there, in the unit of the values; above 0.
    """

    name: str
    centre: float
    half: float

    def coordinates(self, values: Floats) -> Floats:
        """Coordinates of values (m,), (m,)."""
        return (values - self.centre) / self.half  # (m,)


PLANE_AXES = (Axis("x₁", 0.0, 1.0), Axis("x₂", 0.0, 1.0))
PROBABILITY = Axis(PREDICTION, 0.5, 0.5)


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture of data.

    Attributes:
        kind: what it is.
        features: names in FEATURES of the network's inputs, as they follow from the values on the axes.
        axes: across and up.
        train, test: (2, m) coordinates of the examples of each part.
    """

    kind: PictureKind
    features: tuple[str, ...]
    axes: tuple[Axis, Axis]
    train: Floats
    test: Floats


def picture_of(data: Data) -> Picture | None:
    """The picture of these data; None where they have more than two features, or are images."""
    if data.plane_train is not None and data.plane_test is not None:
        return Picture("plane", data.feature_names, PLANE_AXES, data.plane_train, data.plane_test)
    n_x = len(data.feature_names)
    if n_x > 2 or data.image_shape is not None:
        return None
    parts = [X * data.scale + data.mean for X in (data.X_train, data.X_test)]  # (n_x, m) each
    if n_x == 2:
        axes = (_axis(data.feature_names[0], parts, 0), _axis(data.feature_names[1], parts, 1))
        return Picture("plane", PLANE_FEATURES, axes, *(_placed(part, axes) for part in parts))
    heights = [_heights(data, Y) for Y in (data.Y_train, data.Y_test)]  # (1, m) each
    up = _axis(TARGET, heights, 0) if TASKS[data.task].is_regression else PROBABILITY
    axes = (_axis(data.feature_names[0], parts, 0), up)
    both = [np.concatenate(pair) for pair in zip(parts, heights, strict=True)]  # (2, m) each
    return Picture("curve", PLANE_FEATURES[:1], axes, *(_placed(part, axes) for part in both))


def _axis(name: str, parts: list[Floats], row: int) -> Axis:
    """The axis on which the values of a row of both parts go from −1 to 1; equal ones lie in its middle."""
    values = np.concatenate([part[row] for part in parts])  # (m,)
    low, high = float(values.min()), float(values.max())
    half = (high - low) / 2
    return Axis(name, low + half, half if half > 0 else 1.0)


def _placed(values: Floats, axes: tuple[Axis, Axis]) -> Floats:
    return np.stack([axis.coordinates(row) for axis, row in zip(axes, values, strict=True)])  # (2, m)


def _heights(data: Data, Y: Floats) -> Floats:
    """Heights of examples over their feature, (1, m): the target in its unit; 0 and 1 for two classes; 1 for several,
    which is what the curve of their own class goes to."""
    if TASKS[data.task].is_regression:
        return Y * data.target_scale + data.target_mean  # (1, m)
    return Y.max(axis=0, keepdims=True)  # (1, m)
