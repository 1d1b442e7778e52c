"""ZIP archives from outside, NumPy's (.npz) above all, read within bounds: an array is believed only as far as its
bytes go.

Nothing is unpickled. An array's own description has to fit what the archive holds of it, and is shown to the caller
before any of it is unpacked, so that a few bytes cannot ask for gigabytes.
"""

from __future__ import annotations

import io
import struct
import tokenize
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from dnn.errors import DnnError
from dnn.text.messages import CountedText, Text

Stored = NDArray[Any]
MAX_HEADER_BYTES = 1_000
"""Bytes of an array's description; that of a matrix of numbers takes about 100."""
MAX_ARCHIVE_MEMBERS = 1_000
"""Files in an archive, which are listed before any of them is looked at."""
SHOWN_CHARACTERS = 60
"""Characters of a file's name that a sentence has."""
SAVED_AGAIN = Text("saving it again with numpy.savez")
_SUFFIX = ".npy"
_LISTED = b"PK\x01\x02"
"""The bytes with which each file of an archive is listed."""
_PACKED_BY = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_ENCRYPTED = 1
_DAMAGED_ARCHIVE = (zipfile.BadZipFile, zlib.error, DnnError)
_DAMAGED_HEADER = (
    *(ValueError, TypeError, LookupError, AttributeError, SyntaxError, tokenize.TokenError),
    *(EOFError, RecursionError, MemoryError),
)
"""Errors by which NumPy refuses a description, which it reads as an expression."""
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""Errors by which an archive is refused."""


class ArchiveError(DnnError, ValueError):
    """Bytes that are no archive of arrays: what was expected, what was got, what to try."""

    def __init__(self, expected: Text, got: Text | str, hint: Text) -> None:
        self.expected, self.got, self.hint = expected, got, hint
        super().__init__(Text("Expected {expected}, got {got}; try {hint}.", expected=expected, got=got, hint=hint))


@dataclass(frozen=True)
class ArrayHeader:
    """An array as it describes itself.

    Attributes:
        name: its name in the archive, without .npy.
        shape: its lengths, none of them below zero.
        dtype: the type of its entries, which may be anything.
        is_fortran: True if its entries lie column after column.
    """

    name: str
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    is_fortran: bool

    @property
    def count(self) -> int:
        """Number of its entries."""
        return prod(self.shape)

    @property
    def nbytes(self) -> int:
        """Bytes of its entries."""
        return self.count * self.dtype.itemsize


def read_arrays(
    content: bytes, choose: Callable[[Sequence[str]], Sequence[str]], check: Callable[[ArrayHeader], None]
) -> dict[str, Stored]:
    """The arrays of an archive, by their names without .npy.

    Args:
        content: the bytes of the archive.
        choose: gets the names of all files in it, as they stand there, and says which are to be read; it may raise.
        check: gets the description of each array before it is unpacked, and raises where it is refused: one whose
            entries are Python objects at the latest here.

    Raises:
        ArchiveError: the bytes are damaged, or an array is not what it says of itself; no more of it than that is read.
        DnnError: what `choose` and `check` raise.
    """
    with _opened(content) as archive:
        members = {member.filename: member for member in archive.infolist()}
        chosen = choose(archive.namelist())
        return {name.removesuffix(_SUFFIX): _read(archive, members[name], check) for name in chosen}


def read_files(content: bytes, choose: Callable[[Sequence[str]], Mapping[str, int]]) -> dict[str, bytes]:
    """The bytes of files in an archive, by their names.

    Args:
        content: the bytes of the archive.
        choose: gets the names of all files in it, as they stand there, and gives those that are to be read with the
            bytes that each may have; it may raise.

    Raises:
        ArchiveError: the bytes are damaged, or a file has more than that; no more of it than that is read.
        DnnError: what `choose` raises.
    """
    with _opened(content) as archive:
        members = {member.filename: member for member in archive.infolist()}
        return {name: _unpacked(archive, members[name], most) for name, most in choose(archive.namelist()).items()}


def file_names(content: bytes) -> tuple[str, ...]:
    """The names of all files in an archive, as they stand there; none of one that `read_files` refuses."""
    try:
        with _opened(content) as archive:
            return tuple(archive.namelist())
    except ArchiveError:
        return ()


@contextmanager
def _opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive of some bytes, whose damage is one sentence as long as the block lasts.

    Raises:
        ArchiveError: it is damaged, has too many files, or two of one name.
    """
    if content.count(_LISTED) > MAX_ARCHIVE_MEMBERS:
        raise ArchiveError(
            Text("an archive of at most {most} arrays", most=f"{MAX_ARCHIVE_MEMBERS:,}"), Text("more"), SAVED_AGAIN
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_second_names(archive.namelist())
            yield archive
    except DnnError:
        raise
    except _DAMAGE as error:
        reason = Text("a damaged one (“{reason}”)", reason=" ".join(str(error).split())[:100])
        raise ArchiveError(Text("an archive of NumPy's arrays"), reason, SAVED_AGAIN) from None


def _refuse_second_names(names: Sequence[str]) -> None:
    second = next((name for name in names if names.count(name) > 1), None) if len(set(names)) < len(names) else None
    if second is not None:
        raise ArchiveError(
            Text("each array once"),
            Text("{name} more than once", name=second.removesuffix(_SUFFIX)[:SHOWN_CHARACTERS]),
            SAVED_AGAIN,
        )


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, check: Callable[[ArrayHeader], None]) -> Stored:
    name = member.filename.removesuffix(_SUFFIX)
    _require_packing(member, name)
    with archive.open(member) as file:
        header = _header(file, name)
        check(header)
        if header.dtype.hasobject:
            raise ArchiveError(Text("arrays of numbers"), Text("Python objects in {name}", name=name), SAVED_AGAIN)
        data = b"" if header.nbytes > member.file_size else file.read(header.nbytes + 1)
    if len(data) != header.nbytes:
        expected = CountedText(
            "{name} with {count} byte, as its header says",
            "{name} with {count} bytes, as its header says",
            header.nbytes,
            name=name,
            count=f"{header.nbytes:,}",
        )
        raise ArchiveError(expected, Text("more or fewer"), SAVED_AGAIN)
    if not header.nbytes:
        return np.empty(header.shape, header.dtype)
    return np.frombuffer(data, header.dtype).reshape(header.shape, order="F" if header.is_fortran else "C")


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """The bytes of a file: as many as the archive says of it, so that what it says otherwise is never unpacked."""
    name = member.filename[:SHOWN_CHARACTERS]
    _require_packing(member, name)
    if member.file_size > most:
        expected = Text("at most {count} bytes of {name}", count=f"{most:,}", name=name)
        size = member.file_size
        got = CountedText("{name} with {count} byte", "{name} with {count} bytes", size, name=name, count=f"{size:,}")
        raise ArchiveError(expected, got, SAVED_AGAIN)
    with archive.open(member) as file:
        return file.read(member.file_size + 1)  # the byte more has the sum of all checked


def _require_packing(member: zipfile.ZipInfo, name: str) -> None:
    """Refuse what is packed in any other way than NumPy's."""
    if member.compress_type not in _PACKED_BY or member.flag_bits & _IS_ENCRYPTED:
        unpacked = Text("arrays compressed by deflation or not at all, and not encrypted")
        raise ArchiveError(unpacked, Text("{name} packed otherwise", name=name), SAVED_AGAIN)


def _header(file: Any, name: str) -> ArrayHeader:
    try:
        version = npy.read_magic(file)
        read = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}.get(version)
        if read is None:
            raise ArchiveError(Text("arrays of numbers"), Text("another format of {name}", name=name), SAVED_AGAIN)
        shape, is_fortran, dtype = read(file, max_header_size=MAX_HEADER_BYTES)
    except _DAMAGED_ARCHIVE:
        raise
    except _DAMAGED_HEADER:
        got = Text("{name}, whose description cannot be read", name=name)
        raise ArchiveError(Text("an archive of NumPy's arrays"), got, SAVED_AGAIN) from None
    if min(shape, default=0) < 0:
        got = Text("{name} with shape {shape}", name=name, shape=str(shape)[:60])
        raise ArchiveError(Text("lengths of at least 0"), got, SAVED_AGAIN)
    return ArrayHeader(name, shape, dtype, is_fortran)
