"""The page of one's own answers on paper: the browser prints it as it stands, in dark letters, without what can only be
pressed."""

from __future__ import annotations

from html import escape
from pathlib import Path

import streamlit as st

from pages.shared.frame.text import _
from pages.shared.session import session

STYLE_SHEET = Path(__file__).with_name("printing.css")
PRESSED = "answers_printed"

_component = st.components.v2.component(
    "dnn_printing",
    html="<span hidden></span>",
    js=Path(__file__).with_suffix(".js").read_text("utf-8"),
    isolate_styles=False,
)


def draw_head() -> None:
    """Have what stands on this page fit on paper, however it comes to be printed, and on paper alone leave room for a
    name and a date, which are written by hand: nothing of them is known here."""
    st.html(STYLE_SHEET)
    name, date = escape(_("Your name")), escape(_("Date"))
    with st.container(key="name_and_date"):
        st.html(f"<p><span>{name}</span><i></i><span>{date}</span><i></i></p>")


def draw_button() -> None:
    """The button that prints the page."""
    st.button(_("To print"), icon=":material/print:", key="print_answers", on_click=_press)


def print_if_pressed() -> None:
    """Have the browser print, once for each press; to be called when all of the page is drawn."""
    _component(key="printing", data={"presses": session.page_value(PRESSED, 0)})


def _press() -> None:
    session.set_page_value(PRESSED, session.page_value(PRESSED, 0) + 1)
