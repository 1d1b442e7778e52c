"""Train: pick data, network and hyperparameters, press the big button, and watch the cost fall. The home page."""

from __future__ import annotations

import streamlit as st

from pages.lab.train import live_training
from pages.shared.run import doctor, run_buttons, sidebar
from pages.shared.session import session

with st.container(key="page", gap="small"):
    snapshot, config = sidebar.draw()
    between = run_buttons.row(snapshot, config)
    live_training.draw(snapshot, session.config())
    doctor.draw(snapshot, between)
