"""The data of a dataset: the two parts as matrices, one example per column, and how to read them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Data:
    """A dataset ready for training; every array is float64 and read-only.

    Attributes:
        X_train: (n_x, m) features of the training part, one example per column.
        Y_train: (n_y, m) labels: 0 or 1, one-hot, or the target, as the task has them.
        X_test, Y_test: the same for the test part; m may be 0.
        task: its name in TASKS.
        feature_names: one name for each row of X, as in the source of the data.
        class_names: one English name for each class, empty for regression; `Dataset.class_names_for` gives
            them as texts to be translated.
        mean, scale: (n_x, 1) X as drawn = X * scale + mean; 0 and 1 where nothing was standardised.
        target_mean, target_scale: (n_y, 1) the same for Y; not 0 and 1 for a standardised regression only.
        image_shape: (rows, columns) of the image that an example is, else None.
        plane_train, plane_test: (2, m) the points of the plane that the examples are, as drawn; None where the data are
            not in the plane.
    """

    X_train: Floats
    Y_train: Floats
    X_test: Floats
    Y_test: Floats
    task: str
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    mean: Floats
    scale: Floats
    target_mean: Floats
    target_scale: Floats
    image_shape: tuple[int, int] | None = None
    plane_train: Floats | None = None
    plane_test: Floats | None = None

    @property
    def nbytes(self) -> int:
        """Bytes of the two parts."""
        return sum(array.nbytes for array in (self.X_train, self.Y_train, self.X_test, self.Y_test))
