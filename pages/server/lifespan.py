"""The lifespan of the server: the run manager and its workers start and end with it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pandas  # noqa: F401  before anybody comes: plotly takes it half loaded when the first visitors come together
from starlette.concurrency import run_in_threadpool

from dnn.background.services import close_runs, open_runs
from dnn.background.settings import Settings
from dnn.lesson_files import lessons
from dnn.system.descriptors import raise_descriptor_limit
from dnn.system.garbage import leave_out_what_stays
from pages.server.files.assets import prepare
from pages.server.request_head import bound_request_heads
from pages.server.rooms.admission import ADMISSION
from pages.server.rooms.loop_lag import watch_lag
from pages.server.security_headers import headers_of_files
from pages.server.settings import ServerSettings
from pages.server.start.announcement import announce
from pages.server.start.no_questions import ask_nobody

SWITCH_SECONDS = 0.001
"""Seconds after which a thread lets another one have the interpreter: a fifth of Python's own. The thread of the routes
gives it up with each answer that it sends, and then waits as long as that wherever the script of a page runs."""


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[dict[str, Any]]:
    """Start the workers with the server and end them with it; have lessons read and the files of the live view ready
    before anybody asks, and requests bounded; then say where the server is.

    The limit of file descriptors is raised first, since the workers inherit it.

    Raises:
        LessonFileError: a lesson's file cannot be read; no worker has started then.
    """
    raise_descriptor_limit()
    sys.setswitchinterval(SWITCH_SECONDS)
    settings = ServerSettings.from_environment()
    bound_request_heads(headers_of_files(settings.frame_ancestors))
    ask_nobody()
    await run_in_threadpool(lessons)
    await run_in_threadpool(open_runs, Settings.from_environment())
    await run_in_threadpool(prepare)
    await run_in_threadpool(announce, settings)
    leave_out_what_stays()
    watching = asyncio.create_task(watch_lag(ADMISSION.note_lag))
    yield {}
    watching.cancel()
    await run_in_threadpool(close_runs)
