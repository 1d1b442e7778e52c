"""What stands beside every page about a network: the controls in the sidebar, and the visitor's run."""

from __future__ import annotations

import streamlit as st

from dnn.background.run import RunSnapshot
from dnn.configuration import RunConfig
from pages.shared.frame import notices
from pages.shared.run import controls, run_buttons
from pages.shared.session import session


def draw() -> tuple[RunSnapshot | None, RunConfig | None]:
    """Draw the controls, bring the visitor's run in line with them, and say what is to be said about both.

    Returns:
        The run as it stands, or None; and the configuration, or None where the controls do not make one.
    """
    with st.sidebar, st.container(key="controls", gap="xsmall"):
        config = controls.configuration(session.config())
    if config is not None:
        run_buttons.follow(run_buttons.current_run(), config)
    snapshot = run_buttons.current_run()
    with st.container(key="notices"):
        notices.pending()
        notices.about(snapshot)
    return snapshot, config
