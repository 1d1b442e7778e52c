"""Streamlit's box to choose a file in or to drop one on, with its English words in the visitor's language."""

from __future__ import annotations

import json
from string import Template

import streamlit as st

from pages.shared.frame.text import _

CHOOSE = "Upload"
"""The word of Streamlit's button."""
STYLE = Template("""<style>
.st-key-$key section > span button p,
.st-key-$key section > span + div span { font-size: 0; }
.st-key-$key section > span button p::after,
.st-key-$key section > span + div span::after { font-size: 0.875rem; }
.st-key-$key section > span button p::after { content: $choose; }
.st-key-$key section > span + div span::after { content: $limit; }
</style>""")
"""Other words in place of those of the button and beside it, while no file is chosen."""


def uploaded(label: str, key: str) -> bytes | None:
    """The bytes of the file that is chosen; None where none is. Larger ones than the server takes are refused by the
    browser."""
    choose, limit = _("Upload"), _("{size} MB per file").format(size=st.get_option("server.maxUploadSize"))
    if choose != CHOOSE:
        st.html(STYLE.substitute(key=key, choose=_quoted(choose), limit=_quoted(limit)))
    file = st.file_uploader(label, key=key)
    return None if file is None else file.getvalue()


def _quoted(words: str) -> str:
    """Words as a string of CSS, which escapes quotes and strokes as JSON does."""
    return json.dumps(words, ensure_ascii=False)
