"""The student's view of her room."""

from __future__ import annotations

from pages.room.student import joining, seat
from pages.shared.room import own_room


def draw() -> None:
    """Draw the field for a code, or the seat that this visitor has."""
    document = own_room.known()
    if document is None:
        joining.draw()
    else:
        seat.draw(document)
