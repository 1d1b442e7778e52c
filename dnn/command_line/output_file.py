"""OutputFile: a file that is written whole or not at all, so that a full disk costs nobody the file of yesterday.

What is written goes to a file beside it, which takes its name at the end. Devices, pipes and the like are written to as
they are.
"""

from __future__ import annotations

import io
import os
import secrets
import shutil
import stat
import sys
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, cast

from dnn.command_line.file_error import FileError, unwritable

DESCRIPTORS = Path("/proc")
"""Folder of the system's own files, links to open ones among them."""
LINKED_ONCE = 1

Buffer = bytes | bytearray | memoryview


class _NamedRaw(io.FileIO):
    """The bytes on their way to a file. The first of them that cannot be written raises an error that names the file
    as it was asked for; later ones are dropped, and the file is never committed."""

    def __init__(self, place: Path, mode: Literal["w", "x"], asked: Path) -> None:
        super().__init__(place, mode)
        self._asked = asked
        self.failure: FileError | None = None

    def write(self, data: Buffer) -> int:  # type: ignore[override]
        if self.failure is not None:
            return memoryview(data).nbytes
        try:
            return cast(int, super().write(data))
        except OSError as error:
            self.failure = unwritable(self._asked, error)
            raise self.failure from None

    def tell(self) -> int:
        """The position in a regular file; nothing else has one, although /dev/null says 0."""
        if not stat.S_ISREG(os.fstat(self.fileno()).st_mode):
            raise io.UnsupportedOperation("tell")
        return super().tell()


class OutputFile:
    """A file to be written, as a context that gives its stream of bytes.

    The file is there when the context is left without an error. With an error it is as it was before; but one
    `in_parts`, each of which is good without the next, has those that were written, if the error is not its own.
    """

    def __init__(self, path: Path, *, in_parts: bool = False) -> None:
        """Prepare to write.

        Raises:
            FileError: nothing can be written there.
        """
        self._path, self._in_parts = path, in_parts
        try:
            self._target = _replaceable(path)
            self._place = path if self._target is None else _beside(self._target)
            self._raw = _NamedRaw(self._place, "w" if self._target is None else "x", path)
            if self._target is not None and self._target.exists():
                _give_rights(self._target, self._place)
        except OSError as error:
            raise unwritable(path, error) from None
        self._stream: BinaryIO = io.BufferedWriter(cast(io.RawIOBase, self._raw))

    def __enter__(self) -> BinaryIO:
        return self._stream

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self._stream.close()
            if kind is None or (self._in_parts and self._raw.failure is None and self._has_parts()):
                self._commit()
        except OSError as failure:
            raise unwritable(self._path, failure) from None
        finally:
            self._remove()

    def _commit(self) -> None:
        """Let what was written take the file's name.

        Raises:
            FileError: not all of it was written.
        """
        if self._raw.failure is not None:
            raise self._raw.failure
        if self._target is None:
            return
        try:
            self._place.replace(self._target)
        except OSError:  # a file that is mounted by itself keeps its name, and takes another content
            shutil.copyfile(self._place, self._target)

    def _has_parts(self) -> bool:
        return self._target is not None and self._place.stat().st_size > 0

    def _remove(self) -> None:
        """Remove what did not take the file's name."""
        if self._target is not None:
            self._place.unlink(missing_ok=True)


def _beside(target: Path) -> Path:
    """A name in the same folder, and so on the same disk, that nothing has."""
    return target.with_name(f".{target.name[:50]}.{secrets.token_hex(6)}.part")


def _give_rights(source: Path, place: Path) -> None:
    """Let `place` be read and written by those who may read and write `source`; not every disk can change that."""
    rights = stat.S_IMODE(source.stat().st_mode)
    if stat.S_IMODE(place.stat().st_mode) != rights:
        place.chmod(rights)


def _replaceable(path: Path) -> Path | None:
    """The file that may be replaced by another of its name: no link, but where it leads. None where `path` has to be
    written as it is: a device or a pipe, an open file by its descriptor, a file with a second name, of another owner or
    in a folder that takes no new ones.

    Raises:
        OSError: the file may not be written.
    """
    target = Path(os.path.realpath(path))
    try:
        status = path.stat()
    except FileNotFoundError:
        return target
    if not stat.S_ISREG(status.st_mode) or _is_open_already(path, status):
        return None
    path.open("ab").close()  # what may not be written may not be replaced either
    is_own = status.st_nlink == LINKED_ONCE and status.st_uid == _user()
    return target if is_own and os.access(target.parent, os.W_OK | os.X_OK) else None


def _is_open_already(path: Path, status: os.stat_result) -> bool:
    """True if others hold this file open and wait for what is written: /dev/stdout, /dev/fd/3."""
    if Path(os.path.realpath(path.parent)).is_relative_to(DESCRIPTORS):
        return True
    streams = [stream for stream in (sys.__stdout__, sys.__stderr__) if stream is not None and not stream.closed]
    return any(os.path.samestat(status, os.fstat(stream.fileno())) for stream in streams)


def _user() -> int:
    return os.geteuid() if hasattr(os, "geteuid") else 0
