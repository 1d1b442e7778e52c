"""A configuration as the command line gets it: the bytes of a file or of standard input."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path

from dnn.command_line.file_error import unreadable
from dnn.configuration import RunConfig
from dnn.configuration.document import EXAMPLE, MAX_DOCUMENT_LENGTH, too_long
from dnn.errors import ConfigurationError
from dnn.text.messages import Text

STANDARD_INPUT = Text("standard input")
MAX_BYTES_A_CHARACTER = 4
"""Those of UTF-32, and the most of UTF-8 and UTF-16."""


def read_configuration(name: str) -> RunConfig:
    """The configuration in a file, or on standard input for "-".

    Raises:
        FileError: the file cannot be read.
        ConfigurationError: it is no text, no JSON, or no configuration.
    """
    content = _content(name, MAX_BYTES_A_CHARACTER * (MAX_DOCUMENT_LENGTH + 1) + 1)
    if len(content) > MAX_BYTES_A_CHARACTER * (MAX_DOCUMENT_LENGTH + 1):
        raise too_long(Text("more"))
    try:
        text = content.decode(json.detect_encoding(content))
    except UnicodeDecodeError:
        raise ConfigurationError("configuration", Text("text in UTF-8 or UTF-16"), content[:20], EXAMPLE) from None
    return RunConfig.from_json(text)


def _content(name: str, most: int) -> bytes:
    """The first bytes of the file, `most` of them at most."""
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
