"""A table of one's own as the data of a run: arrays or a data frame become a content, and a configuration names it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dnn.configuration.dataset import DatasetConfig
from dnn.configuration.labels import read_labels
from dnn.datasets.contents import CONTENTS, TableContent
from dnn.datasets.contents.reference import CONTENT
from dnn.datasets.data import Floats
from dnn.datasets.divisions import BY_CLASS
from dnn.datasets.own_table import DIVISION, NAME
from dnn.errors import ConfigurationError, ShapeError, shown
from dnn.text.messages import Text

TEST_FRACTION = 0.3


def from_arrays(
    X: ArrayLike,
    Y: ArrayLike,
    *,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] | None = None,
    task: str | None = None,
    test_fraction: float = TEST_FRACTION,
    seed: int = 0,
    standardize: bool = True,
) -> DatasetConfig:
    """Make a dataset of one's own arrays; this process can train on it from then on.

    Args:
        X: (n_x, m) features, one example per column: at most 500 and 100,000.
        Y: (m,), (1, m) or one-hot (C, m): words, truth values and one-hot columns are classes; numbers are, too, where
            they are 0 and 1, or whole with at most 20 different ones, each for two examples on average. All others are
            the targets of a regression.
        feature_names: one for each row of X; x1, x2, … if left out.
        class_names: one for each class, in the order of their numbers.
        task: "binary", "multiclass" or "regression", where it is not to follow from Y.
        test_fraction: share of the test part, 0 … 0.9; each class keeps its proportion in both parts.
        seed: of the order of the examples and of the split.
        standardize: whether features, and the targets of a regression, are brought to mean 0 and standard deviation 1
            of the training part.

    Returns:
        The `dataset` of a RunConfig. It holds the hash of the arrays and not the arrays: another process needs
        them as well.

    Raises:
        ShapeError: X is not (n_x, m), or Y is none of its shapes.
        ConfigurationError: a number that is not finite, labels that are none, a name that cannot be shown, or too much.
    """
    content = content_of_arrays(X, Y, feature_names=feature_names, class_names=class_names, task=task)
    config = configuration_of(content, test_fraction, seed, standardize)
    CONTENTS.put(content)
    return config


def from_dataframe(
    frame: Any,
    target: str,
    features: Sequence[str] | None = None,
    *,
    task: str | None = None,
    test_fraction: float = TEST_FRACTION,
    seed: int = 0,
    standardize: bool = True,
) -> DatasetConfig:
    """Make a dataset of a pandas DataFrame, one example per row.

    Columns of numbers and truth values are a feature each; columns of words and categories are one-hot, a feature for
    each different word.

    Args:
        frame: the DataFrame.
        target: the column that is to be learned; its classes are sorted, or in the order of its categories.
        features: the columns to learn from; all but the target if left out.
        task, test_fraction, seed, standardize: as those of `from_arrays`.

    Returns:
        As `from_arrays` does.

    Raises:
        ConfigurationError: a column that is not there or there twice, a value that is missing or of another kind, with
            its row and column; and whatever `from_arrays` refuses.
    """
    given = [name for name in frame.columns if name != target] if features is None else list(features)
    for name in (target, *given):
        _check_column(frame, name)
    if target in given:
        raise ConfigurationError("features", Text("without the target"), target, Text("the other columns"))
    encoded = [row for name in given for row in _encoded(frame, name)]
    if not encoded:
        raise ConfigurationError("features", Text("one column at least"), Text("nothing"), Text("the other columns"))
    values = _values(frame, target)
    is_category = values.dtype.kind not in "biuf"
    content = content_of_arrays(
        np.stack([row for _name, row in encoded]),  # (n_x, m)
        np.array([str(value) for value in values]) if is_category else values,
        feature_names=[name for name, _row in encoded],
        class_names=_categories(frame, target, values) if is_category and task != "regression" else None,
        task=task,
    )
    config = configuration_of(content, test_fraction, seed, standardize)
    CONTENTS.put(content)
    return config


def content_of_arrays(
    X: ArrayLike,
    Y: ArrayLike,
    *,
    feature_names: Sequence[str] | None = None,
    class_names: Sequence[str] | None = None,
    task: str | None = None,
) -> TableContent:
    """The content that `from_arrays` makes of its arguments, stored nowhere.

    Raises:
        ShapeError, ConfigurationError: as `from_arrays`.
    """
    matrix = np.asarray(X)
    if matrix.ndim != 2 or 0 in matrix.shape:
        raise ShapeError("X", "(n_x, m)", (1, max(1, matrix.size)), matrix.shape)
    labels = read_labels(Y, matrix.shape[1], class_names, task)
    names = [f"x{j}" for j in range(1, len(matrix) + 1)] if feature_names is None else feature_names
    return TableContent(matrix, labels.values, tuple(names), labels.class_names)


def configuration_of(
    content: TableContent,
    test_fraction: float = TEST_FRACTION,
    seed: int = 0,
    standardize: bool = True,
    division: str = BY_CLASS,
) -> DatasetConfig:
    """The configuration that names a content.

    Raises:
        ConfigurationError: a value out of range.
    """
    return DatasetConfig(
        name=NAME,
        samples=None,
        noise=0.0,
        test_fraction=test_fraction,
        seed=seed,
        standardize=standardize,
        options=((CONTENT, str(content.reference)), (DIVISION, division)),
    )


def _check_column(frame: Any, name: object) -> None:
    count = sum(1 for column in frame.columns if column == name)
    if count != 1:
        got = Text("nothing") if count == 0 else Text("it {count} times", count=count)
        raise ConfigurationError(
            Text("the column {name}", name=shown(name)), Text("in the table once"), got, Text("another name")
        )


def _encoded(frame: Any, name: object) -> list[tuple[str, Floats]]:
    """The features that a column gives, name and row (m,) each."""
    values = _values(frame, name)
    if values.dtype.kind in "biuf":
        return [(str(name), values.astype(np.float64))]
    words = np.array([str(value) for value in values])
    return [(f"{name} = {word}", (words == word).astype(np.float64)) for word in _categories(frame, name, values)]


def _categories(frame: Any, name: object, values: NDArray[Any]) -> list[str]:
    """The different words of a column: sorted, or in the order that its type has."""
    present = {str(value) for value in values}
    order: Iterable[object] = getattr(frame[name].dtype, "categories", sorted(present))
    return [str(category) for category in order if str(category) in present]


def _values(frame: Any, name: object) -> NDArray[Any]:
    """A column without gaps (m,): numbers and truth values as such, words and categories as objects.

    Raises:
        ConfigurationError: a value is missing, or neither a number nor a word.
    """
    column = frame[name]
    missing = np.flatnonzero(np.asarray(column.isna(), dtype=bool))
    if missing.size:
        raise _refused(missing[0], name, Text("given"), Text("nothing"), Text("leaving its row out, or a value for it"))
    kind = column.dtype.kind
    if kind in "biuf":
        return np.asarray(column.to_numpy(dtype={"b": bool, "f": np.float64}.get(kind, np.int64)))
    values = np.array([None, *column.tolist()], dtype=object)[1:]  # None keeps NumPy from making anything else of them
    for row, value in enumerate(values):
        if not isinstance(value, str | bool | int):
            raise _refused(row, name, Text("a number or a word"), value, Text("a column of numbers or of words"))
    return values


def _refused(row: int, name: object, expected: Text, got: object, hint: Text) -> ConfigurationError:
    field = Text("row {row} of the column {name}", row=int(row) + 1, name=shown(name))
    return ConfigurationError(field, expected, got, hint)
