"""The list of wishes that the live view tells, each with a number, so that none is lost and none is done twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dnn.errors import ConfigurationError
from dnn.text.messages import Text

MAX_WISHES = 1_000
MAX_NUMBER = 10**15


def wishes_after(done: int, told: object) -> Iterator[tuple[int, str, Any]]:
    """Number, name and value of the wishes that come after number `done`, in their order.

    Args:
        done: the number of the last wish that was taken up.
        told: [{"number", "name", "value"}, …] with rising numbers; a name is the caller's affair.

    Raises:
        ConfigurationError: it is no such list.
    """
    if not isinstance(told, list) or len(told) > MAX_WISHES:
        raise ConfigurationError("wishes", Text("a list of at most {count} wishes", count=MAX_WISHES), told, "[]")
    last = done
    for wish in told:
        number = wish.get("number") if isinstance(wish, Mapping) else None
        is_number = isinstance(number, int) and not isinstance(number, bool) and 0 < number <= MAX_NUMBER
        if not is_number or not isinstance(wish.get("name"), str):
            raise ConfigurationError(
                "wishes", Text("a number and a name for each"), wish, '{"number": 1, "name": "point"}'
            )
        if number > last:
            last = number
            yield number, wish["name"], wish.get("value")
