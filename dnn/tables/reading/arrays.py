"""Archives of arrays in the layout of the course: train_set_x, train_set_y, test_set_x, test_set_y.

Images are flattened, one example a column of X. The sizes that an archive states are compared with the limits before
anything is unpacked.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dnn.datasets.contents import MAX_TABLE_EXAMPLES
from dnn.tables.limits import MAX_ARRAY_FEATURES, MAX_ARRAY_NUMBERS
from dnn.tables.table import Table
from dnn.tables.table_error import too_large, unusable
from dnn.text.messages import CountedText, Enumeration, Text
from dnn.validation.array_archive import ArchiveError, read_arrays

Stored = NDArray[Any]
TRAIN_X, TRAIN_Y, TEST_X, TEST_Y, CLASSES = "train_set_x", "train_set_y", "test_set_x", "test_set_y", "list_classes"
COURSE_LAYOUT = Text(
    "the arrays train_set_x and train_set_y, and test_set_x with test_set_y where there is a test part"
)
NUMBER_KINDS = "biuf"
"""Kinds of NumPy's types that are real numbers."""
TARGET = "y"


def is_wanted(name: str) -> bool:
    """True for an array of the course's layout, also with `_orig` behind its name as in the course's notebooks."""
    return name.removesuffix("_orig") in (TRAIN_X, TRAIN_Y, TEST_X, TEST_Y, CLASSES)


def require_numbers(name: str, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
    """Check what an array says of itself before it is read.

    Raises:
        TableError: no numbers, or more than there may be.
    """
    allowed = NUMBER_KINDS + ("SU" if name.removesuffix("_orig") == CLASSES else "")
    if dtype.kind not in allowed:
        got = Text("{kind} in {name}", kind=Text("Python objects") if dtype.hasobject else str(dtype)[:40], name=name)
        raise unusable(Text("arrays of real numbers"), got, Text("saving the numbers alone"))
    if math.prod(shape) > MAX_ARRAY_NUMBERS or any(length < 0 for length in shape):
        got = Text("{name} with {count}", name=name, count=f"{math.prod(shape):,}")
        most = f"{MAX_ARRAY_NUMBERS:,}"
        raise unusable(Text("at most {most} numbers", most=most), got, Text("fewer or smaller examples"))


def read_npz(content: bytes, name: str) -> Table:
    """The table in NumPy's archive.

    Raises:
        TableError: it is damaged, holds something else than arrays of numbers, or too much of it.
    """
    try:
        arrays = read_arrays(
            content, _wanted_arrays, lambda header: require_numbers(header.name, header.shape, header.dtype)
        )
    except ArchiveError as error:
        raise unusable(error.expected, error.got, error.hint) from None
    return course_table(arrays, name)


def _wanted_arrays(names: Sequence[str]) -> Sequence[str]:
    if any(name.startswith("xl/") for name in names):
        raise unusable(Text("a table as text, .npz or .h5"), Text("an Excel workbook"), Text("saving it as CSV first"))
    if not names or not all(name.endswith(".npy") for name in names):
        expected = Text("a table as text, .npz or .h5")
        raise unusable(expected, Text("a ZIP archive of other files"), Text("unpacking it first"))
    return [name for name in names if is_wanted(name.removesuffix(".npy"))]


def course_table(arrays: Mapping[str, Stored], name: str) -> Table:
    """The table of the arrays of the course's layout, the test part last.

    Raises:
        TableError: an array is missing, shapes do not belong together, or a number is not finite.
    """
    named = {title.removesuffix("_orig"): array for title, array in arrays.items()}
    has_test = TEST_X in named or TEST_Y in named
    if has_test and TRAIN_X not in named and TRAIN_Y not in named:
        return _test_part(named, name)
    wanted = (TRAIN_X, TRAIN_Y, *((TEST_X, TEST_Y) if has_test else ()))
    missing = [title for title in wanted if title not in named]
    if missing:
        got = Text("none called {names}", names=Enumeration(missing))
        raise unusable(COURSE_LAYOUT, got, Text("those names"))
    notes: list[Text] = []
    X, labels, image = _part(named, TRAIN_X, TRAIN_Y, notes)
    test_rows = 0
    if has_test:
        X_test, test_labels, _ = _part(named, TEST_X, TEST_Y, notes)
        if X_test.shape[1] != X.shape[1]:
            expected = CountedText(
                "{count} feature of each example in both parts",
                "{count} features of each example in both parts",
                X.shape[1],
            )
            raise unusable(expected, Text("{count} in test_set_x", count=X_test.shape[1]), Text("the same images"))
        X, labels, test_rows = np.concatenate([X, X_test]), np.concatenate([labels, test_labels]), len(X_test)
        notes.append(Text("The file's own parts: {train} for training, {test} for testing.",
                          train=len(X) - test_rows, test=test_rows))  # fmt: skip
    return _table(name, X, _named_classes(labels, named.get(CLASSES), notes), notes, test_rows, image)


def _test_part(named: Mapping[str, Stored], name: str) -> Table:
    """The table of a file that has a test part alone, as the course has one beside that of the training part."""
    for title in (TEST_X, TEST_Y):
        if title not in named:
            raise unusable(COURSE_LAYOUT, Text("none called {names}", names=Enumeration([title])), Text("those names"))
    notes = [Text("A test part alone.")]
    X, labels, image = _part(named, TEST_X, TEST_Y, notes)
    return _table(name, X, _named_classes(labels, named.get(CLASSES), notes), notes, len(X), image)


def _table(
    name: str, X: Stored, labels: Any, notes: list[Text], test_rows: int, image: tuple[int, ...] | None
) -> Table:
    """The table of X (m, n_x) and labels (m,)."""
    frame = pd.DataFrame(X, columns=[f"x{number}" for number in range(1, X.shape[1] + 1)])
    frame[TARGET] = labels
    rows = np.arange(1, len(frame) + 1)
    return Table(
        name=name,
        frame=frame,
        rows=rows,
        notes=tuple(notes),
        target=TARGET,
        test_rows=test_rows,
        image_shape=image,
    )


def _part(
    arrays: Mapping[str, Stored], x: str, y: str, notes: list[Text]
) -> tuple[Stored, Stored, tuple[int, ...] | None]:
    """X as (m, n_x) float64, labels (m,), and the shape of an example that is an image."""
    X, labels = arrays[x], _labels(arrays[y], y)
    m = labels.size
    if X.ndim < 2 or m == 0 or m not in (X.shape[0], X.shape[-1]):
        expected = Text("{name} with an example for each of the {m} labels", name=x, m=m)
        raise unusable(expected, Text("shape {shape}", shape=str(X.shape)), Text("(m, …) as in the course"))
    if X.ndim == 2 and X.shape[0] != m:
        X = X.T
        notes.append(Text("{name}: examples are its columns, since it has {m} of them.", name=x, m=m))
    if X.shape[0] != m:
        expected = Text("{name} with an example for each of the {m} labels", name=x, m=m)
        raise unusable(expected, Text("shape {shape}", shape=str(X.shape)), Text("(m, …) as in the course"))
    image = tuple(int(length) for length in X.shape[1:]) if X.ndim in (3, 4) else None
    n_x = math.prod(X.shape[1:])
    if m > MAX_TABLE_EXAMPLES:
        raise too_large(Text("at most {most} rows", most=f"{MAX_TABLE_EXAMPLES:,}"), f"{m:,}")
    if not 0 < n_x <= MAX_ARRAY_FEATURES:
        most = Text("1 to {most} features of an example", most=f"{MAX_ARRAY_FEATURES:,}")
        raise unusable(most, f"{n_x:,}", Text("smaller images"))
    if X.ndim > 2:
        shape = " × ".join(map(str, X.shape[1:]))
        notes.append(Text("{name}: images of {shape} flattened to {n_x} features.", name=x, shape=shape, n_x=n_x))
    flat = X.reshape(m, n_x).astype(np.float64)  # (m, n_x)
    finite = np.isfinite(flat)
    if not finite.all():
        row, column = np.argwhere(~finite)[0]
        got = Text(
            "{got} in example {row}, feature {column}", got=f"{flat[row, column]:g}", row=row + 1, column=column + 1
        )
        raise unusable(Text("finite numbers in {name}", name=x), got, Text("examples without it"))
    return flat, labels, image


def _labels(Y: Stored, name: str) -> Stored:
    """The labels (m,) of an array (m,), (1, m) or (m, 1)."""
    if Y.ndim == 0 or Y.ndim > 2 or (Y.ndim == 2 and 1 not in Y.shape):
        expected = Text("{name} with one label for each example", name=name)
        raise unusable(expected, Text("shape {shape}", shape=str(Y.shape)), Text("(m,) or (1, m)"))
    labels = Y.reshape(-1).astype(np.float64)
    if not np.isfinite(labels).all():
        place = int(np.argmin(np.isfinite(labels)))
        got = Text("{got} of example {row}", got=f"{labels[place]:g}", row=place + 1)
        raise unusable(Text("finite labels in {name}", name=name), got, Text("examples without it"))
    return labels


def _named_classes(labels: Stored, names: Stored | None, notes: list[Text]) -> Any:
    """The labels, or where the file names its classes their names; numbers 0, 1, … stand for them."""
    if names is None or names.dtype.kind not in "SU":
        return labels
    words = [
        name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name) for name in names.reshape(-1).tolist()
    ]
    if not np.isin(labels, np.arange(len(words))).all() or len(set(words)) < len(words):
        return labels
    notes.append(Text("Classes: the names in list_classes stand for 0, 1, …."))
    return pd.Categorical.from_codes(labels.astype(int), categories=pd.Index(words, dtype=object))
