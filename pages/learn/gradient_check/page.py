"""The gradient check: every parameter by central differences, and bugs to be found by it."""

from __future__ import annotations

import streamlit as st

from dnn.errors import DnnError
from pages.learn.gradient_check import bug_hunt, check_section
from pages.shared.frame import notices
from pages.shared.frame.text import _, strong
from pages.shared.run import sidebar
from pages.shared.session import session
from pages.shared.session.network_snapshot import network_snapshot


def page() -> None:
    """Draw the page."""
    snapshot, config = sidebar.draw()
    network = network_snapshot(snapshot, config or session.config())
    st.markdown(
        _(
            "Backward propagation is right if each derivative equals the rate at which J changes when that one "
            "parameter is moved a little: $\\tilde "
            "g=\\dfrac{J(\\theta+\\varepsilon)-J(\\theta-\\varepsilon)}{2\\varepsilon}$"
        )
    )
    if not check_section.draw(network):
        return
    st.divider()
    st.markdown(strong(_("Find the bug")))
    try:
        bug_hunt.draw(network)
    except DnnError as problem:
        notices.error(problem)


with st.container(key="page", gap="small"):
    page()
