"""The frame of every page: name, navigation, language; the script that the server runs for each visitor."""

from __future__ import annotations

import streamlit as st

from dnn.datasets.contents import MissingContent
from pages.menu import APP, LESSON, MENU, PATH, TRAIN, MenuEntry
from pages.shared.bring_in import dialog as bring_in
from pages.shared.frame import frame, notices
from pages.shared.frame.glossary import glossary
from pages.shared.frame.menu_pages import menu_page
from pages.shared.frame.text import say, strong
from pages.shared.frame.visitor_browser import visitor_browser
from pages.shared.room import bar as room_bar
from pages.shared.room import following
from pages.shared.run import run_commands
from pages.shared.session import address, first_page, session, table_access
from pages.shared.session.run_view import MAIN
from pages.shared.share import dialog as share
from pages.shared.take_away import dialog as take_away


def navigation(current: MenuEntry) -> st.Page:
    """Draw the menu, pages by the heading of their group, and return the page that is asked for. The group of `current`
    is in bold."""
    groups: dict[str, list[st.Page]] = {}
    for entry, page in PAGES.items():
        groups.setdefault(_group_title(entry, current), []).append(page)
    return st.navigation(groups, position="hidden" if session.is_presenting() else "top")


def _group_title(entry: MenuEntry, current: MenuEntry) -> str:
    if entry.group is None:
        return ""
    return strong(say(entry.group)) if entry.group == current.group else say(entry.group)


first_page.begin()
link = address.opened_link()
if link is not None:
    address.take_appearance(link)
PAGES = {entry: menu_page(entry) for entry in MENU.values()}
# The icon has to be known before the menu is, or Streamlit fetches that of the page from another host.
st.set_page_config(page_icon=frame.LOGO, layout="wide", initial_sidebar_state=336)
before = session.page_entry()
page = navigation(before)
entry = MENU.get(page.url_path, TRAIN)
if entry is not before:
    session.set_page_entry(entry)
    navigation(entry)
wanted = session.next_page()
if wanted is entry:
    session.set_next_page(None)
elif wanted is not None:
    st.switch_page(PAGES[wanted])
if link is not None:
    address.take_experiment(link, entry)
    run_commands.take_run_as_known(MAIN)
table_access.settle()
following.settle(entry)
st.set_page_config(page_title=f"{say(entry.title)} · {say(APP)}")
frame.style()
frame.header(entry, share.button)
room_bar.draw()
try:
    page.run()
except MissingContent as missing:  # the table was deleted while the page was drawn
    notices.error(missing)
    session.set_config(table_access.without_table(session.config()))
following.report_run_of(entry)
share.draw()
bring_in.draw()
take_away.close_elsewhere()
if entry is not PATH or session.parameter(LESSON) is None:  # a lesson has its own way on
    frame.turn_page(PAGES, entry)
visitor_browser()
glossary(session.config())
address.write_link()
first_page.end()
