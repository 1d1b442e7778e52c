"""Threads of the server take turns more often than Python's own do."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conftest import QUICK, ROOT

CODE = """
import asyncio, sys
from pages.server.lifespan import SWITCH_SECONDS, lifespan

async def serve():
    async with lifespan(None):
        return sys.getswitchinterval()

before = sys.getswitchinterval()
print(SWITCH_SECONDS < before, abs(asyncio.run(serve()) - SWITCH_SECONDS) < 1e-5)
"""


@pytest.mark.workers
def test_a_script_lets_the_routes_answer_after_a_millisecond() -> None:
    environment = os.environ | QUICK | {"DNN_EXECUTOR": "thread"}
    done = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout == "True True\n", done.stderr
