"""The room that a visitor is in: all that she may know of it as this run of the script has found it, and what she does
in it. Her key says who she is, so that a reload, another tab and a server that has begun anew find the same seat.
"""

from __future__ import annotations

from typing import Any

from dnn.background.services import get_rooms
from dnn.background.wire import RoomStudentDocument
from dnn.errors import DnnError
from dnn.text.messages import Text
from pages.locale.languages import translations
from pages.menu import ROOM_CODE, ROOM_ENTERED
from pages.shared.session import session

KNOWN, DISMISSED, FAREWELL = "room_known", "room_dismissed", "room_farewell"
"""Values of the session: the document, the room of which she wants to hear no more, what became of a room."""
TAKES_PART = ("seated", "waiting")


def known() -> RoomStudentDocument | None:
    """All that this run of the script knows of the visitor's room; None where she is in none."""
    found: RoomStudentDocument | None = session.page_value(KNOWN, None)
    return found


def seat() -> RoomStudentDocument | None:
    """The same where she has a seat in it."""
    document = known()
    return document if document is not None and document["standing"] == "seated" else None


def request_view() -> RoomStudentDocument | None:
    """Look at the visitor's room as it is; what became of one that has ended is said on the page that is drawn."""
    rooms, before = get_rooms(), known()
    room_id = rooms.room_of(session.visitor())
    document = None if room_id is None else _view(room_id)
    if document is None and before is not None:
        _view(before["room"])
    if document is not None and document["standing"] not in TAKES_PART:
        document = None if session.page_value(DISMISSED, None) == document["room"] else document
    session.set_page_value(KNOWN, document)
    return document


def act(name: str, **given: Any) -> bool:
    """Do something in the room, an entry of ACTS; whether it was done. What is refused is said on the page."""
    document = known()
    if document is None:
        return False
    try:
        get_rooms().act(document["room"], session.visitor(), name, given, translations)
    except DnnError as problem:
        session.add_problem(problem)
        return False
    request_view()
    return True


def press(name: str, **given: Any) -> None:
    """Callback: do something in the room."""
    act(name, **given)


def join(code: object) -> RoomStudentDocument | None:
    """Have the visitor in the room of a code, and in no other one; None where that is refused, which is said."""
    try:
        get_rooms().join_alone(code, session.visitor())
    except DnnError as problem:
        session.add_problem(problem)
        return None
    session.set_page_value(DISMISSED, None)
    session.set_page_value(FAREWELL, None)
    return request_view()


def leave() -> None:
    """Leave the room, to which she may come back; of one that she was sent away from, hear no more."""
    document = known()
    if document is None:
        return
    session.set_page_value(DISMISSED, document["room"])
    get_rooms().leave(document["room"], session.visitor())
    session.set_page_value(KNOWN, None)


def forget_entrance() -> None:
    """Take out of the address by which code she has come, and from where."""
    session.set_parameter(ROOM_CODE, None)
    session.set_parameter(ROOM_ENTERED, None)


def farewell() -> Text | None:
    """The sentence on what became of a room that has ended, until it is dismissed."""
    found: Text | None = session.page_value(FAREWELL, None)
    return found


def dismiss_farewell() -> None:
    """Callback: the sentence was read."""
    session.set_page_value(FAREWELL, None)


def _view(room_id: str) -> RoomStudentDocument | None:
    """A room as it is for the visitor; None where it has ended, or she is no member of it any more."""
    try:
        return get_rooms().view(room_id, session.visitor(), -1, translations)
    except DnnError as ended:
        session.set_page_value(FAREWELL, ended.message)
        return None
