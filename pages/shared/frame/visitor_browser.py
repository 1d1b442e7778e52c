"""The visitor's own browser, on every page: it is told the language of the document, by which it hyphenates, reads
aloud and offers to translate, keeps the key by which she owns runs, and asks for the page anew when she shows it light
or dark by another choice, since Streamlit tells the server of that with the next rerun alone.

A host may not forward the app's cookie; so a session that begins with another key than the browser has kept is told
that one, once.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dnn.background.wire import VisitorBrowserData
from pages.shared.session import session

KEY = "visitor_browser"

_component = st.components.v2.component(
    "dnn_visitor_browser",
    html="<span hidden></span>",
    js=Path(__file__).with_suffix(".js").read_text("utf-8"),
    isolate_styles=False,
)


def visitor_browser() -> None:
    """Give the document the visitor's language, at once when it is changed, and the browser her key to keep."""
    data: VisitorBrowserData = {
        "language": session.language(),
        "owner": session.visitor(),
        "mode": session.theme_mode(),
    }
    _component(key=KEY, data=data, on_owner_change=lambda: session.take_visitor(KEY), on_mode_change=_drawn_anew)


def _drawn_anew() -> None:
    """Nothing is left to do where the mode is another one: the rerun draws all in its colours."""
