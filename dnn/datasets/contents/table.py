"""The content of a table: features, labels and names, checked where they come in, and the hash that stands for them."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dnn.datasets.contents.reference import (
    MAX_TABLE_CLASSES,
    MAX_TABLE_EXAMPLES,
    MAX_TABLE_FEATURES,
    MAX_TABLE_NUMBERS,
    ContentReference,
)
from dnn.datasets.data import Floats
from dnn.errors import ConfigurationError, ShapeError
from dnn.text.messages import Text

MAX_TABLE_NAME_LENGTH = 200
"""Characters of the name of a feature or of a class."""
MAX_TABLE_NUMBER = 1e100
"""Largest size of a number, of which many can still be squared and added."""
UNPRINTED = ("Cc", "Cs")
"""Unicode's categories of what no name has: control characters, and halves of characters."""
CANONICAL = np.dtype("<f8")
"""Numbers as they are hashed: float64, the least byte first."""


@dataclass(frozen=True, eq=False)
class TableContent:
    """The examples of a table, read-only; two with the same digest are the same.

    Attributes:
        X: (n_x, m) features, one example per column, float64.
        labels: (m,) the class number of each example, 0 … C − 1, or its target, float64.
        feature_names: one for each row of X.
        class_names: one for each of the C classes; empty for a regression.
    """

    X: Floats
    labels: Floats
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check what is given, and copy it in its canonical form: −0 is 0.

        Raises:
            ShapeError: X is no matrix, or the labels are not (m,).
            ConfigurationError: too much or nothing of it, a number that is not finite or huge, a label of no class, or
                a name that cannot be shown.
        """
        X, labels = np.asarray(self.X), np.asarray(self.labels)
        if X.ndim != 2:
            raise ShapeError("X", "(n_x, m)", (1, X.size), X.shape)
        n_x, m = X.shape
        _check_count(Text("the number of features"), n_x, MAX_TABLE_FEATURES)
        _check_count(Text("the number of examples"), m, MAX_TABLE_EXAMPLES)
        _check_count(Text("the number of entries of X"), n_x * m, MAX_TABLE_NUMBERS)
        if labels.shape != (m,):
            raise ShapeError("labels", "(m,)", (m,), labels.shape)
        object.__setattr__(self, "X", _canonical("X", X))
        object.__setattr__(self, "labels", _canonical("labels", labels))
        object.__setattr__(self, "feature_names", _names("feature_names", self.feature_names, n_x))
        if self.class_names:
            _check_count(Text("the number of classes"), len(self.class_names), MAX_TABLE_CLASSES)
            object.__setattr__(self, "class_names", _names("class_names", self.class_names, len(self.class_names)))
            _check_classes(self.labels, self.class_names)

    @property
    def task(self) -> str:
        """The name of its task."""
        return self.reference.task

    @property
    def nbytes(self) -> int:
        """Bytes of its numbers."""
        return self.X.nbytes + self.labels.nbytes

    @cached_property
    def digest(self) -> str:
        """SHA-256 of names and numbers in a form that depends on no machine, 64 hexadecimal digits."""
        described = {"shape": self.X.shape, "features": self.feature_names, "classes": self.class_names}
        head = json.dumps(described, separators=(",", ":")).encode("ascii")
        hashed = hashlib.sha256(b"dnn table 1\n%d\n" % len(head) + head)
        for array in (self.X, self.labels):
            hashed.update(np.ascontiguousarray(array, CANONICAL).data)
        return hashed.hexdigest()

    @cached_property
    def reference(self) -> ContentReference:
        """Reference by which a configuration names it."""
        n_x, m = self.X.shape
        return ContentReference(n_x, m, len(self.class_names), self.digest)


def _check_count(what: Text, count: int, most: int) -> None:
    if not 1 <= count <= most:
        raise ConfigurationError(what, Text("from {low} to {high}", low=1, high=most), count, str(most))


def _canonical(symbol: str, array: NDArray[Any]) -> Floats:
    """A read-only copy in float64 without negative zeros.

    Raises:
        ConfigurationError: there are no numbers in it, or one that is not finite or too large.
    """
    if array.dtype.kind not in "biuf":
        raise ConfigurationError(symbol, Text("real numbers"), str(array.dtype), "0.5")
    numbers = np.array(array, dtype=np.float64, order="C")
    is_number = np.abs(numbers) <= MAX_TABLE_NUMBER  # of the shape of the array; False for NaN
    if not is_number.all():
        place = tuple(int(index) for index in np.argwhere(~is_number)[0])
        where = f"{symbol}[{', '.join(map(str, place))}]"
        expected = Text("a finite number, at most {high} in size", high=f"{MAX_TABLE_NUMBER:g}")
        raise ConfigurationError(where, expected, float(numbers[place]), "0")
    numbers += 0.0  # −0 becomes 0
    numbers.setflags(write=False)
    return numbers


def _names(field: str, given: Any, count: int) -> tuple[str, ...]:
    """Different names, `count` of them, that can be shown.

    Raises:
        ConfigurationError: there are more or fewer, one twice, or one that is no such name.
    """
    names = tuple(given)
    if len(names) != count:
        raise ConfigurationError(field, Text("names, {count} of them", count=count), len(names), Text("one for each"))
    for number, name in enumerate(names):
        if not isinstance(name, str) or not _is_shown(name):
            expected = Text("1 to {high} characters that can be printed", high=MAX_TABLE_NAME_LENGTH)
            raise ConfigurationError(f"{field}[{number}]", expected, name, "x1")
    if len(set(names)) < count:
        twice = next(name for number, name in enumerate(names) if name in names[:number])
        raise ConfigurationError(field, Text("different names"), twice, Text("another name"))
    return tuple(str(name) for name in names)


def _is_shown(name: str) -> bool:
    if not 1 <= len(name) <= MAX_TABLE_NAME_LENGTH or not name.strip():
        return False
    return not any(unicodedata.category(character) in UNPRINTED for character in name)


def _check_classes(labels: Floats, class_names: tuple[str, ...]) -> None:
    is_class = (labels == np.floor(labels)) & (labels >= 0) & (labels < len(class_names))
    if not is_class.all():
        expected = Text("class numbers from {low} to {high}", low=0, high=len(class_names) - 1)
        raise ConfigurationError("labels", expected, float(labels[~is_class][0]), "0")
