"""What keeps visitors waiting in a server: threads take turns more often than Python's own do, and garbage collection
does not go through the modules."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conftest import QUICK, ROOT

CODE = """
import asyncio, gc, sys
from pages.server.lifespan import SWITCH_SECONDS, lifespan

async def serve():
    async with lifespan(None):
        return sys.getswitchinterval(), gc.get_freeze_count(), len(gc.get_objects())

before = sys.getswitchinterval()
seconds, left_out, gone_through = asyncio.run(serve())
print(SWITCH_SECONDS < before, abs(seconds - SWITCH_SECONDS) < 1e-5, left_out > 100 * gone_through)
"""


@pytest.mark.workers
def test_a_script_lets_the_routes_answer_after_a_millisecond_and_no_collection_takes_long() -> None:
    environment = os.environ | QUICK | {"DNN_EXECUTOR": "thread"}
    done = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.stdout == "True True True\n", done.stderr
