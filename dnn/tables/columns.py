"""Kinds of columns: what each is good for, with counts, so that nothing is chosen in silence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from dnn.tables.table import Table

Kind = Literal["number", "category", "boolean", "date", "id", "constant", "free text"]
FEATURE_KINDS: tuple[Kind, ...] = ("number", "category", "boolean")
"""Kinds that are features unless a visitor says otherwise."""
_ID_NAME = re.compile(r"(?:^|[\s_\-.])(?:id|uuid|key|index|number|nr|no)$|编号|学号|序号", re.IGNORECASE)
MANY = 20
"""Distinct texts up to which a column is a category however few rows there are."""
_REPEATED = 0.5
"""Share of distinct texts up to which a column is a category."""


@dataclass(frozen=True)
class ColumnSummary:
    """A column in numbers.

    Attributes:
        name: its name, to be shown literally.
        kind: what it is good for.
        missing: cells without a value.
        distinct: different values.
        width: rows of X that it makes: 1, or of a category one for each value.
        largest_share: the share of the most frequent value among those that are there; 0 without any.
    """

    name: str
    kind: Kind
    missing: int
    distinct: int
    width: int
    largest_share: float


def describe_columns(table: Table) -> tuple[ColumnSummary, ...]:
    """A summary of each column, in the table's order."""
    return tuple(_summary(str(name), series) for name, series in table.frame.items())


def _summary(name: str, series: pd.Series) -> ColumnSummary:
    counts = series.value_counts()
    sizes = counts[counts > 0].to_numpy(dtype=np.int64)
    distinct, present = len(sizes), int(sizes.sum())
    kind = _kind(name, series, distinct, present)
    width = distinct if isinstance(series.dtype, pd.CategoricalDtype) else 1
    share = float(sizes.max() / present) if present else 0.0
    return ColumnSummary(name, kind, len(series) - present, distinct, width, share)


def _kind(name: str, series: pd.Series, distinct: int, present: int) -> Kind:
    if distinct < 2:
        return "constant"
    if series.dtype == "boolean":
        return "boolean"
    if series.dtype.kind == "M":
        return "date"
    if not isinstance(series.dtype, pd.CategoricalDtype):
        return "id" if _is_id(name, series, distinct, present) else "number"
    if distinct <= max(_REPEATED * present, min(MANY, present - 1)):
        return "category"
    has_words = series.cat.categories.str.strip().str.contains(" ", regex=False).mean() > 0.5
    return "free text" if has_words else "id"


def _is_id(name: str, numbers: pd.Series, distinct: int, present: int) -> bool:
    """True for whole numbers that are all different, and are called an id or count the rows."""
    if distinct < present or present < 3:
        return False
    values = numbers.dropna().to_numpy()
    if (values % 1 != 0).any():
        return False
    counts_rows = bool((np.diff(values) == 1).all()) and present > MANY
    return counts_rows or _ID_NAME.search(name) is not None


def duplicate_rows(table: Table) -> int:
    """The number of rows that are equal to one above them."""
    return int(table.frame.duplicated().sum())


def class_counts(table: Table, target: str) -> tuple[tuple[str, int], ...]:
    """The values of a column with the number of their rows, the most frequent first: the imbalance of classes."""
    counts = table.frame[target].value_counts()
    return tuple((str(value), int(count)) for value, count in counts.items() if count)
