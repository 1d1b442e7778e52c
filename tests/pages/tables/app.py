"""The app with tables that somebody has imported: those of tests/own_tables.py."""

from __future__ import annotations

import streamlit as st

from dnn.datasets.contents import CONTENTS
from pages.server.lifespan import lifespan
from pages.server.middleware import middleware
from pages.server.routes import routes
from tests.conftest import ROOT
from tests.own_tables import TABLES

for content in TABLES.values():
    CONTENTS.put(content)
app = st.App(ROOT / "pages" / "index.py", lifespan=lifespan, routes=routes(""), middleware=middleware(""))
