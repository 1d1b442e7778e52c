"""The server's one registry of runs: opened and closed by its lifespan, found by its pages and routes."""

import atexit
import threading

from dnn.background.runs import Runs
from dnn.background.settings import Settings

_lock = threading.Lock()
_runs: Runs | None = None


def open_runs(settings: Settings) -> Runs:
    """Make the registry and start its workers."""
    global _runs
    with _lock:
        if _runs is None:
            _runs = Runs(settings)
            _runs.open()
        return _runs


def get_runs() -> Runs:
    """The registry. Where no server's lifespan opened one, as in tests of pages, it trains in a thread."""
    if _runs is None:
        open_runs(Settings(executor="thread"))
        atexit.register(close_runs)
    assert _runs is not None
    return _runs


def close_runs() -> None:
    """End the registry and its workers."""
    global _runs
    with _lock:
        runs, _runs = _runs, None
    if runs is not None:
        runs.close()
