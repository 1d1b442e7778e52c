"""The output of a trained network over the plane of its data, or over its one feature: what a picture of a run shows.

The run is trained again from its beginning, which gives the same numbers to the bit, and its last network is evaluated
on a grid.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dnn.activations import Array
from dnn.configuration import RunConfig
from dnn.datasets import Data, load_dataset
from dnn.datasets.features import features_of
from dnn.datasets.picture import Picture, picture_of
from dnn.forward import forward
from dnn.losses import TASKS
from dnn.network import parameters_at
from dnn.training.advance import advance

SIDE = 61
"""Places of the grid along each axis, the edges of the picture among them."""
MAX_REACH = 4.0
"""Coordinates that a picture shows at most, for data of which some lie far away."""


@dataclass(frozen=True, eq=False)
class RunOutput:
    """The output of the last network of a run.

    Attributes:
        A: (n_y, SIDE²) over the plane, row after row from the top left on; (n_y, SIDE) over one feature, from the left.
        margins: (k, …) as many columns: functions that are 0 on the boundaries between classes, z itself for two
            classes, of several each class's z less the largest of the others; no row for a regression.
        is_finite: False for a run that diverged, whose numbers say nothing.
    """

    A: Array
    margins: Array
    is_finite: bool

    @property
    def nbytes(self) -> int:
        """Bytes of the arrays."""
        return self.A.nbytes + self.margins.nbytes


def centre_of(picture: Picture) -> Array:
    """The coordinates of the middle of the picture, (2, 1): 0, but of a plane whose examples lie all on one side of it,
    as those of a truth table do, the middle of these."""
    points = np.concatenate([picture.train, picture.test], axis=1)  # (2, m)
    if picture.kind == "curve" or not points.size:
        return np.zeros((2, 1))
    low, high = points.min(axis=1, keepdims=True), points.max(axis=1, keepdims=True)  # (2, 1) each
    return np.where((low >= 0) | (high <= 0), (low + high) / 2, 0.0)  # (2, 1)


def reach_of(picture: Picture) -> float:
    """Distance from the middle of the picture of data to its edge: to the farthest example, and a little more."""
    parts = [part - centre_of(picture) for part in (picture.train, picture.test) if part.size]  # (2, m) each
    farthest = max((float(np.abs(part).max()) for part in parts), default=1.0)
    return min(MAX_REACH, math.ceil(10.5 * max(1.0, farthest)) / 10)


def output_of(config: RunConfig) -> RunOutput | None:
    """Train a run from its beginning to its end, and evaluate its last network; None where its data have no picture.

    It stands in a module of its own so that a worker can compute it.
    """
    data = load_dataset(config.dataset)
    picture = picture_of(data)
    if picture is None:
        return None
    end = advance(config, None, evaluations=False)
    with np.errstate(all="ignore"):
        Z = forward(parameters_at(config, end.state.theta), grid_inputs(data, picture))[-1].Z  # (n_y, SIDE² or SIDE)
        task = TASKS[data.task]
        A = task.output(Z).astype(np.float32)  # (n_y, SIDE² or SIDE)
        margins = _margins(Z, task.is_regression).astype(np.float32)  # (k, SIDE² or SIDE)
    has_diverged = end.stop is not None and end.stop.reason == "non_finite"
    return RunOutput(A, margins, not has_diverged and bool(np.isfinite(A).all() and np.isfinite(margins).all()))


def grid_inputs(data: Data, picture: Picture) -> Array:
    """The network's inputs at the places of the grid, (n_x, SIDE²) over a plane and (n_x, SIDE) over one feature."""
    ends = reach_of(picture) * np.linspace(-1, 1, SIDE)  # (SIDE,)
    if picture.kind == "curve":
        coordinates = np.stack([ends, np.zeros(SIDE)])  # (2, SIDE)
    else:
        x1, x2 = np.meshgrid(ends, ends[::-1])  # (SIDE, SIDE) each
        coordinates = np.stack([x1.ravel(), x2.ravel()]) + centre_of(picture)  # (2, SIDE²)
    values = np.stack([axis.centre + axis.half * row for axis, row in zip(picture.axes, coordinates, strict=True)])
    return (features_of(values, picture.features) - data.mean) / data.scale  # (n_x, SIDE² or SIDE)


def _margins(Z: Array, is_regression: bool) -> Array:
    """Functions (k, columns of Z) that are 0 on the boundaries between the classes."""
    if is_regression:
        return Z[:0]  # (0, columns)
    if len(Z) == 1:
        return Z  # (1, columns)
    two = np.partition(Z, -2, axis=0)[-2:]  # (2, columns) the second largest and the largest z
    others = np.where(two[1] == Z, two[0], two[1])  # (n_y, columns) the largest of the others
    return Z - others  # (n_y, columns)
