"""The data that a browser draws beside the network: bounded parts of a dataset, as one JSON document a dataset."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dnn.background.payload import base64_of
from dnn.background.wire import AxisDocument, DataDocument, ExamplesDocument, PlaneDocument, PointsDocument
from dnn.configuration import DatasetConfig
from dnn.datasets import Data, load_dataset
from dnn.datasets.contents import CONTENTS
from dnn.datasets.own_table import digest_of, uses_content
from dnn.datasets.picture import Axis, Picture, picture_of
from dnn.datasets.spread import evenly_spread
from dnn.losses import TASKS
from pages.server.documents import Documents
from pages.server.runs.table_keys import unguessable

MAX_DRAWN_POINTS = 1_500
"""Points of a part that are drawn in the plane."""
MAX_TRAINING_NUMBERS = 120_000
"""Features times examples of the training part: every dataset of the menu travels whole, so that gradients over it are
right."""
MAX_TARGETS = 400_000
"""Rows of Y times examples of a part: a table may have a hundred classes."""
MAX_TEST, MAX_TEST_NUMBERS = 1_000, 60_000
"""Examples, and features times examples, of the test part."""


def describe(data: Data) -> DataDocument:
    """The bounded part of a dataset that is drawn. Arrays are float32 in base64, row after row, one example per column.

    `plane` holds coordinates (2, k) of both parts where the picture of the data is one, else None, and so does `curve`;
    `train` and `test` hold X (n_x, k), as the network gets it, and Y (n_y, k) of k examples (`count`) evenly spread
    over the part, of as many as there are (`of`).
    """
    picture = picture_of(data)
    return {
        "task": TASKS[data.task].targets,
        "features": list(data.feature_names),
        "mean": data.mean[:, 0].tolist(),
        "scale": data.scale[:, 0].tolist(),
        "target_mean": data.target_mean[:, 0].tolist(),
        "target_scale": data.target_scale[:, 0].tolist(),
        "image_shape": data.image_shape,
        "plane": _plane(data, picture) if picture is not None and picture.kind == "plane" else None,
        "curve": _plane(data, picture) if picture is not None and picture.kind == "curve" else None,
        "train": _examples(data.X_train, data.Y_train, MAX_TRAINING_NUMBERS // len(data.X_train)),
        "test": _examples(data.X_test, data.Y_test, min(MAX_TEST, MAX_TEST_NUMBERS // len(data.X_test))),
    }


def _plane(data: Data, picture: Picture) -> PlaneDocument:
    across, up = picture.axes
    return {
        "axes": (_axis(across), _axis(up)),
        "train": _points(picture.train, data.Y_train),
        "test": _points(picture.test, data.Y_test),
    }


def _axis(axis: Axis) -> AxisDocument:
    return {"name": axis.name, "centre": axis.centre, "half": axis.half}


def _points(points: NDArray[np.float64], Y: NDArray[np.float64]) -> PointsDocument:
    chosen = evenly_spread(points.shape[1], MAX_DRAWN_POINTS)
    return {
        "count": len(chosen),
        "of": points.shape[1],
        "points": base64_of(points[:, chosen]),
        "Y": base64_of(Y[:, chosen]),
    }


def _examples(X: NDArray[np.float64], Y: NDArray[np.float64], max_count: int) -> ExamplesDocument:
    chosen = evenly_spread(X.shape[1], min(max_count, MAX_TARGETS // len(Y)))
    return {
        "count": len(chosen),
        "of": X.shape[1],
        "numbers": chosen.tolist(),
        "X": base64_of(X[:, chosen]),
        "Y": base64_of(Y[:, chosen]),
    }


_DOCUMENTS: Documents[DatasetConfig] = Documents(
    lambda config: describe(load_dataset(config)), offered_bytes=8_000_000, entries=200, made_bytes=24_000_000
)


def offer(config: DatasetConfig) -> str:
    """Let browsers fetch these data; returns the token of the document."""
    return _DOCUMENTS.offer(config, [config.to_dict(), unguessable(config)])


def _forget(digest: str) -> None:
    """Forget the documents of a table that is no longer to be there."""
    _DOCUMENTS.forget(lambda config: uses_content(config, digest))


CONTENTS.on_discard(_forget)


def document(token: str) -> bytes | None:
    """The JSON document of this token, compressed by gzip; None where no page offered it."""
    return _DOCUMENTS.get(token)


def is_private(token: str) -> bool:
    """True if the document of this token is of a visitor's table, or no page offered it."""
    config = _DOCUMENTS.source(token)
    return config is None or digest_of(config) is not None
