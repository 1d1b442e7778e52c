"""Import: one kind of file that a run can be brought in from; and the refusal of all others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dnn.errors import DnnError
from dnn.imports.imported_run import ImportedRun
from dnn.text.messages import Text


class ImportRefused(DnnError, ValueError):
    """A file that no run can be brought in from: what was expected, what was got, what to try."""

    def __init__(self, expected: Text, got: Text | str, hint: Text) -> None:
        super().__init__(Text("Expected {expected}, got {got}; try {hint}.", expected=expected, got=got, hint=hint))


@dataclass(frozen=True)
class Import:
    """One kind of file.

    Attributes:
        name: what it is called in the program.
        title, help: what visitors read.
        extension: how the name of such a file ends.
        is_one: True for bytes that look like it.
        read: the content of such bytes; raises DnnError.
    """

    name: str
    title: Text
    help: Text
    extension: str
    is_one: Callable[[bytes], bool]
    read: Callable[[bytes], ImportedRun]
