"""The ways in which a visitor's data come in: one entry a way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from dnn.datasets.own_points import NAME
from dnn.text.messages import Text
from pages.lab.data import drawing
from pages.lab.data.ways import file_way, kept_way, paste_way, rows_way
from pages.shared.frame.text import _, say
from pages.shared.session import control_keys, session

WAY = "way_in"


@dataclass(frozen=True)
class WayIn:
    """One way.

    Attributes:
        name: in keys of widgets.
        title: what visitors read.
        icon: the name of a Material symbol.
        draw: draws it.
    """

    name: str
    title: Text
    icon: str
    draw: Callable[[], None]


WAYS_IN: dict[str, WayIn] = {
    way.name: way
    for way in (
        WayIn("file", Text("A file"), "upload_file", file_way.draw),
        WayIn("paste", Text("Pasted text"), "content_paste", paste_way.draw),
        WayIn("draw", Text("A drawing"), "draw", drawing.draw),
        WayIn("rows", Text("Typed in"), "table", rows_way.draw),
        WayIn("kept", Text("Kept tables"), "inventory_2", kept_way.draw),
    )
}
"""Every way by name, in the order in which they are offered."""


def draw() -> None:
    """The choice of a way, and the way that is chosen; points of one's own are drawn on."""
    chosen = session.page_value(WAY, None) or ("draw" if session.config().dataset.name == NAME else "file")
    st.segmented_control(
        _("How the data come in"),
        list(WAYS_IN),
        format_func=lambda name: f":material/{WAYS_IN[name].icon}: {say(WAYS_IN[name].title)}",
        required=True,
        default=chosen,
        key=control_keys.control(WAY, chosen),
        on_change=control_keys.on_change(WAY, _take_way),
        label_visibility="collapsed",
        width="stretch",
    )
    with st.container(key="way_in", gap="small"):
        WAYS_IN[chosen].draw()


def _take_way() -> None:
    session.set_page_value(WAY, control_keys.control_value(WAY) or "file")
