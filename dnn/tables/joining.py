"""Two tables that are the parts of one: the course has its training part in one file and its test part in another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from dnn.tables.table import Table
from dnn.tables.table_error import unusable
from dnn.text.messages import Text

MAX_PARTS = 2


def joined(tables: Sequence[Table]) -> Table:
    """The table of a training and a test part, in whatever order they are given.

    Raises:
        TableError: they are not one of each, or not of the same columns and classes.
    """
    trains = [table for table in tables if not table.test_rows]
    tests = [table for table in tables if table.test_rows == len(table.frame)]
    if len(tables) != MAX_PARTS or len(trains) != 1 or len(tests) != 1:
        expected = Text("a file with a training part and one with a test part, both arrays")
        raise unusable(expected, Text("other files"), Text("one file, or those two"))
    train, test = trains[0], tests[0]
    if not _fit(train, test):
        raise unusable(
            Text("the same features and classes in both parts"), Text("others"), Text("files that belong together")
        )
    frame = pd.concat([train.frame, test.frame], ignore_index=True)
    note = Text(
        "Two files: {train} examples for training, {test} for testing.", train=len(train.frame), test=len(test.frame)
    )
    rows = np.concatenate([train.rows, test.rows])  # (m,)
    return replace(train, frame=frame, rows=rows, notes=(*train.notes, note), test_rows=len(test.frame))


def _fit(train: Table, test: Table) -> bool:
    """True if both have the same columns of the same kinds, and the same target."""
    return (
        train.target == test.target
        and train.image_shape == test.image_shape
        and list(train.frame) == list(test.frame)
        and (train.frame.dtypes == test.frame.dtypes).all()
    )
