"""A visitor's own table on its way to a worker: it travels with a task once a worker has said that it does not have it.

A worker is asked first, since it keeps what it was given: of a run's slices the first on each worker takes the table
along, and the others are as short as those of other runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from dnn.datasets.contents import CONTENTS, MissingContent, from_bytes, to_bytes

Result = TypeVar("Result")


def content_for(missing: MissingContent) -> bytes:
    """The table that a worker did not have, as `call_with_content` takes it.

    Raises:
        MissingContent: this process does not have it itself.
    """
    return to_bytes(CONTENTS.get(missing.digest))


def call_with_content(content: bytes, function: Callable[..., Result], *arguments: Any) -> Result:
    """Call a function where the table is at hand that these bytes are; the process keeps it."""
    CONTENTS.put(from_bytes(content))
    return function(*arguments)
