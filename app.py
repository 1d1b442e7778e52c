"""The server: pages, routes of the live view, and the workers that train. `streamlit run app.py` and
`uvicorn app:app` both serve it.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.server.lifespan import lifespan
from pages.server.middleware import middleware

base_path = str(st.get_option("server.baseUrlPath") or "")
app = st.App(
    Path(__file__).parent / "pages" / "index.py",
    lifespan=lifespan,
    middleware=middleware(base_path),
)
