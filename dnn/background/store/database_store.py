"""A store of runs that outlive the server: in memory while it needs them, and written down behind."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

from dnn.background.curve import Curve, curve_of, curve_of_read_only
from dnn.background.notebook.entry import entry_of
from dnn.background.notebook.labels import RunLabels
from dnn.background.notebook.read_only_entry import Entry, ReadOnlyEntry, ReadOnlyRecord
from dnn.background.run import Run
from dnn.background.store.database import FAILURES, Database, RetentionLimits
from dnn.background.store.memory_store import MemoryStore
from dnn.background.store.protocol import StoreAway
from dnn.background.store.salvage import read_only, record, relabelled, salvaged
from dnn.background.store.saved_run import EMPTIED, SavedRun, SummaryRow, UnreadableRun, read_summary, restored
from dnn.background.store.stored_curve import stored_curve
from dnn.background.store.versions import NO_ROOM, OTHER_FORM
from dnn.background.store.writer import BATCH_SECONDS, Writer
from dnn.text.messages import Text

TRIM_SECONDS = 600.0
"""Seconds between two times at which what is too old or too much is deleted."""

AWAY = Text("Expected the stored runs to be within reach, and at present they are not; try again in a minute.")

log = logging.getLogger(__name__)


class DatabaseStore:
    """Runs in memory and in a database. One without an iteration is not worth a row, and ends with the server,
    unless a room shows it.

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
        self._refused: dict[str, Text] = {}
        self.writer = Writer(self._write, batch_seconds)

    @property
    def problem(self) -> str | None:
        """The reason for which runs cannot be saved at present, in the words of the database; None where they can."""
        return self.writer.problem

    def open(self, lock: AbstractContextManager[Any]) -> None:
        """Bring the tables up to date and begin to write; where that cannot be, runs are in memory until it can."""
        try:
            self._database.make_ready()
        except FAILURES as error:
            self.writer.note(error)
        self.writer.open(lock)

    def close(self) -> None:
        """Write down what is still to be written down, and end."""
        self.writer.close()
        self._database.close()

    def _write(self, runs: Iterable[SavedRun], removed: Iterable[str]) -> None:
        self._database.make_ready()
        self._database.write(runs, removed)
        if self._limits is not None and time.monotonic() - self._trimmed > TRIM_SECONDS:
            count = self._database.trim(self._limits, time.time())
            self._trimmed = time.monotonic()
            log.info("%d runs were deleted or emptied for their age or for room.", count)

    def put(self, run: Run) -> None:
        """Store a run under its id, and have it written down."""
        self._memory.put(run)
        if run.iteration or run.generation or run.is_in_class:
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
        except UnreadableRun as error:
            log.warning("The run %s cannot be continued: %s", run_id, error)
            self._refused[run_id] = error.reason
        except FAILURES as error:
            log.warning("The run %s cannot be read: %s", run_id, error)
        return None

    def entries(self, owner: str) -> list[Entry]:
        """Entries of all runs of an owner that are written down, but for those that are about to be deleted. Damage is
        known once a run has been asked for: a list reads no weights."""
        leaving = self.writer.removed()  # before the rows are read, lest one is deleted meanwhile
        try:
            rows = self._database.summaries(owner)
        except FAILURES as error:
            log.warning("The runs of a visitor cannot be listed: %s", error)
            return []
        leaving |= self.writer.removed()
        return [self._entry(row) for row in rows if row.id not in leaving]

    def _entry(self, row: SummaryRow) -> Entry:
        if not row.summary:
            return self._entry_without_summary(row)
        try:
            entry = read_summary(row.summary)
        except UnreadableRun as error:
            return salvaged(row, self._refused.get(row.id, error.reason))
        reason = NO_ROOM if row.checksum == EMPTIED else self._refused.get(row.id)
        return entry if reason is None else read_only(entry, reason)

    def _entry_without_summary(self, row: SummaryRow) -> Entry:
        """The entry of a run that was written before there were any."""
        run = None if row.id in self._refused else self.fetch(row.id)
        if run is None:
            return salvaged(row, self._refused.get(row.id, OTHER_FORM))
        entry = entry_of(run)
        return replace(entry, labels=replace(entry.labels, created=entry.labels.created or row.created))

    def curves(self, run_ids: Collection[str]) -> dict[str, Curve]:
        """The curves of these runs as they were written down, or are about to be; those of the rows by one query."""
        waiting = {run_id: self.writer.waiting(run_id) for run_id in run_ids}
        found = {run_id: curve_of(run) for run_id, (_is_waiting, run) in waiting.items() if run is not None}
        written = [run_id for run_id, (is_waiting, _run) in waiting.items() if not is_waiting]
        try:
            rows = self._database.read_all(written) if written else []
        except FAILURES as error:
            log.warning("The curves of %d runs cannot be read: %s", len(written), error)
            return found
        curves = ((row.id, self._curve(row)) for row in rows)
        return found | {run_id: curve for run_id, curve in curves if curve is not None}

    def _curve(self, row: SavedRun) -> Curve | None:
        try:
            return stored_curve(row)
        except UnreadableRun:
            record = self.read_only(row.id)
            return None if record is None else curve_of_read_only(record)

    def read_only(self, run_id: str) -> ReadOnlyRecord | None:
        """The run of this id with its costs, where it is written down and cannot be continued."""
        if self.writer.waiting(run_id)[0]:
            return None
        try:
            row, listed = self._database.read(run_id), self._database.summary(run_id)
        except FAILURES as error:
            log.warning("The run %s cannot be read: %s", run_id, error)
            return None
        if row is None or listed is None:
            return None
        try:
            restored(row)
            return None
        except UnreadableRun as error:
            self._refused[run_id] = error.reason
        entry = self._entry(listed)
        return record(row, entry) if isinstance(entry, ReadOnlyEntry) else None

    def write_labels(self, run_id: str, labels: RunLabels) -> None:
        """Write what its owner has written to a run that cannot be continued. Raises StoreAway."""
        with self._within_reach():
            row = self._database.read(run_id)
            if row is not None:
                self._database.write([relabelled(row, labels)], [])

    def take_out(self, run_id: str) -> SavedRun | None:
        """Delete a run that cannot be continued, and return it as it was written down. Raises StoreAway."""
        with self._within_reach():
            row = self._database.read(run_id)
            self._database.write([], [run_id])
            return row

    def put_back(self, row: SavedRun, created: float) -> None:
        """Write a run down that was taken out. Raises StoreAway."""
        with self._within_reach():
            self._database.write([row], [], created)

    @contextmanager
    def _within_reach(self) -> Iterator[None]:
        """Have the right to write; errors of the database are said as StoreAway."""
        try:
            self._database.make_ready()
            yield
        except FAILURES as error:
            log.warning("The runs of a visitor cannot be written: %s", error)
            raise StoreAway(AWAY) from error

    def ids(self, owner: str) -> list[str]:
        """Ids of all runs of an owner that are written down, those of other versions too."""
        try:
            return [run_id for run_id in self._database.ids(owner) if not self.writer.is_removed(run_id)]
        except FAILURES as error:
            log.warning("The runs of a visitor cannot be found: %s", error)
            raise StoreAway(AWAY) from error

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
