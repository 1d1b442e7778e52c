"""Labels as they come, numbers, words or one-hot columns, as the class numbers or targets of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dnn.datasets.data import Floats
from dnn.errors import ConfigurationError, ShapeError
from dnn.losses import TASKS
from dnn.text.messages import Text
from dnn.validation.checks import one_of
from dnn.validation.shape_checks import usual_cause

MAX_GUESSED_CLASSES = 20
"""Different whole numbers that are taken for classes where nobody says what they are."""
REGRESSION = "regression"
TASK_OF = {1: "binary", 2: "binary"}
"""The tasks of few classes; more are MANY."""
MANY = "multiclass"


@dataclass(frozen=True, eq=False)
class Labels:
    """Goal of learning: class numbers 0 … C − 1 (m,) and the C names, or targets (m,) and no names."""

    values: Floats
    class_names: tuple[str, ...]


def read_labels(Y: ArrayLike, m: int, class_names: Sequence[str] | None = None, task: str | None = None) -> Labels:
    """The labels of m examples.

    Args:
        Y: (m,), (1, m) or one-hot (C, m). Words, truth values and one-hot columns are classes. Numbers are, too, where
            they are 0 and 1, or whole with at most MAX_GUESSED_CLASSES different ones, each for two examples on
            average; all others are targets of a regression.
        m: the number of examples.
        class_names: the names of the classes, in the order of their numbers; Y then has numbers from 0 or these names.
        task: a name in TASKS, where it is to be said and not guessed.

    Raises:
        ShapeError: Y does not have one of these shapes.
        ConfigurationError: labels that the task or the names do not allow.
    """
    if task is not None:
        one_of("task", task, tuple(TASKS))
    names = None if class_names is None else [str(name) for name in class_names]
    values = np.asarray(Y)
    if task == REGRESSION:
        return Labels(_targets(values, m, names), ())
    if values.ndim == 2 and values.shape[1] == m and len(values) > 1:
        values, names = _class_numbers(values), names or [str(number) for number in range(len(values))]
    values = _row(values, m)
    if task is None and not names and not are_classes(values):
        return Labels(values.astype(np.float64), ())
    found = _classes(values, names)
    usual = TASK_OF.get(len(found.class_names), MANY)
    if task not in (None, usual):
        expected = Text("{task} where the number of classes is {count}", task=usual, count=len(found.class_names))
        raise ConfigurationError("task", expected, task, usual)
    return found


def _targets(Y: NDArray[Any], m: int, names: list[str] | None) -> Floats:
    """The targets (m,) of a regression."""
    if names:
        raise ConfigurationError("class_names", Text("left out of a regression"), len(names), "None")
    values = _row(Y, m)
    if values.dtype.kind not in "biuf":
        raise ConfigurationError("Y", Text("numbers in a regression"), values.tolist()[0], "0.5")
    return values.astype(np.float64)


def _row(Y: NDArray[Any], m: int) -> NDArray[Any]:
    """Y (m,) or (1, m) as (m,).

    Raises:
        ShapeError: it is neither.
    """
    if Y.shape not in ((m,), (1, m)):
        raise ShapeError("Y", "(1, m)", (1, m), Y.shape, usual_cause((1, m), Y.shape))
    return Y.reshape(m)


def _class_numbers(Y: NDArray[Any]) -> NDArray[Any]:
    """The class numbers (m,) of one-hot columns (C, m).

    Raises:
        ConfigurationError: they are not one-hot.
    """
    if Y.dtype.kind in "biuf" and bool(((Y == 0) | (Y == 1)).all() and (Y.sum(axis=0) == 1).all()):
        return Y.argmax(axis=0)
    expected = Text("one-hot: 1 in the row of its class and 0 in the others")
    raise ConfigurationError("Y", expected, Text("other columns"), Text("a row of class numbers"))


def are_classes(values: NDArray[Any]) -> bool:
    """True for labels that nobody would take for measures."""
    if values.dtype.kind not in "iuf":
        return True
    if not np.isfinite(values).all() or (values != np.floor(values)).any():
        return False
    different = np.unique(values)
    if set(different.tolist()) <= {0, 1}:
        return True
    return different.size <= min(MAX_GUESSED_CLASSES, values.size // 2)


def _classes(values: NDArray[Any], names: list[str] | None) -> Labels:
    """Class numbers (m,) and the names of the classes."""
    if values.dtype.kind in "iuf":
        return _numbered(values.astype(np.float64), names)
    words = [_word(value) for value in values.tolist()]
    names = sorted(set(words)) if names is None else names
    numbers = {name: float(number) for number, name in enumerate(names)}
    unknown = next((word for word in words if word not in numbers), None)
    if unknown is not None:
        raise ConfigurationError("Y", Text("made of the names of the classes"), unknown, names[0] if names else "a")
    return Labels(np.array([numbers[word] for word in words]), tuple(names))


def _numbered(values: Floats, names: list[str] | None) -> Labels:
    """Classes that are whole numbers: 0 … C − 1 where they have names; 0 and 1 where there is nothing else."""
    if not np.isfinite(values).all() or (values != np.floor(values)).any():
        wrong = values[~np.isfinite(values) | (values != np.floor(values))][0]
        raise ConfigurationError("Y", Text("whole numbers, or words, where they are classes"), float(wrong), "1")
    different = np.unique(values)
    if set(different.tolist()) <= {0.0, 1.0}:
        different = np.array([0.0, 1.0])
    if names is None:
        return Labels(np.searchsorted(different, values).astype(np.float64), tuple(f"{each:.0f}" for each in different))
    if values.min() < 0 or values.max() >= len(names):
        expected = Text("class numbers from {low} to {high}", low=0, high=len(names) - 1)
        wrong = values[(values < 0) | (values >= len(names))][0]
        raise ConfigurationError("Y", expected, float(wrong), "0")
    return Labels(values, tuple(names))


def _word(value: object) -> str:
    if isinstance(value, str | bool | int):
        return str(value)
    raise ConfigurationError("Y", Text("numbers, or words that are classes"), value, "yes")
