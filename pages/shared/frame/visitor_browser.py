"""The visitor's own browser, on every page: it is told the language of the document, by which it hyphenates, reads
aloud and offers to translate, and keeps the key by which she owns runs.

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
    data: VisitorBrowserData = {"language": session.language(), "owner": session.visitor()}
    _component(key=KEY, data=data, on_owner_change=lambda: session.take_visitor(KEY))
