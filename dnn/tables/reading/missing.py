"""Marks of a missing value: an empty cell, and what programs and people write for one."""

from __future__ import annotations

MISSING_MARKS = frozenset({"", "na", "n/a", "nan", "null", "none", "nil", "-", "–", "?", "#n/a", "#na", ".", "缺失"})
"""Cells, in small letters, that stand for no value."""


def is_missing_mark(cell: str) -> bool:
    """True if a cell without its outer spaces says that there is no value."""
    return len(cell) < 6 and cell.lower() in MISSING_MARKS
