"""A page with two live runs side by side, each steered by its own buttons."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dnn.background.services import get_run_manager
from pages.lab.train import live_training
from pages.menu import TRAIN
from pages.shared.frame import frame
from pages.shared.run.run_commands import current_run
from pages.shared.session import address, link
from pages.shared.session.run_view import MAIN, RunView

OTHER = RunView("other")

opened = address.opened_link()
if opened is not None:
    address.take_appearance(opened)
    address.take_experiment(opened, TRAIN)
st.set_page_config(layout="wide")
frame.style()
st.title("Two runs")
if "begun" not in st.session_state:
    st.session_state["begun"] = True
    moons = link.default_config("moons")
    long = replace(moons.hyperparameters, iterations=1_000_000)
    OTHER.set_config(replace(moons, hyperparameters=long, seed=3))
    OTHER.set_speed_limit(100)
for view, column in zip((MAIN, OTHER), st.columns(2), strict=True):
    with column, st.container(key=f"view_{view.key}"):
        snapshot = current_run(view)
        live_training.draw(view, snapshot, view.config)
st.caption(f"active: {get_run_manager().count_active()}")
address.write_link()
