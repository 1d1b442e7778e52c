"""Train: pick data, network and hyperparameters, press the big button, and watch the cost fall. The home page."""

from __future__ import annotations

import streamlit as st

from pages.shared import doctor, panel, state, training_view, transport

with st.container(key="page", gap="small"):
    snapshot, config = panel.draw()
    between = transport.row(snapshot, config)
    training_view.draw(snapshot, state.config())
    doctor.draw(snapshot, between)
