"""The frame of every page: name, navigation, language; the script that the server runs for each visitor."""

from __future__ import annotations

import streamlit as st

from pages.menu import MENU, TRAIN, MenuEntry
from pages.shared.frame import frame
from pages.shared.frame.glossary import glossary
from pages.shared.frame.text import _, say
from pages.shared.session import address, session


def navigation_page(entry: MenuEntry) -> st.Page:
    """An entry of the menu as Streamlit takes it."""
    icon = f":material/{entry.icon}:"
    return st.Page(entry.file, title=say(entry.title), icon=icon, url_path=entry.name, default=entry is TRAIN)


def navigation() -> dict[str, list[st.Page]]:
    """The menu: pages by the heading of their group."""
    groups: dict[str, list[st.Page]] = {}
    for entry in MENU.values():
        groups.setdefault(say(entry.group) if entry.group else "", []).append(navigation_page(entry))
    return groups


address.begin()
st.set_page_config(page_title=_("Deep network trainer"), page_icon=frame.LOGO, layout="wide", initial_sidebar_state=336)
page = st.navigation(navigation(), position="top")
frame.style()
frame.header()
page.run()
glossary(session.config())
address.write_link()
