"""Make the matrices of a dataset of a table: X one example a column, labels, names, and a note on all that was done."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from dnn.configuration.labels import are_classes
from dnn.datasets.contents import MAX_TABLE_CLASSES, MAX_TABLE_FEATURES, MAX_TABLE_NUMBERS
from dnn.datasets.data import Floats, Integers
from dnn.datasets.divisions import DIVISIONS, IN_ORDER
from dnn.datasets.streams import DRAW, SPLIT
from dnn.losses import TASKS
from dnn.tables.columns import FEATURE_KINDS, ColumnSummary, describe_columns, repeated_rows
from dnn.tables.images import smaller
from dnn.tables.preparation import AUTO, Preparation
from dnn.tables.table import Table
from dnn.tables.table_error import TableError, too_large, unusable
from dnn.text.messages import CountedText, Enumeration, Text

MISSING_VALUE = "missing"
"""The name of the category that missing values make."""
SHOWN_NAMES = 8
MICROSECONDS_A_DAY = 86_400_000_000


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
    features = _features(table, preparation, notes)
    kept = _kept_rows(table, preparation, features, notes)
    frame, rows = table.frame[kept].reset_index(drop=True), table.rows[kept]
    if len(frame) < 2:
        raise _too_few(len(frame), Text("another way with missing values"))
    task = _task(frame[preparation.target], preparation)
    labels, class_names = _labels(table, frame[preparation.target], task, preparation.target)
    own_test = int(kept[len(kept) - table.test_rows :].sum()) if table.test_rows else 0
    division, test_fraction = _division(preparation, own_test, len(labels))
    train, test = _parts(labels, task, division, test_fraction, preparation.seed)
    if own_test == len(frame):
        raise unusable(Text("a training part"), Text("a test part alone"), Text("both files of the data at once"))
    if len(train) < 1:
        raise _too_few(len(train), Text("a smaller test part"))
    if table.target is None:
        _require_width(frame, features)
    X, names = _matrix(frame, features, preparation, train, notes)
    X, names, image_shape = _images(X, names, table.image_shape, preparation.images, notes)
    _note_classes(labels, class_names, notes)
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


def _features(table: Table, preparation: Preparation, notes: list[Text]) -> tuple[str, ...]:
    """The columns that X is made of."""
    known = tuple(str(name) for name in table.frame)
    for name in (preparation.target, *preparation.features):
        if name not in known:
            choices = Enumeration([repr(each) for each in known[:SHOWN_NAMES]])
            raise unusable(Text("a column of the table"), repr(name)[:60], Text("one of {names}", names=choices))
    if preparation.target in preparation.features or len(set(preparation.features)) < len(preparation.features):
        raise unusable(
            Text("features that are distinct and not the target"),
            Text("{names}", names=Enumeration(preparation.features[:SHOWN_NAMES])),
            Text("each once"),
        )
    if preparation.features:
        return preparation.features
    if table.target is not None:  # an archive of arrays, whose features are the rows of X as they are
        return tuple(name for name in known if name != preparation.target)
    chosen, left_out = list[str](), list[ColumnSummary]()
    for summary in describe_columns(table):
        name = summary.name
        if name == preparation.target:
            continue
        if summary.kind in FEATURE_KINDS:
            chosen.append(name)
        else:
            left_out.append(summary)
    notes.extend(map(_left_out, left_out))
    if not chosen:
        raise unusable(Text("at least one feature"), _no_features(left_out), Text("naming features"))
    return tuple(chosen)


def _no_features(left_out: list[ColumnSummary]) -> Text:
    """Words for why a table has no features."""
    if not left_out:
        return Text("none beside the target")
    first = left_out[0]
    return Text("none, since column “{column}” is {kind}", column=first.name, kind=LEFT_OUT[first.kind])


def _left_out(summary: ColumnSummary) -> Text:
    """A note on a column that is no feature unless it is named."""
    return CountedText(
        "Column “{column}” with {count} different value is left out: it is {kind}.",
        "Column “{column}” with {count} different values is left out: it is {kind}.",
        summary.distinct,
        count=f"{summary.distinct:,}",
        column=summary.name,
        kind=LEFT_OUT[summary.kind],
    )


LEFT_OUT: dict[str, Text] = {
    "id": Text("an id, another in every row"),
    "date": Text("a date"),
    "constant": Text("constant or empty"),
    "free text": Text("free text"),
}
"""Reasons for which columns of other kinds are no features unless they are named."""


def _kept_rows(table: Table, preparation: Preparation, features: tuple[str, ...], notes: list[Text]) -> np.ndarray:
    """(rows,) True in the rows that are used."""
    frame = table.frame[[*features, preparation.target]]
    kept = table.frame[preparation.target].notna().to_numpy(dtype=bool, copy=True)
    _note(
        notes,
        CountedText(
            "{count} row without a label left out.", "{count} rows without a label left out.", int((~kept).sum())
        ),
    )
    if preparation.missing == "drop_rows":
        whole = frame.notna().all(axis=1).to_numpy(dtype=bool)
        _note(
            notes,
            CountedText(
                "{count} row with a missing value left out.",
                "{count} rows with a missing value left out.",
                int((kept & ~whole).sum()),
            ),
        )
        kept &= whole
    again = repeated_rows(frame[kept])
    if preparation.duplicates == "drop":
        _note(
            notes,
            CountedText(
                "{count} row that is equal to another left out.",
                "{count} rows that are equal to others left out.",
                int(again.sum()),
            ),
        )
        kept[np.flatnonzero(kept)[again]] = False
    else:
        _note(
            notes,
            CountedText(
                "{count} row is equal to another, and kept.",
                "{count} rows are equal to others, and kept.",
                int(again.sum()),
            ),
        )
    return kept


def _note(notes: list[Text], note: CountedText) -> None:
    """Add a note, if it counts anything."""
    if note.number:
        notes.append(note)


def _is_number(series: pd.Series) -> bool:
    return bool(series.dtype == np.float64)


def _task(target: pd.Series, preparation: Preparation) -> str:
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


def _labels(table: Table, target: pd.Series, task: str, name: str) -> tuple[Floats, tuple[str, ...]]:
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


def _require_width(frame: pd.DataFrame, features: tuple[str, ...]) -> None:
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


def _matrix(
    frame: pd.DataFrame, features: tuple[str, ...], preparation: Preparation, train: Integers, notes: list[Text]
) -> tuple[Floats, tuple[str, ...]]:
    """X (n_x, m) and the names of its rows."""
    chosen = frame[list(features)]
    if (chosen.dtypes == np.float64).all() and not chosen.isna().to_numpy().any():
        return np.ascontiguousarray(chosen.to_numpy(dtype=np.float64).T), features  # (n_x, m)
    encoded = [pair for name in features for pair in _encoded(frame[name], name, preparation, train, notes)]
    return np.array([values for _, values in encoded]), tuple(name for name, _ in encoded)  # (n_x, m)


def _images(
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


def _note_classes(labels: Floats, class_names: tuple[str, ...], notes: list[Text]) -> None:
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
