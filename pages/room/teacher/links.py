"""The links of a room: to join it, to teach it from another computer, and to look on."""

from __future__ import annotations

import streamlit as st

from pages.menu import ROOM, ROOM_CODE, ROOM_KEY, ROOM_TAUGHT
from pages.room.teacher.taught_room import TaughtRoom
from pages.server.paths import SHORT_JOIN
from pages.shared.frame.text import _
from pages.shared.share.for_others import root_for_others
from pages.shared.share.links import Target
from pages.shared.share.share_link import share_link


def join_link(code: str) -> str:
    """The link by which students join, under an address that their own devices can open."""
    return Target(ROOM, {ROOM_CODE: code}).under(root_for_others())


def typed_link() -> str:
    """The short address at which the code is asked for, as others type it."""
    return f"{root_for_others()}{SHORT_JOIN}"


def teacher_link(room: TaughtRoom, key: str) -> str:
    """The link by which the room is taught, or, with the co-teacher's key, looked at. It holds the key."""
    return Target(ROOM, {ROOM_TAUGHT: room.id, ROOM_KEY: key}).under(root_for_others())


def draw(room: TaughtRoom) -> None:
    """The links behind a button, so that no projector shows the secret one by itself."""
    with st.popover(_("Links of this room"), icon=":material/link:"), st.container(key="room_links", width=420):
        st.subheader(_("Join"), anchor=False)
        st.caption(_("For your students: it opens the room without an account."))
        share_link("room_join_link", _("Join"), join_link(room.code))
        st.subheader(_("Look on"), anchor=False)
        st.caption(_("For a colleague: it shows the wall, and changes nothing."))
        share_link("room_looking_link", _("Look on"), teacher_link(room, room.co_teacher_key))
        if not room.is_looking:
            with st.expander(_("Teach: the secret link"), icon=":material/key:"):
                st.caption(
                    _(
                        "For yourself: it steers this room from any computer or phone, also from two at once. Whoever "
                        "sees it can do the same, so open it on no projector."
                    )
                )
                share_link("room_teacher_link", _("Teach"), teacher_link(room, room.key))
