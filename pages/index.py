"""The frame of every page: name, navigation, language; the script that the server runs for each visitor."""

from __future__ import annotations

import streamlit as st

from pages.shared import frame, state
from pages.shared.glossary import glossary
from pages.shared.text import _

state.begin()
st.set_page_config(page_title=_("Deep network trainer"), page_icon=frame.LOGO, layout="wide", initial_sidebar_state=336)
page = st.navigation(
    {
        "": [st.Page("lab/train.py", title=_("Train"), icon=":material/play_circle:", default=True)],
        _("Learn"): [
            st.Page("learn/iteration.py", title=_("One iteration"), icon=":material/account_tree:"),
            st.Page("learn/cache.py", title=_("Why z is cached"), icon=":material/inventory_2:"),
            st.Page("learn/gradient_check.py", title=_("Gradient check"), icon=":material/troubleshoot:"),
            st.Page("learn/gradients.py", title=_("Vanishing gradients"), icon=":material/show_chart:"),
            st.Page("learn/initialisation.py", title=_("Initialisation"), icon=":material/casino:"),
            st.Page("learn/casebook.py", title=_("The doctor's casebook"), icon=":material/stethoscope:"),
            st.Page("learn/dimensions.py", title=_("Dimensions"), icon=":material/grid_on:"),
            st.Page("learn/shape_lab.py", title=_("Wrong shapes"), icon=":material/rule:"),
            st.Page("learn/practice.py", title=_("Practice"), icon=":material/quiz:"),
            st.Page("learn/notation.py", title=_("Notation"), icon=":material/function:"),
        ],
    },
    position="top",
)
frame.style()
frame.header()
page.run()
glossary(state.config())
state.write_link()
