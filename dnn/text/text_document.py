"""A Text as a JSON value, and back: what is kept or travels between processes is in the words of no language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dnn.text.messages import CountedText, Enumeration, Text


def text_document(value: object) -> Any:
    """A Text as a JSON object; another value as it is, or in words where JSON has no such value."""
    if isinstance(value, Enumeration):
        return {"items": [text_document(item) for item in value.items]}
    if isinstance(value, CountedText):
        own = {"plural": value.plural, "number": value.number}
        return {"template": value.template, "values": _values(value), **own}
    if isinstance(value, Text):
        return {"template": value.template, "values": _values(value)}
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def read_text(document: Any) -> Any:
    """The value that `text_document` made it of. Raises KeyError or TypeError for an object of another form."""
    if not isinstance(document, dict):
        return document
    if "items" in document:
        return Enumeration([read_text(item) for item in document["items"]])
    values = {name: read_text(value) for name, value in document["values"].items()}
    kind: Callable[..., Text] = CountedText if "plural" in document else Text
    arguments = [document[name] for name in ("template", "plural", "number") if name in document]
    return kind(*arguments, **values)


def _values(text: Text) -> dict[str, Any]:
    return {name: text_document(value) for name, value in text.values}
