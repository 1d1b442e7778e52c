"""The presentation: curve, network and boundary on a projector, with the buttons of the run and α at hand."""

from __future__ import annotations

import dataclasses

import streamlit as st

from pages.lab.train import live_training, run_buttons
from pages.shared.frame import notices
from pages.shared.frame.frame import presentation_button
from pages.shared.frame.text import _
from pages.shared.run import doctor, run_commands, run_notices
from pages.shared.run.controls_hyperparameters import learning_rate_control
from pages.shared.session.run_view import RunView

HEIGHT = 1000
"""Pixels of the live view at most; the style sheet makes it as high as the window allows."""


def draw(view: RunView) -> None:
    """Draw the run of a view for a room."""
    with st.container(key="presentation", gap="small"):
        with st.container(horizontal=True, key="presentation_bar", gap="small", vertical_alignment="bottom"):
            config = view.config
            rate = learning_rate_control(config.hyperparameters.learning_rate)
            config = dataclasses.replace(
                config, hyperparameters=dataclasses.replace(config.hyperparameters, learning_rate=rate)
            )
            run_commands.follow(view, config)
            presentation_button(_("Back to the controls"), ":material/close_fullscreen:")
        snapshot = run_commands.current_run(view)
        with st.container(key="notices"):
            notices.pending()
            run_notices.about(view, snapshot)
        slot = run_buttons.row(view, snapshot, view.config)
        live_training.draw(view, snapshot, view.config)
        doctor.draw(view, snapshot, slot)
