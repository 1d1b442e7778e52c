"""Streamlit's box to choose a file in or to drop one on, with its English words in the visitor's language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from string import Template

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pages.shared.frame.text import _

CHOOSE = "Upload"
"""The word of Streamlit's button."""
STYLE = Template("""<style>
.st-key-$key section > span button p,
.st-key-$key section > span + div span { display: none; }
.st-key-$key section > span button [data-testid="stMarkdownContainer"]::after { content: $choose; }
.st-key-$key section > span + div > div::after {
  content: $limit; font-size: 0.875rem; color: color-mix(in srgb, currentColor 70%, transparent);
}
</style>""")
"""Other words in place of those of the button and beside it, while no file is chosen, for the eye and for a screen
reader; Streamlit's other names, of the field and of its buttons for chosen files, are attributes and stay English."""


def uploaded(label: str, key: str, megabytes: int, kinds: Sequence[str] = ()) -> UploadedFile | None:
    """The file that is chosen; None where none is. Larger ones are refused by the browser.

    Args:
        megabytes: how large it may be.
        kinds: the ends of names that are offered; none offers every file.
    """
    choose, limit = _("Upload"), _("{size} MB per file").format(size=megabytes)
    if kinds:
        limit += " · " + ", ".join(kinds).upper()
    if choose != CHOOSE:
        st.html(STYLE.substitute(key=key, choose=_quoted(choose), limit=_quoted(limit)))
    return st.file_uploader(label, type=list(kinds) or None, key=key, max_upload_size=megabytes)


def _quoted(words: str) -> str:
    """Words as a string of CSS, which escapes quotes and strokes as JSON does."""
    return json.dumps(words, ensure_ascii=False)
