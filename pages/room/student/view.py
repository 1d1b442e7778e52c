"""The student's view of her room."""

from __future__ import annotations

from pages.menu import ROOM_CODE
from pages.room.student import joining, seat
from pages.shared.room import own_room
from pages.shared.session import session


def draw() -> None:
    """Draw the field for a code, or the seat that this visitor has; both where a link with a code was opened."""
    document = own_room.known()
    if document is None or session.parameter(ROOM_CODE) is not None:
        joining.draw()
    if document is not None:
        seat.draw(document)
