"""A store of runs that outlive the server: in memory while it needs them, and written down behind."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from dnn.background.notebook.entry import NotebookEntry
from dnn.background.run import Run
from dnn.background.store.database import FAILURES, Database, RetentionLimits
from dnn.background.store.memory_store import MemoryStore
from dnn.background.store.protocol import StoreAway
from dnn.background.store.saved_run import SavedRun, UnreadableRun, read_summary, restored
from dnn.background.store.writer import BATCH_SECONDS, Writer
from dnn.text.messages import Text

TRIM_SECONDS = 600.0
"""Seconds between two times at which what is too old or too much is deleted."""

log = logging.getLogger(__name__)


class DatabaseStore:
    """Runs in memory and in a database. One without an iteration is not worth a row, and ends with the server.

    Args:
        batch_seconds: seconds between two batches.
        limits: limits of the database; None where it keeps everything.
    """

    def __init__(
        self, database: Database, batch_seconds: float = BATCH_SECONDS, limits: RetentionLimits | None = None
    ) -> None:
        self._database, self._limits = database, limits
        self._trimmed = -math.inf
        self._memory = MemoryStore()
        self._is_migrated = False
        self.writer = Writer(self._write, batch_seconds)

    @property
    def problem(self) -> str | None:
        """The reason for which runs cannot be saved at present, in the words of the database; None where they can."""
        return self.writer.problem

    def open(self, lock: AbstractContextManager[Any]) -> None:
        """Bring the tables up to date and begin to write; where that cannot be, runs are in memory until it can."""
        try:
            self._migrate()
        except FAILURES as error:
            self.writer.note(error)
        self.writer.open(lock)

    def close(self) -> None:
        """Write down what is still to be written down, and end."""
        self.writer.close()
        self._database.close()

    def _migrate(self) -> None:
        self._database.claim()
        if not self._is_migrated:
            self._database.migrate()
            self._is_migrated = True

    def _write(self, runs: Iterable[SavedRun], removed: Iterable[str]) -> None:
        self._migrate()
        self._database.write(runs, removed)
        if self._limits is not None and time.monotonic() - self._trimmed > TRIM_SECONDS:
            count = self._database.trim(self._limits, time.time())
            self._trimmed = time.monotonic()
            log.info("%d runs were deleted for their age or for room.", count)

    def put(self, run: Run) -> None:
        """Store a run under its id, and have it written down."""
        self._memory.put(run)
        if run.iteration or run.generation:
            self.writer.add(run)

    def get(self, run_id: str) -> Run | None:
        """The run of this id in memory."""
        return self._memory.get(run_id)

    def fetch(self, run_id: str) -> Run | None:
        """The run of this id as it was written down, or is about to be."""
        is_waiting, run = self.writer.waiting(run_id)
        if is_waiting:
            return run
        try:
            row = self._database.read(run_id)
            return None if row is None else restored(row)
        except (*FAILURES, UnreadableRun) as error:
            log.warning("The run %s cannot be read: %s", run_id, error)
            return None

    def entries(self, owner: str) -> list[NotebookEntry]:
        """Entries of all runs of an owner that are written down, but for those that are about to be deleted, and those
        that this version cannot read."""
        try:
            rows = self._database.summaries(owner)
        except FAILURES as error:
            log.warning("The runs of a visitor cannot be listed: %s", error)
            return []
        entries = (read_summary(row) for row in rows if not self.writer.is_removed(row.id))
        return [entry for entry in entries if entry is not None]

    def ids(self, owner: str) -> list[str]:
        """Ids of all runs of an owner that are written down, those of other versions too."""
        try:
            return [run_id for run_id in self._database.ids(owner) if not self.writer.is_removed(run_id)]
        except FAILURES as error:
            log.warning("The runs of a visitor cannot be found: %s", error)
            raise StoreAway(
                Text("Expected the stored runs to be within reach, and at present they are not; try again in a minute.")
            ) from error

    def last_number(self, owner: str) -> int:
        """The number of the latest of these runs; 0 where there is none."""
        try:
            return self._database.last_number(owner)
        except FAILURES as error:
            log.warning("The runs of a visitor cannot be counted: %s", error)
            return 0

    def hold(self, run: Run) -> None:
        """Have a run in memory that was fetched."""
        self._memory.hold(run)

    def let_go(self, run_id: str) -> None:
        """Free the memory that a run takes; its row stays."""
        self._memory.let_go(run_id)

    def remove(self, run_id: str) -> None:
        """Delete the run of this id for good."""
        self._memory.remove(run_id)
        self.writer.remove(run_id)

    def __iter__(self) -> Iterator[Run]:
        """All runs in memory, in the order in which they were put."""
        return iter(self._memory)

    def __len__(self) -> int:
        return len(self._memory)
