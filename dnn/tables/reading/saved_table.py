"""Tables as this program saves them (table.npz): X, labels, feature_names and class_names, read with the checks of
dnn.datasets.contents."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count, pairwise
from typing import Any

import numpy as np
import pandas as pd

from dnn.configuration.labels import are_classes
from dnn.datasets.contents import TableContent, from_bytes
from dnn.datasets.contents.archive import MEMBERS
from dnn.datasets.data import Floats
from dnn.errors import DnnError
from dnn.tables.reading.arrays import TARGET
from dnn.tables.table import Table
from dnn.tables.table_error import TableError
from dnn.text.messages import Text
from dnn.validation.array_archive import file_names


def is_saved_table(content: bytes) -> bool:
    """True for the bytes of an archive in which there are the arrays of a table, all of them and no others."""
    return sorted(file_names(content)) == sorted(f"{name}.npy" for name in MEMBERS)


def read_saved_table(content: bytes, name: str) -> Table:
    """The table in such an archive: a column for each feature as it is, and one for the labels.

    Raises:
        TableError: it is damaged, or there is no table in it.
    """
    try:
        found = from_bytes(content)
    except DnnError as error:
        raise TableError(error.message) from None
    target = _free_name(found.feature_names)
    frame = pd.DataFrame(found.X.T, columns=list(found.feature_names))  # (m, n_x)
    frame[target] = _labels(found)
    rows = np.arange(1, len(frame) + 1)
    return Table(name=name, frame=frame, rows=rows, notes=(_note(found, target),), target=target)


def _note(content: TableContent, target: str) -> Text:
    if content.class_names:
        return Text(
            "A table as this program saves it: features stay as they are, “{column}” has the classes.", column=target
        )
    return Text(
        "A table as this program saves it: features stay as they are, “{column}” has the targets of a regression.",
        column=target,
    )


def _free_name(feature_names: Collection[str]) -> str:
    """A name for the column of labels that no feature has: y, or y with a number behind it."""
    names = (TARGET if number == 1 else f"{TARGET} ({number})" for number in count(1))
    return next(name for name in names if name not in feature_names)


def _labels(content: TableContent) -> Any:
    """The labels (m,): targets of a regression as they are; of classes the numbers that they are called by, where those
    are ascending and would be taken for classes again; or else their names."""
    if not content.class_names:
        return content.labels
    numbers = _numbers(content.class_names)
    if numbers is not None:
        values = numbers[content.labels.astype(np.int64)]  # (m,)
        if len(set(values.tolist())) <= 2 or are_classes(values):
            return values
    categories = pd.Index(content.class_names, dtype=object)
    return pd.Categorical.from_codes(content.labels.astype(np.int64), categories=categories)


def _numbers(class_names: tuple[str, ...]) -> Floats | None:
    """The numbers (C,) that are the names of classes, written as `prepare` writes them; None where one is no number, or
    where they do not ascend."""
    try:
        numbers = [float(name) for name in class_names]
    except ValueError:
        return None
    is_written = all(f"{number:.15g}" == name for number, name in zip(numbers, class_names, strict=True))
    is_ascending = all(first < second for first, second in pairwise(numbers))
    return np.array(numbers) if is_written and is_ascending and np.isfinite(numbers).all() else None
