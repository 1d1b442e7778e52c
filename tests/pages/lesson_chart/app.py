"""A server of the page with the chart of a lesson, with the routes and workers of the app."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.server.lifespan import lifespan
from pages.server.middleware import middleware

app = st.App(
    Path(__file__).with_name("script.py"),
    lifespan=lifespan,
    middleware=middleware(""),
)
