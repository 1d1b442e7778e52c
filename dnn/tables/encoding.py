"""The features of a table as numbers: categories one-hot, dates in days, missing values filled, images small enough."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dnn.datasets.contents import MAX_TABLE_FEATURES, MAX_TABLE_NUMBERS
from dnn.datasets.data import Floats, Integers
from dnn.tables.images import smaller
from dnn.tables.preparation import Preparation
from dnn.tables.table_error import TableError, too_large, unusable
from dnn.text.messages import CountedText, Text

MISSING_VALUE = "missing"
"""The name of the category that missing values make."""
MICROSECONDS_A_DAY = 86_400_000_000


def require_width(frame: pd.DataFrame, features: tuple[str, ...]) -> None:
    """Refuse more features than there may be, before any is made."""
    widths = {name: frame[name].nunique() if _is_text(frame[name]) else 1 for name in features}
    total = sum(widths.values())
    if total <= MAX_TABLE_FEATURES and total * len(frame) > MAX_TABLE_NUMBERS:
        numbers = f"{total * len(frame):,}"
        raise too_large(Text("at most {most} numbers in X", most=f"{MAX_TABLE_NUMBERS:,}"), numbers)
    if total > MAX_TABLE_FEATURES:
        widest = max(widths, key=lambda name: widths[name])
        got = Text(
            "{total}, {width} of them from column “{column}”",
            total=f"{total:,}",
            width=f"{widths[widest]:,}",
            column=widest,
        )
        expected = Text("at most {most} features, categories one-hot", most=MAX_TABLE_FEATURES)
        raise unusable(expected, got, Text("leaving that column out"))


def matrix(
    frame: pd.DataFrame, features: tuple[str, ...], preparation: Preparation, train: Integers, notes: list[Text]
) -> tuple[Floats, tuple[str, ...]]:
    """X (n_x, m) and the names of its rows."""
    chosen = frame[list(features)]
    if (chosen.dtypes == np.float64).all() and not chosen.isna().to_numpy().any():
        return np.ascontiguousarray(chosen.to_numpy(dtype=np.float64).T), features  # (n_x, m)
    encoded = [pair for name in features for pair in _encoded(frame[name], name, preparation, train, notes)]
    return np.array([values for _, values in encoded]), tuple(name for name, _ in encoded)  # (n_x, m)


def images_that_fit(
    X: Floats, names: tuple[str, ...], shape: tuple[int, ...] | None, way: str, notes: list[Text]
) -> tuple[Floats, tuple[str, ...], tuple[int, ...] | None]:
    """Images (n_x, m) small enough to be features, with the names of those and the shape of one."""
    if shape is None or len(names) <= MAX_TABLE_FEATURES:
        return X, names, shape
    X, made = smaller(X, shape, way, MAX_TABLE_FEATURES)
    sizes = {name: " × ".join(map(str, each)) for name, each in (("old", shape), ("new", made))}
    notes.append(
        Text(
            "Images of {old} became {new} by means of blocks: {n_x} features, where there may be {most}.",
            n_x=len(X),
            most=MAX_TABLE_FEATURES,
            **sizes,
        )
    )
    return X, tuple(f"x{number}" for number in range(1, len(X) + 1)), made


def _is_text(series: pd.Series) -> bool:
    return isinstance(series.dtype, pd.CategoricalDtype)


def _encoded(
    series: pd.Series, name: str, preparation: Preparation, train: Integers, notes: list[Text]
) -> list[tuple[str, Floats]]:
    """The features (m,) of a column with their names, missing values filled from the training part."""
    is_missing = series.isna().to_numpy(dtype=bool)  # (m,)
    missing = int(is_missing.sum())
    if _is_text(series):
        return _one_hot(series, name, preparation, train, notes)
    if series.dtype.kind == "M":
        values = series.to_numpy("datetime64[us]").astype(np.int64) / MICROSECONDS_A_DAY
        notes.append(Text("Column “{column}”: dates are days since 1970-01-01.", column=name))
    else:
        values = series.astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    if not missing:
        return [(name, values)]
    known = values[train][~is_missing[train]]
    if not known.size:
        raise _nothing_known(name)
    filling = _most_frequent(known) if preparation.missing == "most_frequent" else float(known.mean())
    filled = np.where(is_missing, filling, values)  # (m,)
    notes.append(_filled(name, missing, f"{filling:.6g}"))
    if preparation.missing == "own_category":
        return [(name, filled), (f"{name} = {MISSING_VALUE}", is_missing.astype(np.float64))]
    return [(name, filled)]


def _filled(column: str, count: int, value: str) -> CountedText:
    """A note on missing values of a column that were filled in."""
    return CountedText(
        "Column “{column}”: {count} missing value became {value}.",
        "Column “{column}”: {count} missing values became {value}.",
        count,
        column=column,
        value=value,
    )


def _nothing_known(column: str) -> TableError:
    expected = Text("a value of column “{column}” in the training part", column=column)
    return unusable(expected, Text("none"), Text("leaving that column out"))


def _most_frequent(values: Floats) -> float:
    found, counts = np.unique(values, return_counts=True)
    return float(found[np.argmax(counts)])


def _one_hot(
    series: pd.Series, name: str, preparation: Preparation, train: Integers, notes: list[Text]
) -> list[tuple[str, Floats]]:
    """A feature of 0 and 1 for each category, in the order of their words."""
    used = series.cat.remove_unused_categories()
    words = [str(word) for word in used.cat.categories]
    codes = used.cat.codes.to_numpy(dtype=np.int64)  # (m,)
    missing = int((codes < 0).sum())
    if missing and preparation.missing == "own_category":
        words.append(_free_name(words))
        codes = np.where(codes < 0, len(words) - 1, codes)
    elif missing:
        known = codes[train][codes[train] >= 0]
        if not known.size:
            raise _nothing_known(name)
        codes = np.where(codes < 0, np.argmax(np.bincount(known)), codes)
    if missing:
        value = words[int(codes[used.isna().to_numpy(dtype=bool)][0])]
        notes.append(_filled(name, missing, value))
    notes.append(
        CountedText(
            "Column “{column}”: {count} category makes one feature.",
            "Column “{column}”: {count} categories make as many features of 0 and 1.",
            len(words),
            column=name,
        )
    )
    order = sorted(range(len(words)), key=lambda index: words[index])
    return [(f"{name} = {words[index]}", (codes == index).astype(np.float64)) for index in order]


def _free_name(words: list[str]) -> str:
    """A name for the missing values that no category has."""
    name = MISSING_VALUE
    while name in words:
        name += "'"
    return name
