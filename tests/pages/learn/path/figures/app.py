"""A server of the page with the figures, to look at them: streamlit run tests/pages/learn/path/figures/app.py"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.server.lifespan import lifespan
from pages.server.middleware import middleware

app = st.App(Path(__file__).with_name("script.py"), lifespan=lifespan, middleware=middleware(""))
