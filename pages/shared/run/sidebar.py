"""The sidebar of a page about a network: controls that act on it, the ways to bring one in and to take it away, and the
visitor's run."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from dnn.background.run_snapshot import RunSnapshot
from dnn.configuration import RunConfig
from pages.shared.bring_in import dialog as bring_in
from pages.shared.frame import notices
from pages.shared.run import controls, hyperparameter_edits, run_commands, run_notices
from pages.shared.session.run_view import MAIN
from pages.shared.take_away import dialog as take_away


def draw(sections: Collection[str] = controls.SECTIONS) -> tuple[RunSnapshot | None, RunConfig | None]:
    """Draw the controls, bring the visitor's run in line with them, and show the notices about both.

    Args:
        sections: those of controls.SECTIONS that change what the page shows.

    Returns:
        The run as it stands, or None; and the configuration, or None where the controls do not make one.
    """
    hyperparameter_edits.take_over_from_run()
    with st.sidebar, st.container(key="controls", gap="xsmall"):
        config = controls.configuration(MAIN.config, sections)
        if len(sections) == len(controls.SECTIONS):
            with st.container(key="files", horizontal=True, gap="small"):
                bring_in.draw_button(MAIN, is_disabled=config is None)
                take_away.draw_button(is_disabled=config is None)
    return run_of(config), config


def run_of(config: RunConfig | None) -> RunSnapshot | None:
    """Bring the visitor's run in line with what the controls show, if that is a configuration, and show the notices.

    Returns:
        The run as it stands, or None.
    """
    if config is not None and not run_commands.follow(MAIN, config):
        st.rerun()
    snapshot = run_commands.current_run(MAIN)
    with st.container(key="notices"):
        notices.pending()
        run_notices.about(MAIN, snapshot)
    return snapshot
