"""The errors of the library; each carries its sentence as a Text, so that a page can say it in the visitor's
language."""

from __future__ import annotations

from typing import Any

from dnn.text.messages import Text


class DnnError(Exception):
    """Any error that this library raises on purpose; `message` is one sentence."""

    def __init__(self, message: Text) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (type(self), self.message), self.__dict__


class ConfigurationError(DnnError, ValueError):
    """A value from outside that cannot be used: what was expected, what was got, what to try.

    Args:
        field: the key as it stands in the configuration, or words for what is meant.
        expected: what the value has to be, to be read after "to be".
        got: the value itself; long ones are shortened.
        hint: something that would be accepted.
    """

    def __init__(self, field: Text | str, expected: Text, got: object, hint: Text | str) -> None:
        self.field = str(field)
        super().__init__(
            Text(
                "Expected {field} to be {expected}, got {got}; try {hint}.",
                field=field,
                expected=expected,
                got=shown(got),
                hint=hint,
            )
        )


class ShapeError(DnnError, ValueError):
    """An array whose shape does not fit the network: the quantity, the formula, the numbers, and the usual cause."""

    def __init__(
        self, symbol: str, formula: str, expected: tuple[int, ...], got: tuple[int, ...], cause: Text | None = None
    ) -> None:
        shapes = {"symbol": symbol, "formula": formula, "expected": str(expected), "got": str(got)}
        super().__init__(
            Text("{symbol} should have shape {formula} = {expected}, got {got}.", **shapes)
            if cause is None
            else Text("{symbol} should have shape {formula} = {expected}, got {got}: {cause}.", **shapes, cause=cause)
        )


def _restored(kind: type[DnnError], message: Text) -> DnnError:
    """The error again in another process, without its constructor, which takes the parts of the sentence."""
    return kind.__new__(kind, message)


MAX_SHOWN_LENGTH = 60


def shown(got: object) -> Text | str:
    """A value from outside, shortened; its type alone where Python cannot write it out. Words for it stay as they are,
    to be translated with the rest."""
    if isinstance(got, Text):
        return got
    try:
        text = repr(got)
    except (RecursionError, ValueError):  # lists in lists in lists, and whole numbers of thousands of digits
        text = type(got).__name__
    return text if len(text) <= MAX_SHOWN_LENGTH else text[: MAX_SHOWN_LENGTH - 1] + "…"
