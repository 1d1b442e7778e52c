"""Refusals of rooms, each of its own kind, so that a route can say them with the right status."""

from __future__ import annotations

from dnn.background.limits import LimitReached
from dnn.errors import DnnError
from dnn.text.messages import CountedText, Text


class UnknownRoom(DnnError):
    """A code, or a room, that there is not."""


class UnknownCode(UnknownRoom):
    """A code that no open room has."""

    def __init__(self) -> None:
        super().__init__(Text("No open room has this code; look at the projector and type its six letters again."))


class RoomGone(UnknownRoom):
    """A room that there is no longer, or never was."""

    def __init__(self) -> None:
        super().__init__(
            Text("There is no such room, or no longer: a room ends a day after its last use; ask for a new code.")
        )


class RoomClosed(DnnError):
    """A room that its teacher has closed."""

    def __init__(self) -> None:
        super().__init__(Text("The teacher has closed this room; your runs are still in your list."))


class NoKey(DnnError):
    """A request without the key by which a visitor is known."""

    def __init__(self) -> None:
        super().__init__(Text("Your browser has sent no key, by which you would have a seat; reload the page."))


class NotInRoom(DnnError):
    """A request of a visitor who has no seat in the room."""

    def __init__(self) -> None:
        super().__init__(Text("You have no seat in this room; join it with its code."))


class NotTeacher(DnnError):
    """A request with a key that is not the teacher's."""

    def __init__(self) -> None:
        super().__init__(
            Text("Only the teacher's link opens this; it stands on the teacher's wall, under Links of this room.")
        )


class OnlyLooking(DnnError):
    """An act of a co-teacher, whose key lets her look and nothing else."""

    def __init__(self) -> None:
        super().__init__(Text("This link is for looking on; the room is steered by the teacher's own link."))


class StillWaiting(DnnError):
    """An act of a visitor who has knocked and was not let in yet."""

    def __init__(self) -> None:
        super().__init__(Text("The room is locked; wait until the teacher lets you in."))


class NotNow(DnnError):
    """An act that the room does not allow at present."""


class TooManyGuesses(DnnError):
    """A code from a visitor, or at a time, of too many wrong ones.

    Attributes:
        seconds: until another one is looked at.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, round(seconds))
        super().__init__(
            CountedText(
                "Too many wrong codes; look at the projector and try again in {count} second.",
                "Too many wrong codes; look at the projector and try again in {count} seconds.",
                self.seconds,
            )
        )


class RoomFull(LimitReached):
    """A room with as many members as it takes."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            CountedText(
                "Expected at most {count} member in this room, got one more; ask the teacher for a second room.",
                "Expected at most {count} members in this room, got one more; ask the teacher for a second room.",
                limit,
            )
        )


class TooManyRooms(LimitReached):
    """A server with as many rooms as it takes, or a visitor with as many as one may open."""


class HandsStill(LimitReached):
    """A command that would let a run train while its owner's room is paused."""

    def __init__(self) -> None:
        super().__init__(Text("The teacher has paused the room; your run goes on when the room does."))
