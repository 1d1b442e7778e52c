"""The bar of a student's room: a component that asks for news of the room, says them, and sends her signal."""

from __future__ import annotations

from collections.abc import Callable
from gettext import NullTranslations

from dnn.background.wire import RoomBarData
from dnn.text.messages import ENGLISH
from pages.live.folder import loading_component
from pages.live.plural_forms import language_of, plural_forms

_component = loading_component("dnn_room_bar", '<div class="dnn-room"></div>', "room_bar.css")


def room_bar(
    *,
    key: str,
    data: RoomBarData,
    on_changed: Callable[[], None],
    on_pressed: Callable[[], None],
    on_unreachable: Callable[[], None],
) -> None:
    """Show the bar.

    Args:
        key: the component's key; callbacks find the RoomBarValues in the session under it.
        data: all that it shows; the words as `room_bar_texts` gives them.
        on_changed: called when the room is another one than the page was drawn for; the rerun brings it up to date.
        on_pressed: called when something was pressed that the page does, `.pressed`.
        on_unreachable: called when the modules or the news are not served here.
    """
    _component(
        key=key,
        data=data,
        on_changed_change=on_changed,
        on_pressed_change=on_pressed,
        on_unreachable_change=on_unreachable,
    )


def room_bar_texts(translations: NullTranslations) -> dict[str, str]:
    """Every word of the bar in the language of a catalogue."""
    _ = translations.gettext

    def spins(count: int) -> str:
        return translations.ngettext("Another name ({count} more time)", "Another name ({count} more times)", count)

    return {
        "language": language_of(translations),
        "room": _("Room"),
        "name": _("Your name in the room; press for another one"),
        "signals": _("A sign for your teacher"),
        "done": _("Done"),
        "stuck": _("Stuck"),
        "question": _("Question"),
        "signal_help": _("Your teacher sees it. Press again to take it back."),
        "goal": _("Goal: cost below {cost}"),
        "goal_reached": _("Goal reached: cost below {cost}"),
        "taught": _("Your teacher is there"),
        "not_taught": _("Your teacher is not there at present"),
        "free": _("No teacher for 30 minutes: nothing holds you back, go on as you like."),
        "waiting": _("The room is locked. You have knocked: go on with your own work until your teacher lets you in."),
        "refused": _("Your teacher has not let you in; ask your teacher."),
        "removed": _("Your teacher has taken your seat away. Your work stays; to knock again, open the page Room."),
        "back": _("Back to my work"),
        "class": _("To the class's again"),
        "vote": _("Second vote: answer again"),
        "reveal": _("The answers are revealed: look at them"),
        "lost": _("No connection; your seat is kept."),
        "leave": _("Leave"),
        "leave_help": _("Leave the room; with its code you come back to the same seat."),
        "close": _("Close"),
        **plural_forms(translations, "spins", spins),
        "own_name": _("A name of your own"),
        "take_name": _("Take it"),
        "kept": _("Kept are your seat, name, place, answers and sign; with the room they are deleted."),
        "volatile": _("This server keeps the room in memory alone: a restart would lose it, with your answers."),
        "pause": _("Eyes to the front"),
        "pause_text": _("Your teacher has paused the room. Your runs wait, and go on when it does."),
    }


ROOM_BAR_TEXT_KEYS: tuple[str, ...] = tuple(room_bar_texts(ENGLISH))
"""The keys that the words of the bar must have."""
