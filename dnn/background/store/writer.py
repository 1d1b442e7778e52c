"""The thread that writes runs down behind the server, in batches at most two seconds old."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from dnn.background.run import Run
from dnn.background.store.database import FAILURES
from dnn.background.store.saved_run import SavedRun, saved

BATCH_SECONDS = 2.0
"""Seconds between two batches."""
WRITER = "run writer"

Write = Callable[[Iterable[SavedRun], Iterable[str]], None]

log = logging.getLogger(__name__)


class Writer:
    """Runs on their way to the database, each as it was at the last batch.

    A batch that cannot be written stays, and is written with the next one; `problem` says meanwhile why.

    Args:
        write: writes runs and deletes others; may raise one of FAILURES.
    """

    def __init__(self, write: Write, seconds: float = BATCH_SECONDS) -> None:
        self._write, self._seconds = write, seconds
        self._runs_lock: AbstractContextManager[Any] = nullcontext()
        self._waiting: dict[str, Run | None] = {}
        self._batch: dict[str, Run | None] = {}
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self.problem: str | None = None

    def open(self, lock: AbstractContextManager[Any]) -> None:
        """Begin to write; under the lock nobody else changes a run."""
        self._runs_lock = lock
        self._closing.clear()
        self._thread = threading.Thread(target=self._work, name=WRITER, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Write what waits, and end."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def add(self, run: Run) -> None:
        """Have a run written as it is by then; it is copied once a batch, not with each slice."""
        with self._lock:
            self._waiting[run.id] = run

    def remove(self, run_id: str) -> None:
        """Have a run deleted."""
        with self._lock:
            self._waiting[run_id] = None

    def waiting(self, run_id: str) -> tuple[bool, Run | None]:
        """Say whether anything of a run is not written yet; with the run, or None where it is to be deleted."""
        with self._runs_lock, self._lock:
            for runs in (self._waiting, self._batch):
                if run_id in runs:
                    run = runs[run_id]
                    return True, run.copy() if run else None
        return False, None

    def is_removed(self, run_id: str) -> bool:
        """True if a run is to be deleted, and is not yet."""
        with self._lock:
            waiting = self._waiting if run_id in self._waiting else self._batch
            return run_id in waiting and waiting[run_id] is None

    def flush(self) -> bool:
        """Write what waits now; whether that was possible."""
        with self._writing:
            with self._runs_lock, self._lock:
                latest = {run_id: run.copy() if run else None for run_id, run in self._waiting.items()}
                self._batch, self._waiting = self._batch | latest, {}
            if not self._batch:
                return True
            try:
                self._write([saved(run) for run in self._batch.values() if run], self._deleted())
            except FAILURES as error:
                self.note(error)
                return False
            with self._lock:
                self._batch = {}
            self.note(None)
            return True

    def _deleted(self) -> list[str]:
        return [run_id for run_id, run in self._batch.items() if run is None]

    def note(self, error: Exception | None) -> None:
        """Note why nothing can be written, or that it can."""
        problem = None if error is None else str(error).partition("\n")[0]
        if problem != self.problem:
            log.warning("Runs are saved again." if problem is None else f"Runs cannot be saved: {problem}")
        self.problem = problem

    def _work(self) -> None:
        while not self._closing.wait(self._seconds):
            self.flush()
        self.flush()
