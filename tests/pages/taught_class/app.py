"""A server of the whole app, with one route more: it opens a room and fills it with simulated students.

POST class?count=30&iterations=20000 answers with the room's keys; POST look lets all students be heard of.
"""

from __future__ import annotations

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dnn.background.services import get_rooms
from pages.server.lifespan import lifespan
from pages.server.middleware import middleware
from pages.server.visitor import new_key
from tests.conftest import ROOT
from tests.pages.taught_class.students import Students

classes: list[Students] = []


async def open_class(request: Request) -> JSONResponse:
    """Open a room with as many students as the query says."""
    query = request.query_params
    count, iterations = int(query.get("count", "30")), int(query.get("iterations", "20000"))
    language = query.get("language", "en")
    opening = get_rooms().open_room(new_key(), title="XOR, 14:00", lesson="learning_rate", language=language)
    classes.append(await run_in_threadpool(Students, opening["code"], count, iterations))
    return JSONResponse({**opening, "students": classes[-1].keys})


async def look(_request: Request) -> JSONResponse:
    """Let all students of all rooms be heard of."""
    for each in classes:
        await run_in_threadpool(each.look)
    return JSONResponse({})


app = st.App(
    ROOT / "pages" / "index.py",
    lifespan=lifespan,
    routes=[Route("/class", open_class, methods=["POST"]), Route("/look", look, methods=["POST"])],
    middleware=middleware(""),
)
