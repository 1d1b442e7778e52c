"""A table as text: copied from a spreadsheet or an article, and pasted."""

from __future__ import annotations

import streamlit as st

from dnn.tables.limits import MAX_FILE_BYTES
from dnn.tables.reading.options import ReadingOptions
from pages.lab.data import opened_table
from pages.lab.data.ways import refusal
from pages.shared.frame.text import _
from pages.shared.session import values

FIELD = "pasted_table"
HEIGHT = 260
NAME = "pasted.csv"
EXAMPLE = "x1,x2,y\n0.5,1.5,red\n-0.2,0.7,blue\n1.1,0.3,red"


def draw() -> None:
    """Draw it."""
    st.text_area(
        _("Rows of a table, the first one with the names of the columns"),
        height=HEIGHT,
        max_chars=MAX_FILE_BYTES,
        placeholder=EXAMPLE,
        key=FIELD,
    )
    refusal.draw()
    st.button(_("Open this table"), type="primary", icon=":material/check:", key="open_pasted", on_click=_open)


def _open() -> None:
    text = values.widget_value(FIELD) or ""
    opened_table.open_file(text.encode("utf-8", "surrogatepass"), NAME, ReadingOptions(encoding="utf-8"))
