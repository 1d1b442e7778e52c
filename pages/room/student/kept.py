"""The lines that say exactly what a room stores of a student, and for how long."""

from __future__ import annotations

import streamlit as st

from dnn.background.services import get_run_manager
from pages.server.rooms.kept_words import what_is_kept
from pages.shared.frame.text import _, say


def draw() -> None:
    """Say what is stored."""
    st.caption(say(what_is_kept(get_run_manager().settings.room_hours)))


def draw_volatile() -> None:
    """Say what a restart of this server would lose."""
    st.caption(
        _("This server keeps the room in memory alone: a restart would lose it, with your answers and your runs.")
    )
