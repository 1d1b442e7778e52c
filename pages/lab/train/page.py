"""Train: pick data, network and hyperparameters, press the big button, and watch the cost fall. The home page."""

from __future__ import annotations

import streamlit as st

from pages.lab.train import live_training, presentation
from pages.shared.run import sidebar
from pages.shared.run.controls_hyperparameters import learning_rate_at_hand
from pages.shared.session import session
from pages.shared.session.run_view import MAIN
from pages.shared.take_away import dialog as take_away
from pages.shared.take_away.run_to_take import main_run


def page() -> None:
    """Draw the page."""
    snapshot, config = presentation.draw_bar() if session.is_presenting() else sidebar.draw()
    if not session.is_presenting():
        learning_rate_at_hand(MAIN.config.hyperparameters)
    live_training.draw(MAIN, snapshot, config)


with st.container(key="page", gap="small"):
    if session.is_presenting():
        with st.container(key="presentation", gap="small"):
            page()
    else:
        page()
take_away.draw(main_run)
