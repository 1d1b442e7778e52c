"""Notation: every symbol of the course, what it means, and what it is in the network on the left."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from dnn.notation import NOTATION, bind
from dnn.text.messages import Enumeration
from pages.menu import MENU, TRAIN
from pages.shared.frame.text import _, say
from pages.shared.run import controls, sidebar
from pages.shared.session import address, session

_snapshot, config = sidebar.draw((controls.DATA, controls.NETWORK))
bound = bind(config or session.config())
queries = {page: urlencode(address.query(MENU.get(page, TRAIN))) for page in ("", "dimensions")}
titles = {"": _("Train"), "dimensions": _("Dimensions")}
heads = (_("Symbol"), _("Meaning"), _("In this network"), _("Where to see it"))
rows = [f"| {' | '.join(heads)} |", "|:--|:--|:--|:--|"]
for symbol in NOTATION.values():
    links = say(Enumeration(f"[{titles[page]}]({page or './'}?{queries[page]})" for page in symbol.pages))
    rows.append(f"| ${symbol.latex}$ | {say(symbol.meaning)} | ${symbol.here(bound)}$ | {links} |")
with st.container(key="page", gap="small"):
    with st.container(key="notation_table"):
        st.markdown("\n".join(rows))
    st.caption(_("Hover over a symbol anywhere in the app, or tap it, to see its meaning and its value here."))
