"""The iteration of a comparison that is looked at, which its link names."""

from __future__ import annotations

from pages.menu import COMPARED_AT
from pages.shared.session import session
from pages.shared.session.written_numbers import digits

MAX_ITERATION_DIGITS = 10


def iteration_of_link() -> int | None:
    """The iteration that the link names; None for the last."""
    written = session.parameter(COMPARED_AT)
    return None if written is None else digits(written, MAX_ITERATION_DIGITS)


def show_iteration(iteration: object) -> None:
    """Have the link name an iteration; what is none stands for the last."""
    is_number = isinstance(iteration, int) and not isinstance(iteration, bool) and iteration >= 0
    is_short = len(str(iteration)) <= MAX_ITERATION_DIGITS
    session.set_parameter(COMPARED_AT, str(iteration) if is_number and is_short else None)
