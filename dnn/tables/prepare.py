"""Make the matrices of a dataset of a table: X one example a column, labels, names, and a note on all that was done."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dnn.datasets.data import Floats, Integers
from dnn.datasets.divisions import DIVISIONS, IN_ORDER
from dnn.datasets.streams import DRAW, SPLIT
from dnn.losses import TASKS
from dnn.tables.chosen import chosen_features, kept_rows
from dnn.tables.encoding import images_that_fit, matrix, require_width
from dnn.tables.preparation import Preparation
from dnn.tables.table import Table
from dnn.tables.table_error import TableError, unusable
from dnn.tables.targets import labels_of, note_classes, task_of
from dnn.text.messages import Text


@dataclass(frozen=True, eq=False)
class PreparedTable:
    """Matrices of a table, nothing standardised.

    Attributes:
        X: (n_x, m) float64, one example a column.
        labels: (m,) float64, the number of each example's class, or its target.
        feature_names: one for each row of X, to be shown literally.
        class_names: one for each class; none for a regression.
        task: its name in TASKS.
        notes: all that was done, with counts.
        train, test: the columns of X in each part, ascending; mean and most frequent values are those of `train`.
        division, test_fraction: how the parts were made, as a configuration says it.
        rows: (m,) the row of the file that each example stands in.
        image_shape: that of an example that is an image.
    """

    X: Floats
    labels: Floats
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    task: str
    notes: tuple[Text, ...]
    train: Integers
    test: Integers
    division: str
    test_fraction: float
    rows: Integers
    image_shape: tuple[int, ...] | None = None

    @property
    def n_y(self) -> int:
        """The number of rows of Y: one for each class when there are more than two, else 1."""
        return len(self.class_names) if len(self.class_names) > 2 else 1


def prepare(table: Table, preparation: Preparation) -> PreparedTable:
    """The matrices of a table as the choices have them.

    Raises:
        TableError: a column that there is not, too many classes or features, too few examples.
    """
    notes: list[Text] = []
    features = chosen_features(table, preparation, notes)
    kept = kept_rows(table, preparation, features, notes)
    frame, rows = table.frame[kept].reset_index(drop=True), table.rows[kept]
    if len(frame) < 2:
        raise _too_few(len(frame), Text("another way with missing values"))
    task = task_of(frame[preparation.target], preparation)
    labels, class_names = labels_of(table, frame[preparation.target], task, preparation.target)
    own_test = int(kept[len(kept) - table.test_rows :].sum()) if table.test_rows else 0
    division, test_fraction = _division(preparation, own_test, len(labels))
    train, test = _parts(labels, task, division, test_fraction, preparation.seed)
    if own_test == len(frame):
        raise unusable(Text("a training part"), Text("a test part alone"), Text("both files of the data at once"))
    if len(train) < 1:
        raise _too_few(len(train), Text("a smaller test part"))
    if table.target is None:
        require_width(frame, features)
    X, names = matrix(frame, features, preparation, train, notes)
    X, names, image_shape = images_that_fit(X, names, table.image_shape, preparation.images, notes)
    note_classes(labels, class_names, notes)
    return PreparedTable(
        X=X,
        labels=labels,
        feature_names=names,
        class_names=class_names,
        task=task,
        notes=tuple(notes),
        train=train,
        test=test,
        division=division,
        test_fraction=test_fraction,
        rows=rows,
        image_shape=image_shape,
    )


def _too_few(count: int, hint: Text) -> TableError:
    return unusable(Text("at least 2 examples"), f"{count}", hint)


def _division(preparation: Preparation, own_test: int, m: int) -> tuple[str, float]:
    """The name of the division and the share of the test part: those that were chosen, or the file's own."""
    return (IN_ORDER, own_test / m) if own_test else (preparation.division, preparation.test_fraction)


def _parts(labels: Floats, task: str, name: str, test_fraction: float, seed: int) -> tuple[Integers, Integers]:
    """The indices of both parts, ascending: those that the dataset of the table has, so that a value that is filled in
    is one of its training part."""
    division = DIVISIONS[name]
    strata = np.zeros_like(labels) if TASKS[task].is_regression else labels  # (m,)
    order = division.order(len(labels), np.random.default_rng((seed, DRAW)))  # (m,)
    parts = division.parts(strata[order], test_fraction, np.random.default_rng((seed, SPLIT)))
    train, test = (np.sort(order[part]) for part in parts)
    return train, test
