"""Notices above the page: an error in one sentence; a run that is gone, belongs to somebody else, or stopped by
itself."""

from __future__ import annotations

import streamlit as st

from dnn.background.run_snapshot import RunSnapshot
from dnn.errors import DnnError
from pages.shared.frame.text import _, literal, say
from pages.shared.session import session
from pages.shared.session.run_view import RunView


def error(problem: DnnError) -> None:
    """One sentence in the visitor's language: what was expected, what was got, what to try."""
    st.error(literal(say(problem.message)), icon=":material/error:")


def pending() -> None:
    """Say what went wrong with the link that was opened or the command that was given, once."""
    for problem in session.take_problems():
        error(problem)


def about(view: RunView, snapshot: RunSnapshot | None) -> None:
    """Say what is special about the run of a view, if anything is."""
    if snapshot is None:
        if view.run_id is not None:
            _is_gone()
        return
    if snapshot.owner != session.visitor():
        _is_not_yours()
    if snapshot.failure is not None:
        st.error(literal(say(snapshot.failure)), icon=":material/error:")
    elif snapshot.stop is not None and snapshot.stop.advice is not None:
        st.error(f"{say(snapshot.stop.message)} {say(snapshot.stop.advice)}", icon=":material/error:")


def _is_gone() -> None:
    st.info(
        _("That run is no longer kept by the server, but its settings are still here: press Train to repeat it."),
        icon=":material/history:",
    )


def _is_not_yours() -> None:
    st.info(
        _("You are watching somebody else's run. Press Train to start one of your own with the same settings."),
        icon=":material/visibility:",
    )
