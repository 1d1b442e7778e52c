"""The queue of edits that the live view sends, each with a number, so that none is lost and none is applied twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from dnn.errors import ConfigurationError
from dnn.text.messages import Text

MAX_EDITS = 1_000
MAX_NUMBER = 10**15


def edits_after(done: int, sent: object) -> Iterator[tuple[int, str, object]]:
    """Number, name and value of the edits that come after number `done`, in their order.

    Args:
        done: number of the last edit that was applied.
        sent: a list of Edits with rising numbers, as a browser sends it; names and values are the caller's to check.

    Raises:
        ConfigurationError: it is no such list.
    """
    if not isinstance(sent, list) or len(sent) > MAX_EDITS:
        raise ConfigurationError("edits", Text("a list of at most {count} edits", count=MAX_EDITS), sent, "[]")
    last = done
    for edit in sent:
        number, name, value = _parts(edit)
        if number > last:
            last = number
            yield number, name, value


def _parts(edit: object) -> tuple[int, str, object]:
    """Number, name and value of one edit."""
    given = edit if isinstance(edit, Mapping) else {}
    number, name = given.get("number"), given.get("name")
    is_number = isinstance(number, int) and not isinstance(number, bool) and 0 < number <= MAX_NUMBER
    if not is_number or not isinstance(name, str):
        raise ConfigurationError("edits", Text("a number and a name for each"), edit, '{"number": 1, "name": "point"}')
    return cast(int, number), name, given.get("value")
