"""The code of a room: six letters that are not taken for each other, on a projector or by ear."""

from __future__ import annotations

import secrets
from collections.abc import Container

from dnn.errors import ConfigurationError
from dnn.text.messages import Text

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
"""Capital letters without O, I and L."""
CODE_LENGTH = 6
EXAMPLE = "KTWXEP"


def new_code(taken: Container[str]) -> str:
    """A code that is not taken; of 23⁶, about 148 million, of which wrong ones are slowed."""
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if code not in taken:
            return code


def read_code(given: object) -> str:
    """A code as somebody has typed it: small letters, spaces and hyphens are understood.

    Raises:
        ConfigurationError: it cannot be a code.
    """
    text = "".join(given.split()).replace("-", "").upper() if isinstance(given, str) and len(given) < 50 else ""
    if len(text) != CODE_LENGTH or any(letter not in CODE_LETTERS for letter in text):
        expected = Text("{length} letters, none of them O, I or L", length=CODE_LENGTH)
        raise ConfigurationError(Text("the code"), expected, given, EXAMPLE)
    return text
