"""Notices above the page: what went wrong, in one sentence each."""

from __future__ import annotations

import streamlit as st

from dnn.errors import DnnError
from pages.shared.frame.text import literal, say
from pages.shared.session import session


def error(problem: DnnError) -> None:
    """One sentence in the visitor's language: what was expected, what was got, what to try."""
    st.error(literal(say(problem.message)), icon=":material/error:")


def draw() -> None:
    """Show what is pending, on a page without controls."""
    with st.container(key="notices"):
        pending()


def pending() -> None:
    """Say what went wrong with the link that was opened or the command that was given, once."""
    for problem in session.take_problems():
        error(problem)
