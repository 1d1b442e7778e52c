"""Reference to a table's content in a configuration: the numbers that decide the network's shape, and the digest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dnn.errors import ConfigurationError
from dnn.text.messages import Text

MAX_TABLE_EXAMPLES = 100_000
MAX_TABLE_FEATURES = 500
MAX_TABLE_CLASSES = 100
MAX_TABLE_NUMBERS = 10_000_000
"""Numbers of X."""
CONTENT = "content"
"""The key of a configuration that holds it."""
WRITTEN_CONTENT = Text("features.examples.classes.digest, as a table that was imported has it")
FORM = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True)
class ContentReference:
    """A content without its numbers: n_x features, m examples, `classes` (0 for a regression), the digest."""

    n_x: int
    m: int
    classes: int
    digest: str

    @property
    def task(self) -> str:
        """The name of its task: one class alone is a binary task too."""
        return {0: "regression", 1: "binary", 2: "binary"}.get(self.classes, "multiclass")

    def __str__(self) -> str:
        return f"{self.n_x}.{self.m}.{self.classes}.{self.digest}"

    @staticmethod
    def read(text: str) -> ContentReference:
        """The reference that a text stands for.

        Raises:
            ConfigurationError: it is none, or beyond what a table may have.
        """
        found = FORM.fullmatch(text)
        if found is not None:
            n_x, m, classes = (int(found[group]) for group in (1, 2, 3))
            is_table = 1 <= n_x <= MAX_TABLE_FEATURES and 1 <= m <= MAX_TABLE_EXAMPLES
            if is_table and n_x * m <= MAX_TABLE_NUMBERS and classes <= MAX_TABLE_CLASSES:
                return ContentReference(n_x, m, classes, found[4])
        raise ConfigurationError(CONTENT, WRITTEN_CONTENT, text[:100], NO_CONTENT)


NO_CONTENT = str(ContentReference(2, MAX_TABLE_EXAMPLES, 2, "0" * 64))
"""A reference to no table: nothing has this digest."""
