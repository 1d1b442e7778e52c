"""TableError: a file or a choice of columns that makes no data, in one sentence."""

from __future__ import annotations

from dnn.errors import DnnError
from dnn.text.messages import Text


class TableError(DnnError, ValueError):
    """A table that cannot be used: what was expected, what was got, what to try."""


class TooLargeError(TableError):
    """A table beyond a limit, of which a sample of rows would be within."""


def unusable(expected: Text, got: Text | str, hint: Text) -> TableError:
    """The refusal in the form of all of them."""
    return TableError(Text("Expected {expected}, got {got}; try {hint}.", expected=expected, got=got, hint=hint))


def too_large(expected: Text, got: Text | str) -> TooLargeError:
    """The refusal of what a sample would be small enough of."""
    hint = Text("a sample of its rows")
    return TooLargeError(Text("Expected {expected}, got {got}; try {hint}.", expected=expected, got=got, hint=hint))
