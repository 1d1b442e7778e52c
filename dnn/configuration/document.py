"""JSON from outside as a value: what is no JSON, nested without end or says one thing twice is refused in words."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from dnn.errors import ConfigurationError, shown
from dnn.text.messages import Text

MAX_DOCUMENT_LENGTH = 100_000
"""Characters of a configuration as JSON; an honest one has about 2,000."""
MAX_DOCUMENT_BYTES = 4 * (MAX_DOCUMENT_LENGTH + 1)
"""Bytes of such a text with a mark of its byte order: a character has four of UTF-32, and at most as many of UTF-8."""
MAX_DOCUMENT_DEPTH = 10
"""Objects and lists within each other; a configuration has four."""
EXAMPLE = '{"dataset": {"name": "circles"}}'
BYTE_ORDER_MARK = "\ufeff"
"""The first character of what some editors write as UTF-8."""


def read_document(text: str) -> object:
    """The value of a JSON text.

    Raises:
        ConfigurationError: it is too long, no JSON, nested too deep, or has a key twice in one object.
    """
    if len(text) > MAX_DOCUMENT_LENGTH:
        raise too_long(len(text))
    try:
        document: object = json.loads(text.removeprefix(BYTE_ORDER_MARK), object_pairs_hook=_object)
    except ConfigurationError:
        raise
    except RecursionError:
        raise _too_deep(text) from None
    except ValueError:
        raise ConfigurationError("configuration", Text("JSON"), text, EXAMPLE) from None
    if not _is_within(MAX_DOCUMENT_DEPTH, document):
        raise _too_deep(text)
    return document


def decoded(content: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16 or UTF-32.

    Raises:
        ConfigurationError: there are more than a configuration has, or they are no text.
    """
    if len(content) > MAX_DOCUMENT_BYTES:
        raise too_long(Text("more"))
    try:
        return content.decode(json.detect_encoding(content))
    except UnicodeDecodeError:
        raise ConfigurationError("configuration", Text("text in UTF-8 or UTF-16"), content[:20], EXAMPLE) from None


def too_long(got: object) -> ConfigurationError:
    """The refusal of a text with more characters than a configuration has."""
    expected = Text("at most {count} characters", count=MAX_DOCUMENT_LENGTH)
    return ConfigurationError("configuration", expected, got, Text("a shorter one"))


def _too_deep(text: str) -> ConfigurationError:
    expected = Text("JSON with at most {count} objects and lists within each other", count=MAX_DOCUMENT_DEPTH)
    return ConfigurationError("configuration", expected, text, EXAMPLE)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object, each of whose keys stands there once: of two, Python would take the last one in silence."""
    for key, count in Counter(key for key, _value in pairs).items():
        if count > 1:
            got = Text("it {count} times", count=count)
            raise ConfigurationError(shown(key), Text("given once"), got, Text("one of them"))
    return dict(pairs)


def _is_within(depth: int, document: object) -> bool:
    """True if no more than `depth` objects and lists lie within each other."""
    if not isinstance(document, dict | list):
        return True
    inner = document.values() if isinstance(document, dict) else document
    return depth > 0 and all(_is_within(depth - 1, each) for each in inner)
