"""A page with the figures of one network before the try or after it: ?network=lesson&tried=1&figure=cache"""

from __future__ import annotations

import streamlit as st

from dnn.lessons.path.experiments import EXPERIMENTS
from pages.learn.path.figures import FIGURES, ShownExperiment
from pages.shared.frame import frame
from pages.shared.session import address
from tests.pages.learn.path.figures.networks import NETWORKS, OPTIONS

opened = address.opened_link()
if opened is not None:
    address.take_appearance(opened)
config = NETWORKS[st.query_params.get("network", "lesson")]
is_tried = st.query_params.get("tried") == "1"
choice = int(st.query_params.get("choice", "0"))
st.set_page_config(layout="wide")
frame.style()
st.title("Figures")
with st.container(key="page", gap="small"):
    for kind, figure in FIGURES.items():
        if st.query_params.get("figure", kind) != kind:
            continue
        st.subheader(kind)
        options = EXPERIMENTS[kind].completed(OPTIONS[kind][choice % len(OPTIONS[kind])])
        controls = ("of",) if kind == "iteration" else ()
        figure.draw(
            ShownExperiment(f"{kind}_{choice}", config, options, is_tried=is_tried, is_seen=is_tried, controls=controls)
        )
