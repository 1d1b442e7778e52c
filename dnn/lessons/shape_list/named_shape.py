"""A shape with the name that it was given, and the error of a list that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from dnn.errors import DnnError
from dnn.text.messages import Text

MAX_LINE_LENGTH = 40
EXAMPLE = "W1: (4, 3)"


@dataclass(frozen=True)
class NamedShape:
    """One entry of a list.

    Attributes:
        symbol: "X", "Y", "W", "b", "Z", "A", "dW", "db", "dZ" or "dA".
        layer: l = 1 … L; 0 for X, Y and dA[0].
        shape: as it was given, of any rank.
        line: where it stands, counted from 1.
    """

    symbol: str
    layer: int
    shape: tuple[int, ...]
    line: int

    @property
    def name(self) -> str:
        """The symbol with its layer, as in "W[2]"; X and Y need none."""
        return name_of(self.symbol, self.layer)


def name_of(symbol: str, layer: int) -> str:
    """The name of a quantity in messages."""
    return symbol if symbol in ("X", "Y") else f"{symbol}[{layer}]"


class ShapeListError(DnnError, ValueError):
    """A list of shapes that cannot be read; `line` counts from 1, and is 0 where the list as a whole is meant."""

    def __init__(self, expected: Text, got: Text | str, line: int = 0, hint: Text | str = EXAMPLE) -> None:
        self.line = line
        shown = shortened(got) if isinstance(got, str) else got
        if line:
            message = Text(
                "Line {line}: expected {expected}, got {got}; try {hint}.",
                line=line,
                expected=expected,
                got=shown,
                hint=hint,
            )
        else:
            message = Text("Expected {expected}, got {got}; try {hint}.", expected=expected, got=shown, hint=hint)
        super().__init__(message)


def shortened(line: str) -> str:
    """A line as it is repeated to the one who wrote it: printable, in quotation marks, and not too long."""
    words = "".join(character if character.isprintable() else " " for character in line).strip()
    if len(words) > MAX_LINE_LENGTH:
        words = words[: MAX_LINE_LENGTH - 1] + "…"
    return f"“{words}”"
