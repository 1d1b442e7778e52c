"""A student's seat in her room: her name, the way to the work, leaving."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dnn.background.rooms.names import MAX_MEMBER_NAME
from dnn.background.wire import RoomStudentDocument
from pages.room.student import kept
from pages.server.rooms.entering import NOT_SEATED
from pages.shared.frame.text import _, literal, ngettext, say
from pages.shared.room import landing, own_room
from pages.shared.session import control_keys

OWN_NAME = "own_room_name"


def draw(document: RoomStudentDocument) -> None:
    """Draw the seat, or that she has to wait for it."""
    with st.container(key="room_seat", gap="small"):
        st.header(literal(document["title"]) or _("Your room"), anchor=False)
        if document["standing"] == "seated":
            _seated(document)
        else:
            _not_seated(document)
        kept.draw()
        if not document["is_durable"]:
            kept.draw_volatile()


def _seated(document: RoomStudentDocument) -> None:
    st.markdown(_("You are **{name}** in this room.").format(name=literal(document["name"])))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            _("To the work"), icon=":material/arrow_forward:", type="primary", key="room_work",
            on_click=partial(landing.land, document),
        )  # fmt: skip
        left = document["spins_left"]
        if left:
            label = ngettext("Another name ({count} more time)", "Another name ({count} more times)", left)
            st.button(
                label.format(count=left), icon=":material/casino:", key="room_spin",
                on_click=partial(own_room.press, "spin"),
            )  # fmt: skip
        st.button(_("Leave the room"), icon=":material/logout:", key="leave_room", on_click=own_room.leave)
    if document["allows_own_names"]:
        _own_name()


def _own_name() -> None:
    with (
        st.form("room_name_form", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        st.text_input(
            _("A name of your own"),
            key=control_keys.control(OWN_NAME, ""),
            value=control_keys.control_value(OWN_NAME),
            max_chars=MAX_MEMBER_NAME,
            autocomplete="off",
            width=260,
        )
        st.form_submit_button(_("Take it"), key="take_room_name", on_click=_rename)


def _not_seated(document: RoomStudentDocument) -> None:
    if document["standing"] == "waiting":
        st.info(say(NOT_SEATED["waiting"]), icon=":material/lock:")
        st.button(_("Do not wait"), icon=":material/logout:", key="leave_room", on_click=own_room.leave)
        return
    st.info(say(NOT_SEATED[document["standing"]]), icon=":material/info:")
    st.button(_("Join with a code"), icon=":material/login:", key="leave_room", on_click=own_room.leave)


def _rename() -> None:
    """Callback: take the name that she has typed."""
    text = str(control_keys.control_value(OWN_NAME) or "")
    if text.strip() and own_room.act("rename", text=text):
        control_keys.forget(OWN_NAME)
