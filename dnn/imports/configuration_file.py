"""A configuration as a file: the JSON text that the form "json" of an export is."""

from __future__ import annotations

import json

from dnn.configuration import RunConfig
from dnn.configuration.document import decoded
from dnn.imports.imported_run import ImportedRun

LOOKED_AT = 200
"""Bytes of a file by which it is recognised."""


def is_json(content: bytes) -> bool:
    """True for bytes whose first letter opens an object or a list."""
    start = content[:LOOKED_AT]
    text = start.decode(json.detect_encoding(start), "ignore")
    return text.lstrip("\ufeff \t\r\n").startswith(("{", "["))


def read_configuration_file(content: bytes) -> ImportedRun:
    """The settings of a file.

    Raises:
        ConfigurationError: no text, no JSON, or no configuration.
    """
    return ImportedRun(config=RunConfig.from_json(decoded(content)))
