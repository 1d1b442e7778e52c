"""The drawn points as a table that can be edited: a row for each."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from dnn.datasets.data import Floats
from dnn.datasets.options import MAX_CLASSES
from dnn.datasets.own_points import MAX_POINTS, REACH
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from pages.lab.data import drawn_points
from pages.lab.data.drawn_points import CLASSES, Kind
from pages.shared.frame.text import _
from pages.shared.session import session

HEIGHT = 360
DECIMALS = 4
"""Those of a coordinate: enough for one that is only looked at to stay as it is."""
CLASS = "class"


def draw(kind: Kind) -> None:
    """Draw the table. What is changed in it is taken over by a button, so that a row can be typed in peace."""
    draft = drawn_points.draft(kind)
    table = table_of(kind, *drawn_points.points(draft.letters))
    edited = st.data_editor(
        table,
        num_rows="dynamic",
        hide_index=True,
        height=HEIGHT,
        width="stretch",
        key=f"points_table_{kind.name}_{draft.edition}",
        column_config=_columns(kind),
    )
    st.button(
        _("Take these points"),
        key="take_points",
        icon=":material/check:",
        disabled=edited.equals(table),
        on_click=take,
        args=(kind, edited),
    )
    st.caption(
        _("Rows may be pasted from a spreadsheet: x₁, x₂ and the number of the class.")
        if kind is CLASSES
        else _("Rows may be pasted from a spreadsheet: x and y.")
    )


def table_of(kind: Kind, plane: Floats, labels: Floats) -> pd.DataFrame:
    """The table of points (2, m) with class numbers (m,), classes counted from 1."""
    coordinates = dict(zip(kind.axes, np.round(plane, DECIMALS), strict=True))
    return pd.DataFrame(coordinates | ({CLASS: labels.astype(int) + 1} if kind is CLASSES else {}))


def take(kind: Kind, edited: pd.DataFrame) -> None:
    """Take over the points of a table; what cannot be is said on the page."""
    try:
        drawn_points.take_arrays(kind, *read(kind, edited))
    except ConfigurationError as problem:
        session.add_problem(problem)


def read(kind: Kind, table: pd.DataFrame) -> tuple[Floats, Floats]:
    """The points (2, m) and class numbers (m,) of a table; rows without any value are none.

    Raises:
        ConfigurationError: a cell that is empty or no number, a number out of range, with its row and column; or too
            many rows.
    """
    numbered = table.set_axis(np.arange(1, len(table) + 1), axis=0).dropna(how="all")
    if len(numbered) > MAX_POINTS:
        expected = Text("{low} to {high} points", low=0, high=MAX_POINTS)
        raise ConfigurationError("points", expected, len(numbered), Text("fewer rows"))
    plane = np.stack([_numbers(numbered[name], "0.5") for name in kind.axes])  # (2, m)
    for name, row in zip(kind.axes, plane, strict=True):
        within = Text("a number from {low} to {high}", low=-REACH, high=REACH)
        _refuse(numbered[name], np.abs(row) > REACH, within, "0.5")
    if kind is not CLASSES:
        return plane, np.zeros(len(numbered))
    labels = _numbers(numbered[CLASS], "1")  # (m,)
    is_class = (labels == np.round(labels)) & (labels >= 1) & (labels <= MAX_CLASSES)
    whole = Text("a whole number from {low} to {high}", low=1, high=MAX_CLASSES)
    _refuse(numbered[CLASS], ~is_class, whole, "1")
    return plane, labels - 1


def _numbers(column: pd.Series, hint: str) -> Floats:
    """A column (m,)."""
    numbers: Floats = pd.to_numeric(column, errors="coerce").to_numpy(np.float64, na_value=np.nan)
    _refuse(column, ~np.isfinite(numbers), Text("a number"), hint)
    return numbers


def _refuse(column: pd.Series, is_wrong: Any, expected: Text, hint: str) -> None:
    """Raise the error of the first row that is wrong, if any; the index has the numbers of the rows."""
    for position in np.flatnonzero(is_wrong)[:1]:
        value = column.iloc[position]
        field = Text("{column} in row {row}", row=int(column.index[position]), column=str(column.name))
        raise ConfigurationError(field, expected, Text("nothing") if pd.isna(value) else value, hint)


def _columns(kind: Kind) -> dict[str, Any]:
    """The settings of the columns; what is out of range is not moved into it in silence, but said by `read`."""
    coordinates = {name: st.column_config.NumberColumn(name, format=f"%.{DECIMALS}f") for name in kind.axes}
    return coordinates | {CLASS: st.column_config.NumberColumn(_("Class"), format="%d")}
