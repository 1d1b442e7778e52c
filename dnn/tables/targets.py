"""The targets of a table: its task, its labels, and the names of its classes."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dnn.configuration.labels import are_classes
from dnn.datasets.contents import MAX_TABLE_CLASSES
from dnn.datasets.data import Floats
from dnn.losses import TASKS
from dnn.tables.chosen import SHOWN_NAMES
from dnn.tables.preparation import AUTO, Preparation
from dnn.tables.table import Table
from dnn.tables.table_error import unusable
from dnn.text.messages import CountedText, Enumeration, Text


def task_of(target: pd.Series, preparation: Preparation) -> str:
    """The task that is named, or the one that the labels make likely."""
    distinct = int(target.nunique())
    task = preparation.task
    if task == AUTO:
        is_regression = _is_number(target) and distinct > 2 and not are_classes(target.to_numpy())
        task = "regression" if is_regression else "binary" if distinct == 2 else "multiclass"
    if TASKS[task].is_regression:
        if not _is_number(target):
            got = Text("column “{column}”, which is none", column=preparation.target)
            raise unusable(Text("numbers as targets of a regression"), got, Text("the task multiclass"))
        return task
    expected = Text("two classes") if task == "binary" else Text("2 to {most} classes", most=MAX_TABLE_CLASSES)
    allowed = distinct == 2 if task == "binary" else 2 <= distinct <= MAX_TABLE_CLASSES
    if not allowed:
        got = CountedText(
            "{count} in column “{column}”", "{count} in column “{column}”", distinct, column=preparation.target
        )
        raise unusable(expected, got, Text("another target or task"))
    return "binary" if distinct == 2 else task


def labels_of(table: Table, target: pd.Series, task: str, name: str) -> tuple[Floats, tuple[str, ...]]:
    """The labels (m,) and the names of the classes, numbers and words ascending; those of an archive in its order."""
    if TASKS[task].is_regression:
        return target.to_numpy(dtype=np.float64), ()
    if target.dtype == "boolean":
        return target.to_numpy(dtype=np.float64), table.words.get(name, ("false", "true"))
    if _is_number(target):
        values, numbers = np.unique(target.to_numpy(), return_inverse=True)
        return numbers.astype(np.float64), tuple(f"{value:.15g}" for value in values)
    if table.target == name:  # an archive of arrays, whose classes have an order
        used = target.cat.remove_unused_categories()
        return used.cat.codes.to_numpy(dtype=np.float64), tuple(str(word) for word in used.cat.categories)
    words, numbers = np.unique(target.astype(str).to_numpy(dtype=object), return_inverse=True)
    return numbers.astype(np.float64), tuple(words.tolist())


def note_classes(labels: Floats, class_names: tuple[str, ...], notes: list[Text]) -> None:
    """Notes on classes of a single example and on imbalance."""
    if not class_names:
        return
    counts = np.bincount(labels.astype(np.int64), minlength=len(class_names))
    single = [class_names[index] for index in np.flatnonzero(counts == 1)]
    if single:
        notes.append(
            CountedText(
                "{count} class has a single example, which is trained on: {names}.",
                "{count} classes have a single example each, which is trained on: {names}.",
                len(single),
                names=Enumeration(single[:SHOWN_NAMES]),
            )
        )
    share = counts.max() / counts.sum()
    if share >= 0.8:
        name = class_names[int(np.argmax(counts))]
        notes.append(
            Text("{percent} % of the examples are of class “{name}”.", percent=f"{100 * share:.1f}", name=name)
        )


def _is_number(series: pd.Series) -> bool:
    return bool(series.dtype == np.float64)
