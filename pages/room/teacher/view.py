"""The teacher's view of her room."""

from __future__ import annotations

import streamlit as st

from dnn.background.rooms.refusals import NotTeacher, RoomClosed
from dnn.errors import DnnError
from pages.menu import ROOM_TAUGHT
from pages.room.teacher import class_gain, links, opening, taught_room, wall
from pages.room.teacher.kept_key import kept_key
from pages.shared.frame import notices
from pages.shared.frame.text import _, literal, say
from pages.shared.session import session
from pages.shared.share import for_others, table_sharing


def draw() -> bool:
    """Draw the room that the link names; False where it was closed, which is said, and the page is that of no room."""
    room_id = session.parameter(ROOM_TAUGHT) or ""
    taught_room.take_key_of_link(room_id)
    key = taught_room.key_of(room_id)
    kept_key(room_id)
    if key is None:
        st.caption(_("Looking for the teacher's key in this browser…"))
        return True
    try:
        room = taught_room.find(room_id, key)
    except RoomClosed as closed:
        taught_room.leave()
        st.info(literal(say(closed.message)), icon=":material/groups:")
        return False
    except DnnError as problem:
        _refused(problem)
        return True
    with st.container(key="room_tools", horizontal=True, horizontal_alignment="right"):
        class_gain.draw_button(room)
        links.draw(room)
    for_others.draw_warning()
    class_gain.draw(room)
    table_sharing.draw([session.config().dataset])
    wall.draw(room)
    return True


def _refused(problem: DnnError) -> None:
    """Say why the room is not there, and the way on."""
    notices.error(problem)
    if isinstance(problem, NotTeacher):
        st.caption(
            _(
                "This browser does not have the room's key. In the browser in which you opened the room, press "
                "“{links}”, then “{link}”, and open that link here."
            ).format(links=_("Links of this room"), link=_("Teach: the secret link"))
        )
    st.button(_("Join or open a room"), key="leave_room", icon=":material/groups:", on_click=taught_room.leave)


def draw_opening() -> None:
    """Draw the form that opens a room."""
    opening.draw()
