"""The form that opens a room: a title, a lesson or the present setting, and the language of the names in it."""

from __future__ import annotations

import streamlit as st

from dnn.background.rooms.room import MAX_TITLE
from dnn.background.services import get_rooms
from dnn.errors import DnnError
from pages.locale.languages import LANGUAGES
from pages.room.teacher import sendable, taught_room
from pages.shared.frame.text import _
from pages.shared.session import control_keys, session
from pages.shared.share import table_sharing

TITLE, KIND, LESSON, LANGUAGE = "room_title", "room_kind", "room_lesson", "room_language"
OF_LESSON, OF_SCENARIO = "lesson", "scenario"


def draw() -> None:
    """Draw the form."""
    lessons = sendable.sendable_lessons(session.visitor())
    titles = sendable.numbered_titles(lessons)
    with st.container(border=True, key="open_room", width=640):
        st.header(_("Open a room"), anchor=False)
        st.caption(
            _(
                "For a teacher: students join with six letters, without accounts; you see all of them on a wall, and "
                "steer. The room and everything in it go 24 hours after its last use, or when you close it."
            )
        )
        st.text_input(_("Title"), max_chars=MAX_TITLE, key=control_keys.control(TITLE, ""), placeholder=_("Optional"))
        kinds = {OF_LESSON: _("A lesson"), OF_SCENARIO: _("Your present setting")}
        st.segmented_control(
            _("Works on"),
            list(kinds),
            format_func=kinds.__getitem__,
            required=True,
            key=control_keys.control(KIND, OF_LESSON),
            default=OF_LESSON,
        )
        if control_keys.control_value(KIND) == OF_SCENARIO:
            st.caption(sendable.config_in_words(session.config()))
            table_sharing.draw([session.config().dataset])
        else:
            st.selectbox(
                _("Lesson"),
                list(titles),
                format_func=titles.__getitem__,
                key=control_keys.control_among(LESSON, next(iter(lessons)), lessons, next(iter(lessons))),
            )
        st.segmented_control(
            _("Language of the students' invented names"),
            list(LANGUAGES),
            format_func=lambda code: LANGUAGES[code].name,
            required=True,
            key=control_keys.control(LANGUAGE, session.language()),
            default=session.language(),
        )
        st.button(_("Open the room"), type="primary", key="open_room_button", icon=":material/groups:", on_click=_open)


def _open() -> None:
    """Open a room as the form says, and turn to it."""
    is_free = control_keys.control_value(KIND) == OF_SCENARIO
    try:
        opening = get_rooms().open_room(
            session.visitor(),
            title=control_keys.control_value(TITLE) or "",
            language=control_keys.control_value(LANGUAGE) or session.language(),
            lesson=None if is_free else control_keys.control_value(LESSON),
            scenario=session.config().to_dict() if is_free else None,
        )
    except DnnError as problem:
        session.add_problem(problem)
        return
    taught_room.teach(opening)
