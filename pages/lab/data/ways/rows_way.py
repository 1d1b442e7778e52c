"""A table that is typed in, or pasted cell by cell from a spreadsheet."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dnn.tables.limits import MAX_COLUMN_NAME_LENGTH
from pages.lab.data.ways import refusal, rows_editor
from pages.shared.frame.text import _
from pages.shared.session import control_keys

NAME = "typed.csv"
COLUMNS = "typed_columns"
USUAL_COLUMNS = "x1, x2, y"
EMPTY_ROWS = 12


def draw() -> None:
    """Draw it."""
    written = st.text_input(
        _("Names of the columns, with commas between them"),
        value=USUAL_COLUMNS,
        max_chars=rows_editor.MAX_EDITED_COLUMNS * MAX_COLUMN_NAME_LENGTH,
        key=control_keys.control(COLUMNS, USUAL_COLUMNS),
    )
    names = _names(written) or _names(USUAL_COLUMNS)
    empty = pd.DataFrame({name: [None] * EMPTY_ROWS for name in names}, dtype=object)
    rows_editor.draw(empty, NAME, f"typed_{len(names)}")
    refusal.draw()
    st.caption(_("Type into the cells, or choose a cell and paste rows from a spreadsheet."))


def _names(written: str) -> list[str]:
    """The names, each once."""
    given = [name.strip()[:MAX_COLUMN_NAME_LENGTH] for name in written.split(",")]
    return list(dict.fromkeys(name for name in given if name))[: rows_editor.MAX_EDITED_COLUMNS]
