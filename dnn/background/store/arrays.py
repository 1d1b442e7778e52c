"""Named arrays as the bytes of an .npz file, and back; what was pickled is never read."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Container, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]


class DamagedBytes(ValueError):
    """Bytes that are not those that were written."""


def packed(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """The arrays as an .npz file, uncompressed: weights hardly become smaller."""
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def unpacked(content: bytes, names: Container[str] | None = None) -> Arrays:
    """The arrays of an .npz file, or those that have these names. Raises DamagedBytes where it is none, or where one of
    them holds objects."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            return {name: file[name] for name in file.files if names is None or name in names}
    except (ValueError, OSError, EOFError, zipfile.BadZipFile, KeyError) as error:
        raise DamagedBytes(str(error)) from error


def checksum(content: bytes) -> str:
    """64 hexadecimal digits that tell whether the bytes are those that were written."""
    return hashlib.sha256(content).hexdigest()
