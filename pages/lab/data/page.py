"""Your data: a table, a text or a drawing becomes X and Y, is understood in pictures, and is trained on."""

from __future__ import annotations

import streamlit as st

from pages.lab.data import opened_table, table_view
from pages.lab.data.ways import ways_in
from pages.shared.frame import notices
from pages.shared.frame.text import _


def page() -> None:
    """Draw the page."""
    found = opened_table.current()
    notices.draw()
    if found is not None:
        table_view.draw(*found)
        return
    st.markdown(
        _(
            "Bring data of your own: each row an example, one column what is to be predicted. The page shows what "
            "becomes of it, X with an example in each column and Y, before a network trains on it."
        )
    )
    ways_in.draw()


with st.container(key="page", gap="small"):
    page()
