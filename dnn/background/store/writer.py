"""The thread that writes runs down behind the server, each at most two seconds late, a few at a time.

A hundred runs at once would keep the interpreter from a visitor's click for half a second.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from itertools import islice
from typing import Any

from dnn.background.run import Run
from dnn.background.store.database import FAILURES
from dnn.background.store.saved_run import SavedRun, saved
from dnn.system.rounds import Rounds

BATCH_SECONDS = 2.0
"""Seconds after which a run that has changed is written at the latest."""
TURNS = 32
"""Turns in these seconds, in each of which a few of the runs are written."""
MIN_TURN_SECONDS = 0.02
WRITER = "run writer"

Write = Callable[[Iterable[SavedRun], Iterable[str]], None]

log = logging.getLogger(__name__)


def due(waiting_since: Iterable[float], now: float, seconds: float, turn: float) -> int:
    """Number of runs, the oldest first, to be written in this turn: the fewest with which, as many in each of the turns
    that follow, nobody waits for longer than so many `seconds`.

    Args:
        waiting_since: the time of each run's first change that is not written, rising.
        turn: seconds from one turn to the next.
    """
    turns_left = (max(1, math.floor((since + seconds - now) / turn)) for since in waiting_since)
    return max((math.ceil(count / left) for count, left in enumerate(turns_left, start=1)), default=0)


class Writer:
    """Runs on their way to the database, each as it is when its turn comes.

    What cannot be written stays, and is tried again with what came since; `problem` says meanwhile why.

    Args:
        write: writes runs and deletes others; may raise one of FAILURES.
        seconds: see BATCH_SECONDS.
    """

    def __init__(self, write: Write, seconds: float = BATCH_SECONDS) -> None:
        self._write, self._seconds, self._turn = write, seconds, max(seconds / TURNS, MIN_TURN_SECONDS)
        self._runs_lock: AbstractContextManager[Any] = nullcontext()
        self._waiting: dict[str, Run | None] = {}
        self._since: dict[str, float] = {}
        self._batch: dict[str, Run | None] = {}
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._rounds = Rounds(WRITER, self._go_round, self._turn, self.flush)
        self.problem: str | None = None

    def open(self, lock: AbstractContextManager[Any]) -> None:
        """Begin to write; under the lock nobody else changes a run."""
        self._runs_lock = lock
        self._rounds.open()

    def close(self) -> None:
        """Write what waits, and end."""
        self._rounds.close()

    def add(self, run: Run) -> None:
        """Have a run written as it is by then; it is copied when it is written, not with each slice."""
        self._add(run.id, run)

    def remove(self, run_id: str) -> None:
        """Have a run deleted."""
        self._add(run_id, None)

    def _add(self, run_id: str, run: Run | None) -> None:
        with self._lock:
            self._waiting[run_id] = run
            self._since.setdefault(run_id, time.monotonic())

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

    def removed(self) -> set[str]:
        """Ids of the runs that are to be deleted, and are not yet."""
        with self._lock:
            return {run_id for run_id, run in (self._batch | self._waiting).items() if run is None}

    def flush(self) -> bool:
        """Write all that waits now; whether that was possible."""
        return self._write_oldest(None)

    def write_due(self) -> bool:
        """Write those whose turn it is; whether that was possible."""
        with self._lock:
            count = due(self._since.values(), time.monotonic(), self._seconds, self._turn)
        return count == 0 or self._write_oldest(count)

    def _write_oldest(self, count: int | None) -> bool:
        with self._writing:
            self._take_oldest(count)
            if not self._batch:
                return True
            try:
                self._write([saved(run) for run in self._batch.values() if run], self._deleted())
            except FAILURES as error:
                self._put_back()
                self.note(error)
                return False
            with self._lock:
                self._batch = {}
            self.note(None)
            return True

    def _take_oldest(self, count: int | None) -> None:
        with self._runs_lock, self._lock:
            for run_id in list(islice(self._since, count)):
                run = self._waiting.pop(run_id)
                self._batch[run_id] = run.copy() if run else None
                del self._since[run_id]

    def _put_back(self) -> None:
        """Have what could not be written wait again, but for what has changed meanwhile."""
        with self._lock:
            self._waiting = self._batch | self._waiting
            self._since |= dict.fromkeys(self._batch.keys() - self._since.keys(), time.monotonic())
            self._batch = {}

    def _deleted(self) -> list[str]:
        return [run_id for run_id, run in self._batch.items() if run is None]

    def note(self, error: Exception | None) -> None:
        """Note why nothing can be written, or that it can."""
        problem = None if error is None else str(error).partition("\n")[0]
        if problem != self.problem:
            log.warning("Runs are saved again." if problem is None else f"Runs cannot be saved: {problem}")
        self.problem = problem

    def _go_round(self) -> float:
        """Write those whose turn it is; the seconds until the next turn."""
        return self._turn if self.write_due() else self._seconds
