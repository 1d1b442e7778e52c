"""Streamlit's box to choose a file in or to drop one on, with its English words in the visitor's language."""

from __future__ import annotations

import json
from string import Template

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.shared.frame.text import _

CHOOSE = "Upload"
"""The word of Streamlit's button."""
STYLE = Template("""<style>
.st-key-$key section > span button p { font-size: 0; }
.st-key-$key section > span + div span { display: none; }
.st-key-$key section > span button p::after { content: $choose; font-size: 0.875rem; }
.st-key-$key section > span + div > div::after {
  content: $limit; font-size: 0.875rem; color: color-mix(in srgb, currentColor 70%, transparent);
}
</style>""")
"""Other words in place of those of the button and beside it, while no file is chosen. A screen reader reads the English
word of the button first, without which the button would have no name; names that are attributes stay English too."""


def uploaded(label: str, key: str, megabytes: int, kinds: str = "", *, several: bool = False) -> list[UploadedFile]:
    """The files that are chosen, of any kind; one at most without `several`. Larger ones are refused by the browser.

    Args:
        megabytes: how large it may be.
        kinds: names of the kinds that are meant, to be shown.
    """
    choose, limit = _("Upload"), kinds or _("{size} MB per file").format(size=megabytes)
    if kinds or choose != CHOOSE:
        st.html(STYLE.substitute(key=key, choose=_quoted(choose), limit=_quoted(limit)))
    if several:
        return st.file_uploader(label, key=key, max_upload_size=megabytes, accept_multiple_files=True)
    file = st.file_uploader(label, key=key, max_upload_size=megabytes)
    return [] if file is None else [file]


def _quoted(words: str) -> str:
    """Words as a string of CSS, which escapes quotes and strokes as JSON does."""
    return json.dumps(words, ensure_ascii=False)
