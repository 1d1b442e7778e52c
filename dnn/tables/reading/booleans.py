"""Truth values as people write them."""

from __future__ import annotations

from collections.abc import Collection

PAIRS = (("false", "true"), ("no", "yes"), ("n", "y"), ("f", "t"), ("off", "on"), ("否", "是"), ("假", "真"))
"""Words for false and true, in small letters."""
FALSE_WORDS = frozenset({"0", *(pair[0] for pair in PAIRS)})
TRUE_WORDS = frozenset({"1", *(pair[1] for pair in PAIRS)})


def truth_words(cells: Collection[str]) -> tuple[str, str] | None:
    """The words for false and true, if that is what all the cells say; None if one says something else.

    Cells that mix several pairs are called false and true.
    """
    lowered = {cell.lower() for cell in cells}
    if not lowered or not lowered <= FALSE_WORDS | TRUE_WORDS or lowered <= {"0", "1"}:
        return None
    return next((pair for pair in PAIRS if lowered <= set(pair)), PAIRS[0])


def is_true(cell: str) -> bool:
    """The truth value of one of the words."""
    return cell.lower() in TRUE_WORDS
