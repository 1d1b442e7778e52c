"""A lesson that cannot be read keeps the server from starting, which says file, line and reason."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dnn.lesson_files.lessons import lesson_paths
from tests.conftest import QUICK, ROOT

CODE = """
import asyncio, sys
from pathlib import Path
import dnn.lesson_files.lessons
from pages.server import lifespan

sys.modules["dnn.lesson_files.lessons"].FOLDER = Path(sys.argv[1])
lifespan.open_runs = lambda settings: print("workers started")

async def serve():
    async with lifespan.lifespan(None):
        print("served")

asyncio.run(serve())
"""


def start(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | QUICK | {"DNN_EXECUTOR": "thread"}
    command = [sys.executable, "-c", CODE, str(folder)]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("broken", "line", "reason"),
    [("title: {a: 1\n", 2, ""), ("minutes: 3\n", 1, "to have title")],
    ids=["no YAML", "no title"],
)
def test_the_server_does_not_start(tmp_path: Path, broken: str, line: int, reason: str) -> None:
    for path in lesson_paths():
        shutil.copy(path, tmp_path)
    (tmp_path / "11_broken.yaml").write_text(broken)
    done = start(tmp_path)
    assert done.returncode != 0 and done.stdout == ""
    assert f"Line {line}: " in done.stderr and reason in done.stderr and "11_broken.yaml" in done.stderr


def test_it_starts_with_lessons_that_can_be_read(tmp_path: Path) -> None:
    for path in lesson_paths():
        shutil.copy(path, tmp_path)
    assert start(tmp_path).stdout == "workers started\nserved\n"
