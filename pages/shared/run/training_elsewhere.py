"""A run that a press on another page begins, on the page that trains."""

from __future__ import annotations

import streamlit as st

from dnn.configuration import RunConfig
from pages.menu import TRAIN
from pages.shared.run import run_commands
from pages.shared.session import session
from pages.shared.session.run_view import MAIN


def train(config: RunConfig) -> None:
    """Callback of a button, of one in a fragment too: begin a run instead of the visitor's own, and turn to the page
    that trains."""
    run_commands.start_with(MAIN, config)
    session.set_next_page(TRAIN)
    st.rerun()
