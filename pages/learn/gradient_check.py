"""The gradient check: every parameter by central differences, and bugs to be found by it."""

from __future__ import annotations

import streamlit as st

from dnn.errors import DnnError
from pages.shared import bug_hunt, gradient_view, notices, panel, state
from pages.shared.subject import subject
from pages.shared.text import _, strong


def page() -> None:
    """Draw the page."""
    snapshot, config = panel.draw()
    looked_at = subject(snapshot, config or state.config())
    st.markdown(
        _(
            "Backward propagation is right if each of its derivatives is what happens when this one parameter is moved "
            "a little: "
            r"$\tilde g=\dfrac{J(\theta+\varepsilon)-J(\theta-\varepsilon)}{2\varepsilon}$"
        )
    )
    if not gradient_view.draw(looked_at):
        return
    st.divider()
    st.markdown(strong(_("Find the bug")))
    try:
        bug_hunt.draw(looked_at)
    except DnnError as problem:
        notices.error(problem)


with st.container(key="page", gap="small"):
    page()
