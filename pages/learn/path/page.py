"""The course as a path of lessons: all of them, one of them, the test before and after, or one's own answers."""

from __future__ import annotations

import streamlit as st

from dnn.errors import ConfigurationError, DnnError
from dnn.lesson_files import lessons
from dnn.text.messages import Text
from pages.learn.path import learner, lesson_view, overview
from pages.learn.path.results import answers_view, ideas_test
from pages.menu import LESSON
from pages.shared.frame import notices
from pages.shared.session import session
from pages.shared.session.known_lessons import lesson_of


def page() -> None:
    """Draw the page."""
    wanted = session.parameter(LESSON)
    if wanted in ideas_test.FORMS:
        notices.draw()
        ideas_test.draw(wanted)
        return
    if wanted == overview.ANSWERS:
        notices.draw()
        answers_view.draw()
        return
    lesson = None if wanted is None else lesson_of(wanted)
    if lesson is not None:
        lesson_view.draw(lesson)
        return
    if wanted is not None:
        expected = Text("the name of a lesson that there is")
        session.add_problem(ConfigurationError(LESSON, expected, wanted, next(iter(lessons()), "")))
    notices.draw()
    overview.draw()


with st.container(key="page", gap="small"), learner.read_once():
    try:
        page()
    except DnnError as problem:  # the database is away: nothing is shown as if nothing had been done
        notices.pending()
        notices.error(problem)
