"""A configuration as the command line gets it: the bytes of a file or of standard input."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from dnn.command_line.file_error import unreadable
from dnn.configuration import RunConfig
from dnn.configuration.document import MAX_DOCUMENT_BYTES, decoded
from dnn.text.messages import Text

STANDARD_INPUT = Text("standard input")


def read_configuration(name: str) -> RunConfig:
    """The configuration in a file, or on standard input for "-".

    Raises:
        FileError: the file cannot be read.
        ConfigurationError: it is no text, no JSON, or no configuration.
    """
    return RunConfig.from_json(decoded(read_bytes(name, MAX_DOCUMENT_BYTES + 1)))


def read_bytes(name: str, most: int) -> bytes:
    """The first bytes of a file, or of standard input for "-", `most` of them at most.

    Raises:
        FileError: it cannot be read.
    """
    try:
        if name == "-":
            return _standard_input(most)
        with Path(name).open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise unreadable(STANDARD_INPUT if name == "-" else Path(name), error) from None


def _standard_input(most: int) -> bytes:
    if sys.stdin is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer.read(most)
