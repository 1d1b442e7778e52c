"""FileError: a file that cannot be read or written, named letter by letter, with the system's reason."""

from __future__ import annotations

import os
from pathlib import Path

from dnn.errors import DnnError
from dnn.text.messages import Text

MAX_NAME_LENGTH = 200
"""Characters of a file's name that are shown; of a longer one its end, which tells it from others."""


class FileError(DnnError):
    """A file or stream that cannot be used."""


def unreadable(file: Path | Text, error: OSError) -> FileError:
    """The refusal of a file or stream to be read from."""
    return FileError(
        Text(
            "Expected {file} to be a file that can be read, got “{reason}”; try another path.",
            file=_named(file),
            reason=_reason(error),
        )
    )


def unwritable(file: Path | Text, error: OSError) -> FileError:
    """The refusal of a file or stream to be written to."""
    return FileError(
        Text(
            "Expected {file} to take what is written to it, got “{reason}”; try another path.",
            file=_named(file),
            reason=_reason(error),
        )
    )


def _named(file: Path | Text) -> Text | str:
    """A name as Python writes it: a line break or an escape in it does nothing to the terminal."""
    if isinstance(file, Text):
        return file
    name = repr(str(file))
    return name if len(name) <= MAX_NAME_LENGTH else f"…{name[1 - MAX_NAME_LENGTH :]}"


def _reason(error: OSError) -> str:
    return error.strerror or (os.strerror(error.errno) if error.errno else type(error).__name__)
