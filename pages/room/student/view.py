"""The student's view of her room."""

from __future__ import annotations


def draw() -> None:
    """Draw the field for a code, or the seat that this visitor has."""
