"""Standard output: what a command prints goes there at once, or the command ends with the reason."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import Any

from dnn.command_line.file_error import unwritable
from dnn.text.messages import Text

STANDARD_OUTPUT = Text("standard output")


def print_text(text: str) -> None:
    """Print `text` as it is.

    Raises:
        BrokenPipeError: whoever read standard output has gone.
        FileError: it takes nothing, as on a full disk.
    """
    _print(lambda stream: stream.write(text))


def print_bytes(content: bytes) -> None:
    """Print bytes that are no text.

    Raises:
        BrokenPipeError, FileError: as `print_text`.
    """
    _print(lambda stream: stream.buffer.write(content))


def print_line(text: str) -> None:
    """Print `text` as a line of its own."""
    print_text(text + "\n")


def literally(text: str) -> str:
    """A text in which nothing does anything to a terminal: what cannot be printed is escaped."""
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)


def _print(write: Callable[[Any], object]) -> None:
    if sys.stdout is None:
        raise unwritable(STANDARD_OUTPUT, OSError(errno.EBADF, os.strerror(errno.EBADF)))
    try:
        write(sys.stdout)
        sys.stdout.flush()
    except OSError as error:
        _forget()
        if isinstance(error, BrokenPipeError):
            raise
        raise unwritable(STANDARD_OUTPUT, error) from None


def _forget() -> None:
    """Let what is still waiting to be written go nowhere, or Python would try it again as it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
