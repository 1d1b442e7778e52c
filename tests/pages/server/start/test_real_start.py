"""A real start in a terminal: the code on it leads to the app, and nothing of Streamlit's own stands beside it."""

from __future__ import annotations

import os
import select
import struct
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.conftest import QUICK, ROOT, START_SECONDS, end, free_port
from tests.pages.server.start.terminal import codes_on

ROWS, COLUMNS = 50, 100
PIECE_BYTES = 65_536

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")


@pytest.mark.workers
def test_the_code_in_the_terminal_leads_to_the_app() -> None:
    import fcntl
    import termios

    port = free_port()
    address = f"http://127.0.0.1:{port}/dnn"
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    options = [f"--server.port={port}", "--server.baseUrlPath=/dnn", "--browser.serverAddress=127.0.0.1"]
    surroundings = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address=127.0.0.1", *options],
        cwd=ROOT, env=surroundings | QUICK | {"TERM": "xterm-256color", "PYTHONIOENCODING": "utf-8"},
        stdin=slave, stdout=slave, stderr=slave,
    )  # fmt: skip
    os.close(slave)
    try:
        shown = _read_until_a_code(master)
        assert codes_on(shown) == [address]
        with urllib.request.urlopen(f"{codes_on(shown)[0]}/_stcore/health", timeout=START_SECONDS) as answer:
            assert answer.status == 200
    finally:
        end(process)
        os.close(master)
    assert shown.count(address) == 1 and "Streamlit" not in shown and "External" not in shown


def _read_until_a_code(terminal: int) -> str:
    """What a terminal shows as soon as there is a QR code on it, and the line below."""
    shown, deadline = b"", time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            shown += os.read(terminal, PIECE_BYTES)
        except OSError:  # Linux says so where the other end is closed
            break
        text = shown.decode(errors="ignore")
        if text.endswith("\n") and codes_on(text):
            return text
    pytest.fail(f"no QR code was shown:\n{shown.decode(errors='replace')}")
