"""What the page has to tell the visitor beside the chart: an error in one sentence, a run that is gone, a run that
is somebody else's."""

from __future__ import annotations

import streamlit as st

from dnn.errors import DnnError
from pages.shared import state
from pages.shared.text import _, say


def error(problem: DnnError) -> None:
    """One sentence in the visitor's language: what was expected, what was got, what to try."""
    st.error(say(problem.message), icon=":material/error:")


def pending() -> None:
    """Say what went wrong with the link that was opened or the command that was given, once."""
    for problem in state.take_problems():
        error(problem)


def run_is_gone() -> None:
    """The link names a run that this server does not keep any more."""
    st.info(
        _("That run is no longer kept by the server, but its settings are still here: press Train to repeat it."),
        icon=":material/history:",
    )


def run_is_not_yours() -> None:
    """The link shows somebody else's run."""
    st.info(
        _("You are watching somebody else's run. Train makes one of your own with the same settings."),
        icon=":material/visibility:",
    )
