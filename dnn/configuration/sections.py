"""Sections of a configuration as JSON: known keys, names of registries; whatever else is refused in words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

from dnn.errors import ConfigurationError
from dnn.text.messages import Enumeration, Text

Pairs = tuple[tuple[str, Any], ...]
"""Further keys and their values, in the order of the registry."""
MAX_COMPARED_LENGTH = 50
"""Characters of a name that are compared with those that there are."""


def section(name: str, document: object) -> dict[str, Any]:
    """A JSON object as a dict of its own."""
    if not isinstance(document, Mapping):
        got = Text("nothing") if document is None else document
        raise ConfigurationError(name, Text("an object with keys and values"), got, "{}")
    return dict(document)


def check_choice(field_name: str, value: object, registry: Iterable[str]) -> None:
    names = list(registry)
    if not isinstance(value, str) or value not in names:
        raise ConfigurationError(
            field_name, Text("one of {choices}", choices=Enumeration(names)), value, nearest(value, names)
        )


def check_keys(given: Iterable[str], allowed: Iterable[str], section: Text) -> None:
    """Refuse a key of a section that is none of those allowed."""
    names = list(allowed)
    for key in given:
        if key not in names:
            expected = Text("made of the keys {keys}", keys=Enumeration(names) if names else Text("(none)"))
            raise ConfigurationError(section, expected, key, nearest(key, names) if names else Text("without it"))


def nearest(value: object, names: list[str]) -> str:
    """The name most like `value`, so that a slip of the pen is answered with the word that was meant; the first one
    where `value` is no text."""
    if not isinstance(value, str):
        return names[0]
    return (difflib.get_close_matches(value[:MAX_COMPARED_LENGTH], names, n=1, cutoff=0) or names)[0]
