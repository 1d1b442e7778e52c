"""The examples of a dataset as they were drawn: before features of the plane were computed, and not standardised."""

from __future__ import annotations

from dnn.datasets.data import Data, Floats
from dnn.datasets.features import PLANE_FEATURES


def drawn_names(data: Data) -> tuple[str, ...]:
    """The names of the features as drawn: x1 and x2 of points of the plane, else those of the source."""
    return data.feature_names if data.plane_train is None else PLANE_FEATURES


def drawn_examples(data: Data) -> tuple[Floats, Floats]:
    """The training and the test part as drawn, (n, m) each, one example per column."""
    if data.plane_train is not None and data.plane_test is not None:
        return data.plane_train, data.plane_test
    return data.X_train * data.scale + data.mean, data.X_test * data.scale + data.mean  # (n_x, m)
