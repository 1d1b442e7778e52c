"""The page of one's own answers: the gain from the six questions before to those after, these questions with her
answers, every lesson, what to repeat; on paper, too."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.learn.path.lesson_view import open_lesson
from pages.learn.path.results import answers, ideas_test, printing
from pages.learn.path.steps import opened_part
from pages.shared.frame.text import _


def draw() -> None:
    """Draw it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="lesson_head"):
        st.button(
            _("All lessons"), icon=":material/arrow_back:", type="tertiary", key="all_lessons",
            on_click=partial(open_lesson, None),
        )  # fmt: skip
        st.header(_("My answers"), anchor=False, width="content")
        st.space("stretch")
        printing.draw_button()
    printing.draw_head()
    opened_part.draw("answers", "answers", _("My answers"))
    ideas_test.draw_kept()
    answers.draw_all()
    printing.print_if_pressed()
