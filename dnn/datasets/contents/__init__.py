"""The contents of tables: examples that are not in a configuration, but known to it by the hash of what they are.

table.py        the content itself, checked, and its digest
archive.py      a content as the bytes of an .npz file, and back
letters.py      a small content as letters of a link, and back
reference.py    what a configuration says of a content: its numbers and its digest
store.py        where a process finds the content of a digest
"""

from dnn.datasets.contents.archive import from_bytes, from_file, to_bytes, to_file
from dnn.datasets.contents.letters import from_letters, to_letters
from dnn.datasets.contents.reference import (
    MAX_TABLE_CLASSES,
    MAX_TABLE_EXAMPLES,
    MAX_TABLE_FEATURES,
    MAX_TABLE_NUMBERS,
    ContentReference,
)
from dnn.datasets.contents.store import CONTENTS, ContentAway, ContentStore, MissingContent
from dnn.datasets.contents.table import TableContent

__all__ = [
    "CONTENTS",
    "MAX_TABLE_CLASSES",
    "MAX_TABLE_EXAMPLES",
    "MAX_TABLE_FEATURES",
    "MAX_TABLE_NUMBERS",
    "ContentAway",
    "ContentReference",
    "ContentStore",
    "MissingContent",
    "TableContent",
    "from_bytes",
    "from_file",
    "from_letters",
    "to_bytes",
    "to_file",
    "to_letters",
]
