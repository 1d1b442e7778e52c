"""The entries of the menu as Streamlit takes them.

Streamlit asks the file system seven times where the script of a page is, and each time lets another thread have the
interpreter: for fifteen pages a millisecond of the eighteen that a run of the script takes. So each is made once in a
language.
"""

from __future__ import annotations

from copy import copy
from functools import lru_cache

import streamlit as st

from pages.locale.languages import LANGUAGES
from pages.menu import MENU, TRAIN, MenuEntry
from pages.shared.frame.text import say


def menu_page(entry: MenuEntry) -> st.Page:
    """The page of an entry, for one run of the script alone: Streamlit notes in it whether it may be drawn."""
    return copy(_made(entry, say(entry.title)))


@lru_cache(maxsize=len(MENU) * len(LANGUAGES))
def _made(entry: MenuEntry, title: str) -> st.Page:
    icon = f":material/{entry.icon}:"
    return st.Page(entry.file, title=title, icon=icon, url_path=entry.name, default=entry is TRAIN)
