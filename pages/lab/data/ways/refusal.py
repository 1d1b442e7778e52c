"""The word about a file that could not be read, and the offer of a sample of its rows where it is too large."""

from __future__ import annotations

import streamlit as st

from pages.lab.data import opened_table
from pages.shared.frame import notices
from pages.shared.frame.text import _, ngettext

SAMPLED_ROWS = 10_000


def draw() -> None:
    """Draw it, where there is any."""
    found = opened_table.refused()
    if found is None:
        return
    notices.error(found.problem)
    if isinstance(found.problem, opened_table.ReadersBusy):
        st.button(_("Try again"), icon=":material/refresh:", key="try_file_again", on_click=opened_table.try_again)
    elif found.key is not None:
        st.button(
            sample_words(),
            icon=":material/filter_list:",
            key="take_sample",
            on_click=opened_table.try_again,
            args=(SAMPLED_ROWS,),
        )


def sample_words() -> str:
    """The words of the button that takes a sample."""
    words = ngettext("Take a sample of {count} row", "Take a sample of {count} rows", SAMPLED_ROWS)
    return words.format(count=f"{SAMPLED_ROWS:,}")
