"""A button that copies a file's text, or a picture, as the clipboard takes them; st.code copies what it shows alone."""

from __future__ import annotations

import base64
from pathlib import Path

import streamlit as st

from dnn.background.wire import CopyData
from pages.shared.frame.text import _

MAX_COPIED = 2_000_000
"""Characters, or bytes of a picture, that travel to the browser so that they can be copied."""

_component = st.components.v2.component(
    "dnn_copy_button",
    html='<div class="copy"><button type="button"></button><span role="status"></span></div>',
    css=Path(__file__).with_suffix(".css").read_text("utf-8"),
    js=Path(__file__).with_suffix(".js").read_text("utf-8"),
)


def copy_button(key: str, name: str, *, text: str = "", image: bytes | None = None) -> None:
    """Draw the button.

    Args:
        name: what the content is known by; of another content it says no longer that it was copied.
        text: what is copied.
        image: the picture that is copied instead, as a PNG file.
    """
    if max(len(text), 0 if image is None else len(image)) > MAX_COPIED:
        st.caption(_("Too long to be copied; download it."))
        return
    data: CopyData = {
        "name": name,
        "text": text,
        "image": None if image is None else base64.b64encode(image).decode("ascii"),
        "copy": _("Copy"),
        "copied": _("Copied."),
        "refused": _("This browser does not let the page copy it; download it."),
    }
    _component(key=key, data=data, width="content", height="content")
