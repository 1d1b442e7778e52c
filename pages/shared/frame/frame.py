"""The frame of every page: its style sheet, its heading, the choice of language, and the way to the next page."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from pages.locale.languages import LANGUAGES
from pages.menu import COMPARE, TRAIN, MenuEntry, neighbours
from pages.shared.frame.text import _, say
from pages.shared.session import control_keys, session

STYLE = f"<style>{Path(__file__).with_name('frame.css').read_text('utf-8')}</style>"
"""The style sheet as a page has it; read once, since Streamlit would read a file for each run of the script."""
LOGO = f"data:image/svg+xml;base64,{b64encode((Path(__file__).with_name('images') / 'logo.svg').read_bytes()).decode()}"
"""The app's sign as an address, likewise."""


def style() -> None:
    """Apply the app's own spacing; every rule hangs on a key that this app gives. Show its sign."""
    st.logo(LOGO, size="large")
    st.html(STYLE)
    if (size := session.font_size()) is not None:
        st.html(f"<style>:root {{ font-size: {size} !important; }}</style>")


def header(entry: MenuEntry, tools: Callable[[], None]) -> None:
    """The heading of a page, what it shows, and switches for the text, in one line, with further `tools` of pages about
    runs; where the page is presented, the heading alone, out of sight."""
    is_presented = session.is_presenting()
    key = "hidden_header" if is_presented else "frame_header"
    with st.container(horizontal=True, vertical_alignment="center", key=key):
        st.title(say(entry.heading or entry.title), anchor=False, width="content")
        if is_presented:
            return
        st.caption(say(entry.purpose), width="content")
        st.space("stretch")
        if entry is TRAIN:
            presentation_button(_("Present"), ":material/slideshow:")
        if entry in (TRAIN, COMPARE):
            tools()
        _text_size_switch()
        _language_switch()


def turn_page(pages: Mapping[MenuEntry, st.Page], entry: MenuEntry) -> None:
    """Links to the page before and the page after, below the page."""
    before, after = neighbours(entry)
    if before is None:
        return  # the first page fills the window
    with st.container(horizontal=True, key="turn_page"):
        st.page_link(
            pages[before],
            label=_("Back: {title}").format(title=say(before.title)),
            icon=":material/arrow_back:",
            width="content",
        )
        st.space("stretch")
        if after is not None:
            st.page_link(
                pages[after],
                label=_("Next: {title}").format(title=say(after.title)),
                icon=":material/arrow_forward:",
                width="content",
            )


def presentation_button(label: str, icon: str) -> None:
    """The button that begins a presentation, or ends it."""
    st.button(
        label,
        key="presentation_button",
        icon=icon,
        shortcut="P",
        type="tertiary",
        help=_("Curve, network and boundary fill the screen of a projector"),
        on_click=session.set_presenting,
        args=(not session.is_presenting(),),
    )


def _text_size_switch() -> None:
    titles = dict(zip(session.TEXT_SIZES, ("A", "A+", "A++"), strict=True))
    st.segmented_control(
        _("Size of the text"),
        list(titles),
        format_func=titles.__getitem__,
        required=True,
        key=session.text_size_control(),
        default=session.text_size(),
        on_change=control_keys.on_change(session.TEXT_SIZE, session.take_text_size),
        label_visibility="collapsed",
    )


def _language_switch() -> None:
    st.segmented_control(
        _("Language"),
        list(LANGUAGES),
        format_func=lambda code: LANGUAGES[code].name,
        required=True,
        key=session.language_control(),
        default=session.language(),
        on_change=control_keys.on_change(session.LANGUAGE, session.take_language),
        label_visibility="collapsed",
    )
