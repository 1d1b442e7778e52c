"""A room: the teacher's, where the link has her room, or else joining one by its code."""

from __future__ import annotations

import streamlit as st

from pages.menu import ROOM_TAUGHT
from pages.room.student import view as student
from pages.room.teacher import view as teacher
from pages.shared.frame import notices
from pages.shared.session import session


def page() -> None:
    """Draw the page."""
    notices.draw()
    if session.parameter(ROOM_TAUGHT) is not None and teacher.draw():
        return
    student.draw()
    teacher.draw_opening()


with st.container(key="page", gap="small"):
    page()
