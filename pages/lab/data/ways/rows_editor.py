"""Rows that are typed in or changed: every cell a text, which is read as that of a file."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dnn.tables.reading.options import ReadingOptions
from dnn.tables.table import Table
from pages.lab.data import opened_table
from pages.shared.frame.text import _
from pages.shared.session import session

EDITIONS = "rows_editions"
"""The number of times that rows were taken: the editor begins anew then."""
MAX_EDITED_ROWS, MAX_EDITED_COLUMNS = 2_000, 60
HEIGHT = 420


def draw(frame: pd.DataFrame, name: str, key: str) -> None:
    """Draw the editor of a frame of texts, and the button that takes its rows as the table `name`."""
    edited = st.data_editor(
        frame,
        num_rows="dynamic",
        hide_index=True,
        height=HEIGHT,
        placeholder="",
        key=f"{key}_{session.page_value(EDITIONS, 0)}",
    )
    st.button(
        _("Take these rows"),
        icon=":material/check:",
        key=f"{key}_take",
        disabled=edited.equals(frame),
        on_click=_take,
        args=(edited, name),
    )


def as_texts(table: Table) -> pd.DataFrame:
    """A table's cells as texts, as a file would have them; nothing where one is missing."""
    return pd.DataFrame({column: _texts(table, column) for column in table.frame}, dtype=object)


def _texts(table: Table, column: str) -> list[str | None]:
    series = table.frame[column]
    missing = series.isna().tolist()
    if series.dtype == "boolean":
        words = table.words.get(column, ("false", "true"))
        written = [words[bool(value)] for value in series.fillna(False)]
    elif series.dtype.kind == "M":
        written = series.astype(str).tolist()
    elif series.dtype.kind == "f":
        written = [f"{value:.15g}" for value in series]
    else:
        written = series.astype(str).tolist()
    return [None if is_missing else text for text, is_missing in zip(written, missing, strict=True)]


def _take(edited: pd.DataFrame, name: str) -> None:
    session.set_page_value(EDITIONS, session.page_value(EDITIONS, 0) + 1)
    whole = edited.dropna(how="all")
    source = whole.to_csv(index=False).encode("utf-8", "surrogatepass")
    as_written = ReadingOptions(encoding="utf-8", separator="comma", decimal="point", header=True)
    opened_table.open_file(source, name, as_written)
