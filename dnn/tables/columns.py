"""Kinds of columns: what each is good for, with counts, so that nothing is chosen in silence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import pandas as pd

from dnn.tables.table import Table

Kind = Literal["number", "category", "boolean", "date", "id", "constant", "free text"]
FEATURE_KINDS: tuple[Kind, ...] = ("number", "category", "boolean")
"""Kinds that are features unless a visitor says otherwise."""
_ID_NAME = re.compile(r"(?:^|[\s_\-.])(?:id|uuid|key|index|number|nr|no)$|编号|学号|序号", re.IGNORECASE)
WIDE = 200
"""Columns up to which rows are compared by pandas."""
MANY = 20
"""Distinct texts up to which a column is a category however few rows there are."""
ALMOST_ALL = 0.9
"""Share of distinct numbers from which on a column that is called an id is one."""
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


_SUMMARIES: WeakKeyDictionary[Table, tuple[ColumnSummary, ...]] = WeakKeyDictionary()


def describe_columns(table: Table) -> tuple[ColumnSummary, ...]:
    """A summary of each column, in the table's order; made once for a table."""
    found = _SUMMARIES.get(table)
    if found is None:
        if table.target is not None:
            found = _summaries_of_arrays(table, table.target)
        else:
            found = tuple(_summary(str(name), series) for name, series in table.frame.items())
        _SUMMARIES[table] = found
    return found


def _summaries_of_arrays(table: Table, target: str) -> tuple[ColumnSummary, ...]:
    """Summaries of the columns of an archive of arrays, thousands of them perhaps: numbers, none missing."""
    names = [str(name) for name in table.frame if name != target]
    X = np.sort(table.frame[names].to_numpy(dtype=np.float64), axis=0)  # (m, n_x)
    is_new = np.ones(X.shape, dtype=bool)  # (m, n_x)
    is_new[1:] = np.diff(X, axis=0) != 0
    places = np.where(is_new, np.arange(len(X))[:, None], 0)  # (m, n_x)
    longest = (np.arange(len(X))[:, None] - np.maximum.accumulate(places, axis=0)).max(axis=0) + 1  # (n_x,)
    shares, distinct = longest / max(len(X), 1), is_new.sum(axis=0)  # (n_x,), (n_x,)
    features = {
        name: ColumnSummary(name, "number" if count > 1 else "constant", 0, int(count), 1, float(share))
        for name, count, share in zip(names, distinct, shares, strict=True)
    }
    labels = {target: _summary(target, table.frame[target])}
    return tuple((features | labels)[str(name)] for name in table.frame)


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
    """True for whole numbers that count the rows, or that are called an id and are almost all different: of rows that
    stand twice, ids do as well."""
    is_called_so = _ID_NAME.search(name) is not None
    if present < 3 or distinct < (ALMOST_ALL * present if is_called_so else present):
        return False
    values = numbers.dropna().to_numpy()
    if (values % 1 != 0).any():
        return False
    return is_called_so or (bool((np.diff(values) == 1).all()) and present > MANY)


def duplicate_rows(table: Table) -> int:
    """The number of rows that are equal to one above them."""
    return int(repeated_rows(table.frame).sum())


def repeated_rows(frame: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """(m,) True for rows that are equal to one above them. pandas looks at one column after the other, which takes
    seconds where there are thousands."""
    if frame.shape[1] <= WIDE:
        return frame.duplicated().to_numpy(dtype=bool)
    numbers = np.ascontiguousarray(frame.select_dtypes(np.float64).to_numpy()) + 0.0  # (m, columns); −0 is 0
    others = frame.select_dtypes(exclude=np.float64).astype(str).itertuples(index=False, name=None)
    seen: set[tuple[bytes, tuple[str, ...]]] = set()
    repeated = np.zeros(len(frame), dtype=bool)  # (m,)
    for index, (row, words) in enumerate(zip(numbers, others, strict=True)):
        key = row.tobytes(), tuple(words)
        repeated[index] = key in seen
        seen.add(key)
    return repeated
