"""The frame of every page: its style sheet, the app's name and the choice of language."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.shared.frame.languages import LANGUAGES
from pages.shared.frame.text import _
from pages.shared.session import session

STYLE_SHEET = Path(__file__).with_name("frame.css")
LOGO = str(Path(__file__).with_name("images") / "logo.svg")


def style() -> None:
    """Apply the app's own spacing; every rule hangs on a key that this app gives. Show its sign."""
    st.logo(LOGO, size="large")
    st.html(STYLE_SHEET)
    pixels = session.TEXT_SIZES[session.text_size()]
    if pixels is not None:
        st.html(f"<style>:root {{ font-size: {pixels}px !important; }}</style>")


def header() -> None:
    """The name of the app, what it is, and the language switch, in one line."""
    with st.container(horizontal=True, vertical_alignment="center", key="frame_header"):
        name = _("Deep network trainer")
        st.markdown(f"#### :material/network_node: {name}", width="content")
        st.caption(_("An L-layer network, visible while it learns"), width="content")
        st.space("stretch")
        _text_size_switch()
        _language_switch()


def _text_size_switch() -> None:
    titles = dict(zip(session.TEXT_SIZES, ("A", "A+", "A++"), strict=True))
    st.segmented_control(
        _("Size of the text"),
        list(titles),
        format_func=titles.__getitem__,
        required=True,
        key=session.text_size_control(),
        on_change=session.take_text_size,
        label_visibility="collapsed",
    )


def _language_switch() -> None:
    st.segmented_control(
        _("Language"),
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code].name,
        required=True,
        key=session.language_control(),
        on_change=session.take_language,
        label_visibility="collapsed",
    )
