"""A box to choose a file in or to drop one on, with words in the visitor's language: Streamlit's has English ones."""

from __future__ import annotations

import json
from string import Template

import streamlit as st

from pages.shared.frame.text import _

STYLE = Template("""<style>
.st-key-$key section > span button p { display: none; }
.st-key-$key section > span button :has(> p)::after { content: $choose; }
.st-key-$key section > span + div > div { display: none; }
.st-key-$key section > span + div::after { content: $limit; font-size: 0.875rem; }
</style>""")
"""The words in place of those of the button and beside it, while no file is chosen."""


def uploaded(label: str, key: str) -> bytes | None:
    """The bytes of the file that is chosen; None where none is. Larger ones than the server takes are refused by the
    browser."""
    limit = _("or drop it here; at most {size} MB").format(size=st.get_option("server.maxUploadSize"))
    st.html(STYLE.substitute(key=key, choose=_quoted(_("Choose a file")), limit=_quoted(limit)))
    file = st.file_uploader(label, key=key)
    return None if file is None else file.getvalue()


def _quoted(words: str) -> str:
    """Words as a string of CSS, which escapes quotes and strokes as JSON does."""
    return json.dumps(words, ensure_ascii=False)
