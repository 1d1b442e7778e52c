"""The command line as the tests run it: a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent


def run(*arguments: object, given: str | bytes = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """python -W error -m dnn …, with `given` on standard input."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "dnn", *map(str, arguments)],
        input=given if isinstance(given, bytes) else given.encode(),
        capture_output=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"} | environment,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def configuration(folder: Path, document: dict[str, Any] | None = None) -> Path:
    """A file with a short run in mini-batches."""
    path = folder / "run.json"
    usual = {"dataset": {"name": "circles", "samples": 100}, "hyperparameters": {"iterations": 30, "batch_size": 16}}
    path.write_text(json.dumps(document or usual), "utf-8")
    return path
