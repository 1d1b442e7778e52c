"""The bar of a student's room, on every page: in the browser it asks for news by itself; without the app's routes it is
drawn again and again by Streamlit.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dnn.background.wire import RoomBarData, RoomOwnPush, RoomStudentDocument
from dnn.configuration.variations import VARIATIONS
from pages.live.room_bar import room_bar, room_bar_texts
from pages.server.files.assets import view_path
from pages.server.paths import ROOM_STUDENT
from pages.shared.frame.text import _, literal, say, sentences, translator
from pages.shared.room import following, own_room, slow_bar, votes
from pages.shared.session import session, values

KEY, PRESSED = "room_bar", "room_bar_pressed"
"""Key of the component, and the session's value of the number of the last press that was answered."""


def draw() -> None:
    """Show the bar where this visitor is in a room; what became of one that has ended."""
    said = own_room.farewell()
    if said is not None:
        with st.container(key="room_farewell", horizontal=True, vertical_alignment="center", gap="small"):
            st.info(literal(say(said)), icon=":material/groups:", width="stretch")
            st.button(_("Dismiss"), key="dismiss_farewell", on_click=own_room.dismiss_farewell)
    document = own_room.known()
    if document is None:
        return
    with st.container(key="room"):
        if session.routes_missing():
            slow_bar.draw(document, push_text(document), PRESSES)
            return
        room_bar(
            key=KEY,
            data=_data(document),
            on_changed=_changed,
            on_pressed=_take_press,
            on_unreachable=session.set_routes_missing,
        )


def push_text(document: RoomStudentDocument) -> str:
    """The words for what the teacher has put before all, and that the lesson waits which she was in; empty for
    nothing."""
    push = document["push"]
    if push is None:
        return ""
    if following.has_left_lesson(document):
        return sentences(_push_text(push), _("Your lesson waits where you left it."))
    return _push_text(push)


def _push_text(push: RoomOwnPush) -> str:
    if push["kind"] == "lesson":
        return _("You are where the class is in the lesson.")
    if push["kind"] == "spotlight":
        return _("You start from the settings of one of you.")
    if push["kind"] == "sweep":
        variation = VARIATIONS[push["choice"]]
        shown = dict(variation.options).get(str(push["value"]))
        value = say(shown) if shown is not None else _written(push["value"])
        return _("Your teacher has sent the class a sweep: your value is {name} = {value}.").format(
            name=say(variation.title), value=value
        )
    return _("You are at the settings of the class.")


def _written(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else _("full batch") if value is None else str(value)


def _data(document: RoomStudentDocument) -> RoomBarData:
    return {
        "module_url": view_path("room_bar.js"),
        "student_url": ROOM_STUDENT,
        "owner": session.visitor(),
        "language": session.language(),
        "texts": room_bar_texts(translator()) | {"back": following.back_words(document)},
        "document": document,
        "push_text": push_text(document),
        "is_following": following.is_following(document),
        "vote": votes.open_vote(document) or "",
        "revealed": votes.new_reveal(document) or "",
    }


def _changed() -> None:
    """The room is another one than the page was drawn for: the rerun this event makes brings the page up to date."""


def _take_press() -> None:
    pressed = values.component_value(KEY, "pressed")
    if not isinstance(pressed, dict) or not isinstance(number := pressed.get("number"), int):
        return
    if number <= session.page_value(PRESSED, 0) or pressed.get("name") not in PRESSES:
        return
    session.set_page_value(PRESSED, number)
    PRESSES[pressed["name"]]()


PRESSES: dict[str, Callable[[], None]] = {
    "back": following.go_back,
    "class": following.go_to_class,
    "vote": votes.go_to_vote,
    "reveal": votes.go_to_reveal,
    "leave": own_room.leave,
}
"""Presses in the bar that the page answers."""
