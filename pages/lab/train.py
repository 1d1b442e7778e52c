"""Train: pick data, network and hyperparameters, press the big button, and watch the cost fall. The home page."""

from __future__ import annotations

import streamlit as st

from pages.shared import controls, messages, state, training_view, transport

run = transport.current_run()
messages.lost_run(run)

with st.sidebar:
    config = controls.draw(state.config())
if config is not None:
    state.keep_config(config)
    transport.follow(run, config)

transport.draw(config)
messages.problems()
training_view.draw(transport.current_run(), state.config())
