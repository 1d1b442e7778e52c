"""ReadingOptions: what a visitor says of a file instead of leaving it to be assumed."""

from __future__ import annotations

from dataclasses import dataclass

from dnn.text.messages import Text
from dnn.validation.checks import one_of, whole_number

ENCODINGS: dict[str, tuple[str, Text]] = {
    "utf-8": ("utf-8-sig", Text("UTF-8")),
    "utf-16": ("utf-16", Text("UTF-16")),
    "gb18030": ("gb18030", Text("GB18030 (Chinese)")),
    "windows-1252": ("cp1252", Text("Windows-1252 (Western European)")),
}
"""Encodings by the name a visitor chooses: Python's codec, and what visitors read."""
SEPARATORS: dict[str, tuple[str, Text]] = {
    "comma": (",", Text("commas")),
    "semicolon": (";", Text("semicolons")),
    "tab": ("\t", Text("tabs")),
}
"""Characters that may stand between cells."""
DECIMAL_MARKS = {"point": ".", "comma": ","}


@dataclass(frozen=True)
class ReadingOptions:
    """Choices of reading; None leaves one to be assumed.

    Attributes:
        encoding: one of ENCODINGS.
        separator: one of SEPARATORS.
        decimal: one of DECIMAL_MARKS.
        header: whether the first row has the names.
        sample_rows: how many rows to take at most; None refuses more than there may be.
        seed: seed of the sample.

    Raises:
        ConfigurationError: no such choice.
    """

    encoding: str | None = None
    separator: str | None = None
    decimal: str | None = None
    header: bool | None = None
    sample_rows: int | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        choices = {"encoding": tuple(ENCODINGS), "separator": tuple(SEPARATORS), "decimal": tuple(DECIMAL_MARKS)}
        for field, names in choices.items():
            if getattr(self, field) is not None:
                one_of(field, getattr(self, field), names)
        if self.sample_rows is not None:
            whole_number("sample_rows", self.sample_rows, low=2)
        whole_number("seed", self.seed)
