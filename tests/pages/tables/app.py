"""The app with tables that somebody has imported and shared: those of tests/own_tables.py."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st

from dnn.background.services import get_visitor_tables
from pages.server.lifespan import lifespan
from pages.server.middleware import middleware
from tests.conftest import ROOT
from tests.own_tables import TABLES

TEACHER = "a teacher"


@asynccontextmanager
async def with_tables(app: object) -> AsyncIterator[dict[str, Any]]:
    """Share the tables once the server has begun."""
    async with lifespan(app) as state:
        tables = get_visitor_tables()
        for name, content in TABLES.items():
            tables.keep(TEACHER, content, name)
            tables.share(TEACHER, content.digest)
        yield state


app = st.App(ROOT / "pages" / "index.py", lifespan=with_tables, middleware=middleware(""))
