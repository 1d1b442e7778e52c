"""The server's one registry of runs, and the worker of its pages: opened and closed by its lifespan, found by its pages
and routes."""

import atexit
import threading

from dnn.background.manager import Runs
from dnn.background.page_worker import Computer
from dnn.background.settings import Settings

_lock = threading.Lock()
_runs: Runs | None = None
_computer: Computer | None = None


def open_runs(settings: Settings) -> Runs:
    """Make the registry and start its workers; that of the pages starts when it is first needed."""
    global _runs, _computer
    with _lock:
        if _runs is None:
            _runs, _computer = Runs(settings), Computer(settings)
            _runs.open()
        return _runs


def get_runs() -> Runs:
    """The registry. Where no server's lifespan opened one, as in tests of pages, it trains in a thread."""
    _open_if_needed()
    assert _runs is not None
    return _runs


def get_computer() -> Computer:
    """The worker of the pages; a thread where no server's lifespan opened the registry."""
    _open_if_needed()
    assert _computer is not None
    return _computer


def _open_if_needed() -> None:
    if _runs is None:
        open_runs(Settings(executor="thread"))
        atexit.register(close_runs)


def close_runs() -> None:
    """End the registry and all workers."""
    global _runs, _computer
    with _lock:
        runs, computer = _runs, _computer
        _runs = _computer = None
    if computer is not None:
        computer.close()
    if runs is not None:
        runs.close()
