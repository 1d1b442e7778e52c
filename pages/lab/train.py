"""Train: pick data, network and hyperparameters, press the big button, and watch the cost fall. The home page."""

from __future__ import annotations

import streamlit as st

from pages.shared import controls, notices, state, training_view, transport

with st.sidebar, st.container(key="controls", gap="xsmall"):
    config = controls.configuration(state.config())
if config is not None:
    transport.follow(transport.current_run(), config)

snapshot = transport.current_run()
with st.container(key="page", gap="small"):
    with st.container(key="notices"):
        notices.pending()
        notices.about(snapshot)
    transport.row(snapshot, config)
    training_view.draw(snapshot, state.config())
