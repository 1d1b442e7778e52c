"""Choices of how a file is read, which are found without them: encoding, separator, decimal mark, header."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from dnn.tables.reading.options import DECIMAL_MARKS, ENCODINGS, SEPARATORS, ReadingOptions
from pages.lab.data.opened_table import control_name
from pages.shared.frame.text import _, say
from pages.shared.session import control_keys

FOUND = "found"
"""The choice to leave it to the app."""


def draw(options: ReadingOptions, on_change: Callable[[], None]) -> None:
    """Draw the menus, showing `options`; `on_change` is called when the visitor has changed one."""
    _menu(
        "encoding", _("Encoding"), {name: say(title) for name, (_codec, title) in ENCODINGS.items()}, options, on_change
    )
    separators = {name: say(title) for name, (_sign, title) in SEPARATORS.items()}
    _menu("separator", _("Between two cells"), separators, options, on_change)
    _menu("decimal", _("Decimal mark"), dict(DECIMAL_MARKS), options, on_change)
    headers = {True: _("has the names of the columns"), False: _("is the first example")}
    _menu("header", _("The first row"), headers, options, on_change)


def chosen(sample_rows: int | None = None, seed: int = 0) -> ReadingOptions:
    """The choices as the menus have them; what has no menu yet is left to the app."""
    names = ("encoding", "separator", "decimal", "header")
    held = {name: control_keys.control_value(control_name(name)) for name in names}
    values = {name: None if value == FOUND else value for name, value in held.items()}
    return ReadingOptions(**values, sample_rows=sample_rows, seed=seed)


def _menu(
    name: str, label: str, titles: Mapping[Any, str], options: ReadingOptions, on_change: Callable[[], None]
) -> None:
    offered = (FOUND, *titles)
    shown = {FOUND: _("found by itself"), **titles}
    chosen = getattr(options, name)
    value = FOUND if chosen is None else chosen
    control = control_name(name)
    st.selectbox(
        label,
        offered,
        index=offered.index(value),
        format_func=shown.__getitem__,
        key=control_keys.control(control, value),
        on_change=control_keys.on_change(control, on_change),
    )
