"""The development tools that tests/javascript/package.json names, installed where they are absent."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "javascript"
MODULES = HERE / "node_modules"
NEEDED = (".bin/tsc", ".bin/biome", "axe-core/axe.min.js")
INSTALL_SECONDS = 100


def tool(name: str) -> str:
    """The path of a program; without it the test is skipped, and fails where CI is set."""
    path = shutil.which(name)
    if path is None:
        missing = f"no {name} on this machine (on Debian: apt-get install nodejs npm)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return path


def installed() -> Path:
    """The folder of the packages; of two processes that find it empty one installs, and the other waits."""
    tool("node")
    with (HERE / "package.json").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not all((MODULES / name).exists() for name in NEEDED):
            _install(tool("npm"))
    return MODULES


def _install(npm: str) -> None:
    command = [npm, "install", "--no-package-lock", "--no-audit", "--no-fund"]
    try:
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        pytest.fail(f"npm install took more than {INSTALL_SECONDS} seconds in {HERE}")
    assert done.returncode == 0, f"npm install failed in {HERE}:\n{done.stdout}{done.stderr}"
