"""The server: pages, routes of the live view, and the workers that train. `streamlit run app.py` and
`uvicorn app:app` both serve it.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from pages.server.lifespan import lifespan
from pages.server.page_document import PageDocument
from pages.server.routes import routes
from pages.server.visitor import VisitorCookie

app = st.App(
    Path(__file__).parent / "pages" / "index.py",
    lifespan=lifespan,
    routes=routes(str(st.get_option("server.baseUrlPath") or "")),
    middleware=[Middleware(VisitorCookie), Middleware(PageDocument)],
)
