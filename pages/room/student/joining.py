"""Joining a room: one field for its code, which a link or a QR code fills in."""

from __future__ import annotations

import streamlit as st

from dnn.background.rooms.codes import EXAMPLE
from pages.menu import ROOM_CODE
from pages.room.student import kept
from pages.shared.frame.text import _
from pages.shared.room import landing, own_room
from pages.shared.session import control_keys, session

CODE = "room_code"
MAX_TYPED = 20
"""Characters of the field: a code with spaces or hyphens."""


def draw() -> None:
    """Draw the field, with what is stored of who joins."""
    with st.container(key="room_join", gap="small"):
        st.header(_("Join a room"), anchor=False)
        st.markdown(_("Type the six letters that stand on the projector."))
        with (
            st.form("room_join_form", border=False),
            st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
        ):
            st.text_input(
                _("Code of the room"),
                key=control_keys.control(CODE, session.parameter(ROOM_CODE) or ""),
                value=control_keys.control_value(CODE),
                max_chars=MAX_TYPED,
                placeholder=EXAMPLE,
                autocomplete="off",
                width=220,
            )
            st.form_submit_button(_("Join"), icon=":material/login:", type="primary", key="join_room", on_click=join)
        kept.draw()


def join() -> None:
    """Callback: join the room of the code, leave the one before, and turn to the work."""
    typed = str(control_keys.control_value(CODE) or "")
    if not typed.strip():
        return
    document = own_room.join(typed)
    if document is None:
        return
    own_room.forget_entrance()
    control_keys.forget(CODE)
    if document["standing"] == "seated":
        landing.land(document)
