"""A server of the page with the chart of a lesson, with the routes and workers of the app."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.server.lifespan import lifespan
from pages.server.middleware import middleware
from pages.server.routes import routes

app = st.App(
    Path(__file__).with_name("script.py"),
    lifespan=lifespan,
    routes=routes(""),
    middleware=middleware(""),
)
