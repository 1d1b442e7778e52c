"""The lines that say exactly what a room stores of a student, and for how long."""

from __future__ import annotations

import streamlit as st

from dnn.background.services import get_run_manager
from pages.shared.frame.text import _, ngettext


def draw() -> None:
    """Say what is stored."""
    hours = get_run_manager().settings.room_hours
    words = ngettext(
        "The room stores your seat, an invented name, your place in the lesson, your answers and your sign, and "
        "nothing else: no account, no address. All of it is deleted when your teacher closes the room, at the latest "
        "{count} hour after its last use.",
        "The room stores your seat, an invented name, your place in the lesson, your answers and your sign, and "
        "nothing else: no account, no address. All of it is deleted when your teacher closes the room, at the latest "
        "{count} hours after its last use.",
        round(hours),
    )
    st.caption(words.format(count=f"{hours:g}"))


def draw_volatile() -> None:
    """Say what a restart of this server would lose."""
    st.caption(
        _("This server keeps the room in memory alone: a restart would lose it, with your answers and your runs.")
    )
