"""The check that what is about to be computed fits into memory, made before anything is allocated."""

from __future__ import annotations

from dnn.errors import DnnError
from dnn.system.available_memory import available_memory
from dnn.text.messages import Text

GIGABYTE, MEGABYTE = 1e9, 1e6


class NotEnoughMemory(DnnError, MemoryError):
    """Less memory is free than a computation takes."""

    def __init__(self, needed: int, available: int, hint: Text) -> None:
        super().__init__(
            Text(
                "Expected at least {needed} of free memory for this, got {available}; try {hint}.",
                needed=_written(needed),
                available=_written(available),
                hint=hint,
            )
        )


def require_memory(needed: int, hint: Text) -> None:
    """Refuse a computation that takes `needed` bytes where fewer are free; where nobody knows, nothing is refused.

    Raises:
        NotEnoughMemory: with `hint`, something that would take less.
    """
    available = available_memory()
    if available is not None and needed > available:
        raise NotEnoughMemory(needed, available, hint)


def _written(count: int) -> str:
    """A number of bytes in the unit that suits it."""
    return f"{count / GIGABYTE:,.1f} GB" if count >= GIGABYTE else f"{count / MEGABYTE:,.0f} MB"
