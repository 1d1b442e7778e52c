"""A content as the bytes of an .npz file: four arrays that `numpy.load` reads as well, and nothing that is unpickled.

Bytes from outside are believed in nothing: an array's declared shape has to fit what the archive holds before any of it
is read, so that a few bytes cannot ask for gigabytes.
"""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from dnn.datasets.contents.reference import MAX_TABLE_CLASSES, MAX_TABLE_EXAMPLES, MAX_TABLE_FEATURES
from dnn.datasets.contents.table import MAX_TABLE_NAME_LENGTH, TableContent
from dnn.errors import ConfigurationError
from dnn.text.messages import Text

FILE = Text("the file of a table")
MEMBERS = {"X": "f", "labels": "f", "feature_names": "U", "class_names": "U"}
"""Name of an array -> the kind of its entries."""
HEADER_BYTES = 1_000
"""Bytes of an array's description, at most."""
MOST_BYTES = {
    "X": 8 * MAX_TABLE_FEATURES * MAX_TABLE_EXAMPLES,
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
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = {info.filename: info for info in archive.infolist()}
            if len(archive.infolist()) != len(MEMBERS) or infos.keys() != {f"{name}.npy" for name in MEMBERS}:
                raise _refused(Text("an archive of X, labels, feature_names and class_names"), ", ".join(infos))
            arrays = {name: _array(archive, infos[f"{name}.npy"], name) for name in MEMBERS}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, ConfigurationError):
            raise
        raise _refused(Text("an .npz archive as this program writes it"), str(error)) from None
    names = (tuple(arrays[key].tolist()) for key in ("feature_names", "class_names"))
    return TableContent(arrays["X"], arrays["labels"], *names)


def from_file(path: str | Path) -> TableContent:
    """The content of an .npz file on the disk.

    Raises:
        OSError: the file cannot be read.
        ConfigurationError, ShapeError: there is no table in it.
    """
    return from_bytes(Path(path).read_bytes())


def _array(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> NDArray[Any]:
    """One array of the archive, if its description fits what there is of it."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 1:
        raise _refused(Text("compressed by deflation or not at all, and not encrypted"), name)
    if info.file_size > MOST_BYTES[name] + HEADER_BYTES:
        raise _refused(Text("at most {count} bytes of {name}", count=MOST_BYTES[name], name=name), info.file_size)
    with archive.open(info) as member:
        version = npy.read_magic(member)
        if version not in ((1, 0), (2, 0)):
            raise _refused(Text("made of arrays of version 1 or 2"), version)
        read_header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
        shape, is_fortran, dtype = read_header(member, max_header_size=HEADER_BYTES)
        if dtype.kind != MEMBERS[name] or (dtype.kind == "f" and dtype.itemsize != 8):
            kind = Text("names") if MEMBERS[name] == "U" else Text("numbers in float64")
            raise _refused(Text("with {kind} in {name}", kind=kind, name=name), str(dtype))
        size = prod(shape) * dtype.itemsize
        if min(shape, default=0) < 0 or size > info.file_size:
            raise _refused(Text("with as many entries of {name} as its shape says", name=name), shape)
        data = member.read(size + 1)
    if len(data) != size:
        raise _refused(Text("with as many entries of {name} as its shape says", name=name), shape)
    if size == 0:
        return np.empty(shape, dtype)
    flat = np.frombuffer(data, dtype)
    if dtype.kind == "U" and int(np.frombuffer(data, dtype.byteorder.replace("=", "<") + "u4").max()) > sys.maxunicode:
        raise _refused(Text("with characters in {name}", name=name), Text("other numbers"))
    return flat.reshape(shape, order="F" if is_fortran else "C")


def _refused(expected: Text, got: object) -> ConfigurationError:
    return ConfigurationError(FILE, expected, got, Text("the file that was saved"))
