"""The columns of a table: what each is, what is missing in it, and how many features it makes."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dnn.tables.columns import FEATURE_KINDS, Kind
from dnn.text.messages import Text
from pages.lab.data.held_tables import OpenedTable
from pages.shared.frame.text import _, say

KIND_TITLES: dict[Kind, Text] = {
    "number": Text("numbers"),
    "category": Text("categories"),
    "boolean": Text("true or false"),
    "date": Text("dates"),
    "id": Text("an id"),
    "constant": Text("constant or empty"),
    "free text": Text("free text"),
}
"""Words for each kind of column."""
ROW_HEIGHT, MAX_TABLE_PIXELS = 35, 300


def draw(opened: OpenedTable) -> None:
    """Draw it."""
    summary = pd.DataFrame(
        {
            _("Column"): [column.name for column in opened.columns],
            _("Kind"): [say(KIND_TITLES[column.kind]) for column in opened.columns],
            _("Different values"): [column.distinct for column in opened.columns],
            _("Missing"): [column.missing for column in opened.columns],
            _("Most frequent"): [f"{100 * column.largest_share:.0f} %" for column in opened.columns],
            _("Features"): [column.width if column.kind in FEATURE_KINDS else 0 for column in opened.columns],
        }
    )
    height = min(MAX_TABLE_PIXELS, ROW_HEIGHT * (len(summary) + 1) + 2)
    st.dataframe(summary, hide_index=True, height=height, key="columns_overview")
    st.caption(
        _(
            "A column of categories makes a feature of 0 and 1 for each of its values (one-hot). Ids, dates, constants "
            "and free text are no features unless you choose them."
        )
    )
