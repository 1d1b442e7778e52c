"""A server that is running asks no other machine for anything, whoever comes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conftest import QUICK, ROOT

CODE = """
import asyncio
from streamlit import net_util
from streamlit.web.server.server_util import is_url_from_allowed_origins
from pages.server.lifespan import lifespan

asked = []
net_util._make_blocking_http_get = lambda url, timeout=5: asked.append(url)
is_url_from_allowed_origins("http://other.example")
before = len(asked)

async def serve():
    async with lifespan(None):
        return is_url_from_allowed_origins("http://other.example"), is_url_from_allowed_origins("http://localhost")

print(before > 0, asyncio.run(serve()), len(asked) - before)
"""


@pytest.mark.workers
def test_a_foreign_origin_is_refused_without_a_question() -> None:
    environment = os.environ | QUICK | {"DNN_EXECUTOR": "thread"}
    done = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout == "True (False, True) 0\n", done.stderr
