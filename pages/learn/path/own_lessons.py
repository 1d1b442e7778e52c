"""Lessons that teachers have written: taken from a file, checked, stored, and given on by their link."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dnn.background.services import get_learning_store, get_page_worker
from dnn.errors import DnnError
from dnn.lesson_files import LessonFileError, check_lesson, read_lesson
from dnn.lesson_files.lessons import lesson_paths
from dnn.lesson_files.plain_yaml import check_size
from dnn.lesson_files.read_lesson import OWN
from dnn.text.messages import Text
from pages.learn.path import learner
from pages.learn.path.lesson_view import open_lesson
from pages.shared.frame import notices
from pages.shared.frame.text import _, literal, strong
from pages.shared.frame.uploader import uploaded
from pages.shared.session import session

UPLOADS = "lesson_uploads"
REFUSED = "lesson_refused"


def draw() -> None:
    """The lessons of this visitor, and the box that takes another one."""
    with st.expander(_("A lesson of your own"), icon=":material/edit_note:"):
        st.markdown(
            _(
                "A lesson is one text in YAML or JSON: steps with what is predicted, tried, seen and checked. Begin "
                "with one of ours, change it, and bring it here; whoever has its link can take it. Nothing in it is "
                "run, and its words are shown as they are written."
            )
        )
        _examples()
        _upload()
        problem: DnnError | None = session.page_value(REFUSED, None)
        if problem is not None:
            notices.error(problem)
        _list()


def _examples() -> None:
    with st.container(horizontal=True, gap="xsmall", key="lesson_examples"):
        for path in lesson_paths():
            st.download_button(
                path.name, path.read_text("utf-8"), path.name, "application/yaml", key=f"example_{path.stem}",
                type="tertiary", on_click="ignore", icon=":material/download:",
            )  # fmt: skip


def _upload() -> None:
    number = session.page_value(UPLOADS, 0)
    files = uploaded(_("A lesson in YAML or JSON"), f"lesson_file_{number}", 1, "YAML, JSON")
    if files:
        session.set_page_value(UPLOADS, number + 1)
        _take(files[0].getvalue())
        st.rerun()


def _take(content: bytes) -> None:
    """Check a lesson, and open it; what is refused is said with its line."""
    session.set_page_value(REFUSED, None)
    try:
        text = _decoded(content)
        title = get_page_worker().compute(checked, text)
        lesson = read_lesson(text)
        get_learning_store().put_lesson(session.visitor(), lesson.digest, title, text)
        open_lesson(lesson.name)
    except DnnError as problem:
        session.set_page_value(REFUSED, problem)


def checked(text: str) -> str:
    """The title of a lesson that can be given; the worker of the pages tries it.

    Raises:
        DnnError: it cannot, and why.
    """
    lesson = read_lesson(text)
    check_lesson(lesson)
    return str(lesson.title)


def _decoded(content: bytes) -> str:
    check_size(len(content))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise LessonFileError(1, Text("expected a text in UTF-8; save it so.")) from None


def _list() -> None:
    """The lessons of this visitor, each with its button to open and to delete it."""
    for stored in get_learning_store().lessons(session.visitor()):
        with st.container(horizontal=True, vertical_alignment="center", key=f"own_{stored.digest}"):
            st.markdown(strong(literal(stored.title)))
            st.space("stretch")
            st.button(_("Open"), key=f"open_{stored.digest}", on_click=partial(open_lesson, OWN + stored.digest))
            st.button(
                _("Delete"), key=f"delete_{stored.digest}", icon=":material/delete:",
                on_click=partial(_delete, stored.digest),
            )  # fmt: skip


@learner.reporting_refusals
def _delete(digest: str) -> None:
    get_learning_store().remove_lesson(session.visitor(), digest)
