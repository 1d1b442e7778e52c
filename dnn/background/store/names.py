"""Names that visitors give to what is stored for them."""

from __future__ import annotations

import unicodedata

from dnn.datasets.contents.table import UNPRINTED


def stored_name(name: str, most: int) -> str:
    """A name without what cannot be printed, cut to `most` characters."""
    printed = "".join(character for character in name if unicodedata.category(character) not in UNPRINTED)
    return printed.strip()[:most]
