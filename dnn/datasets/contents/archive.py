"""A content as the bytes of an .npz file: four arrays that `numpy.load` reads as well, and nothing that is unpickled.

Bytes from outside are read within the bounds of dnn.validation.array_archive, and of the largest table that there is.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dnn.datasets.contents.reference import (
    MAX_TABLE_CLASSES,
    MAX_TABLE_EXAMPLES,
    MAX_TABLE_FEATURES,
    MAX_TABLE_NUMBERS,
)
from dnn.datasets.contents.table import MAX_TABLE_NAME_LENGTH, TableContent
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.array_archive import ArchiveError, ArrayHeader, read_arrays

FILE = Text("the file of a table")
MEMBERS = {"X": "f", "labels": "f", "feature_names": "U", "class_names": "U"}
"""Name of an array -> the kind of its entries."""
MAX_ARRAY_BYTES = {
    "X": 8 * MAX_TABLE_NUMBERS,
    "labels": 8 * MAX_TABLE_EXAMPLES,
    "feature_names": 4 * MAX_TABLE_NAME_LENGTH * MAX_TABLE_FEATURES,
    "class_names": 4 * MAX_TABLE_NAME_LENGTH * MAX_TABLE_CLASSES,
}
"""Name of an array -> the bytes of the largest that a table has."""


def to_bytes(content: TableContent) -> bytes:
    """A content as an .npz file: X (n_x, m), labels (m,), feature_names (n_x,), class_names (C,)."""
    file = io.BytesIO()
    names = {key: np.array(getattr(content, key), dtype=np.str_) for key in ("feature_names", "class_names")}
    np.savez(file, allow_pickle=False, X=content.X, labels=content.labels, **names)
    return file.getvalue()


def to_file(content: TableContent, path: str | Path) -> None:
    """Write a content as an .npz file.

    Raises:
        OSError: the file cannot be written.
    """
    Path(path).write_bytes(to_bytes(content))


def from_bytes(data: bytes) -> TableContent:
    """The content of an .npz file that `to_bytes` made.

    Raises:
        ConfigurationError, ShapeError: the bytes are no such file, or there is no table in it.
    """
    try:
        arrays = read_arrays(data, _all_members, _check)
    except ArchiveError as error:
        raise _refused(Text("an .npz archive as this program writes it"), error.got) from None
    for name in ("feature_names", "class_names"):
        _require_characters(name, arrays[name])
    names = (tuple(arrays[key].tolist()) for key in ("feature_names", "class_names"))
    return TableContent(arrays["X"], arrays["labels"], *names)


def from_file(path: str | Path) -> TableContent:
    """The content of an .npz file on the disk.

    Raises:
        OSError: the file cannot be read.
        ConfigurationError, ShapeError: there is no table in it.
    """
    return from_bytes(Path(path).read_bytes())


def _all_members(names: Sequence[str]) -> Sequence[str]:
    """The four members, which have to be all that there is."""
    wanted = [f"{name}.npy" for name in MEMBERS]
    if sorted(names) != sorted(wanted):
        raise _refused(Text("an archive of X, labels, feature_names and class_names"), ", ".join(names))
    return wanted


def _check(header: ArrayHeader) -> None:
    """Refuse an array that is of another kind, or larger than any table has it."""
    name, dtype = header.name, header.dtype
    if dtype.kind != MEMBERS[name] or (dtype.kind == "f" and dtype.itemsize != 8):
        kind = Text("names") if MEMBERS[name] == "U" else Text("numbers in float64")
        raise _refused(Text("with {kind} in {name}", kind=kind, name=name), str(dtype))
    if header.nbytes > MAX_ARRAY_BYTES[name]:
        raise _refused(Text("at most {count} bytes of {name}", count=MAX_ARRAY_BYTES[name], name=name), header.nbytes)


def _require_characters(name: str, array: NDArray[Any]) -> None:
    """Refuse names in whose bytes there is something else than characters."""
    if array.nbytes and int(array.view(array.dtype.byteorder.replace("=", "<") + "u4").max()) > sys.maxunicode:
        raise _refused(Text("with characters in {name}", name=name), Text("other numbers"))


def _refused(expected: Text, got: object) -> ConfigurationError:
    return ConfigurationError(FILE, expected, got, Text("the file that was saved"))
