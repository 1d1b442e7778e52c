"""The presentation: curve, network and boundary on a projector, with the buttons of the run and α at hand."""

from __future__ import annotations

import dataclasses

import streamlit as st

from dnn.background.run_snapshot import RunSnapshot
from dnn.configuration import RunConfig
from pages.shared.frame.frame import presentation_button
from pages.shared.frame.text import _
from pages.shared.run import hyperparameter_edits, sidebar
from pages.shared.run.controls_hyperparameters import learning_rate_control
from pages.shared.session.run_view import MAIN


def draw_bar() -> tuple[RunSnapshot | None, RunConfig]:
    """Draw α and the way back in place of all controls, and bring the visitor's run in line with it.

    Returns:
        The run as it stands, or None; and the configuration.
    """
    with st.container(horizontal=True, key="presentation_bar", gap="small", vertical_alignment="bottom"):
        hyperparameter_edits.take_over_from_run()
        hyperparameters = MAIN.config.hyperparameters
        rate = learning_rate_control(hyperparameters)
        presentation_button(_("Back to the controls"), ":material/close_fullscreen:")
    shown = dataclasses.replace(hyperparameters, learning_rate=rate)
    config = dataclasses.replace(MAIN.config, hyperparameters=shown)
    return sidebar.run_of(config), config
