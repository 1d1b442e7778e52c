"""The language of the document: what a browser hyphenates, reads aloud and offers to translate by."""

from __future__ import annotations

import streamlit as st

from dnn.background.wire import DocumentLanguageData
from pages.shared.session import session

SCRIPT = "export default ({ data }) => { document.documentElement.lang = data.language; };"

_component = st.components.v2.component(
    "dnn_document_language", html="<span hidden></span>", js=SCRIPT, isolate_styles=False
)


def document_language() -> None:
    """Give the document the visitor's language, at once when it is changed."""
    data: DocumentLanguageData = {"language": session.language()}
    _component(key="document_language", data=data)
