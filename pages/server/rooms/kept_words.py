"""The words that say exactly what a room stores of a student, and for how long."""

from __future__ import annotations

from dnn.text.messages import CountedText


def what_is_kept(hours: float) -> CountedText:
    """The sentence on what is stored, of a room that is deleted so many hours after its last use."""
    return CountedText(
        "The room stores your seat, an invented name, your place in the lesson, your answers and your sign, and "
        "nothing else: no account, no address. All of it is deleted when your teacher closes the room, at the latest "
        "{count} hour after its last use.",
        "The room stores your seat, an invented name, your place in the lesson, your answers and your sign, and "
        "nothing else: no account, no address. All of it is deleted when your teacher closes the room, at the latest "
        "{count} hours after its last use.",
        round(hours),
        count=f"{hours:g}",
    )
