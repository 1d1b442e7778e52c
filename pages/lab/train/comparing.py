"""The way from runs of the visitor's to the page that compares them."""

from __future__ import annotations

from collections.abc import Sequence

from pages.menu import COMPARE, COMPARED, COMPARED_AT
from pages.server.comparison.comparison_text import write_comparison
from pages.server.comparison.kept_runs import compared_runs
from pages.shared.session import session


def turn_to_comparison(run_ids: Sequence[str]) -> None:
    """Turn to the page that compares these runs of the visitor's.

    Raises:
        DnnError: one of them is not there, or they are too many or too few.
    """
    session.set_parameter(COMPARED, write_comparison(compared_runs(run_ids, session.visitor())))
    session.set_parameter(COMPARED_AT, None)
    session.set_next_page(COMPARE)
