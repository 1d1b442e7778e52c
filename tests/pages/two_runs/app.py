"""A server of the page with two runs, with the routes and workers of the app."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from pages.server.lifespan import lifespan
from pages.server.page_document import PageDocument
from pages.server.routes import routes
from pages.server.visitor import VisitorCookie

app = st.App(
    Path(__file__).with_name("script.py"),
    lifespan=lifespan,
    routes=routes(""),
    middleware=[Middleware(VisitorCookie), Middleware(PageDocument)],
)
