"""Runs that are shown and cannot be continued: written to, deleted and had back in the store, never in memory."""

from __future__ import annotations

import time
from collections.abc import Callable

from dnn.background.held_runs import HeldRuns
from dnn.background.limits import NotOwner
from dnn.background.notebook.entry import entry_of
from dnn.background.notebook.read_only_entry import CannotBeContinued, ReadOnlyRecord
from dnn.background.run import TABLE_GONE, Run
from dnn.background.store.salvage import read_only
from dnn.background.store.saved_run import SavedRun


class ReadOnlyRuns:
    """The runs of every visitor that this version cannot continue. Every method may be called from any thread, and
    without the manager's condition, since it may take milliseconds.

    Args:
        seconds: seconds for which a deleted one can be had back.
        wall_clock: seconds since 1970.
    """

    def __init__(self, held: HeldRuns, seconds: float, wall_clock: Callable[[], float] = time.time) -> None:
        self._held, self._seconds, self._now = held, seconds, wall_clock
        self._bin: dict[str, tuple[float, SavedRun, float]] = {}

    def find(self, run_id: str) -> ReadOnlyRecord | None:
        """The run of this id with its costs; None where there is none, or where it can be continued."""
        with self._held.changed:
            run = self._held.store.get(run_id)
            if run is not None:
                return _without_table(run) if run.is_table_gone else None
        return self._held.store.read_only(run_id)

    def refuse(self, run_id: str) -> None:
        """Raise CannotBeContinued, with the reason, where the run of this id is one of these."""
        found = self.find(run_id)
        if found is not None:
            raise CannotBeContinued(found.entry.reason)

    def write(self, run_id: str, owner: str, name: object, note: object, is_starred: object) -> bool:
        """Give a run another name, note or star; whether it is one of these. Raises as Notebook.write does."""
        found = self._owned(run_id, owner)
        if found is not None:
            self._held.store.write_labels(run_id, found.entry.labels.written(name, note, is_starred))
        return found is not None

    def delete(self, run_id: str, owner: str) -> bool:
        """Delete a run, which can be had back for a while; whether it is one of these. Raises as Notebook.delete."""
        found = self._owned(run_id, owner)
        row = None if found is None else self._held.store.take_out(run_id)
        if row is None or found is None:
            return False
        self._empty_bin()
        self._bin[run_id] = self._now(), row, found.entry.labels.created
        return True

    def restore(self, run_id: str, owner: str) -> bool:
        """Have a deleted run back; whether it is one of these. Raises as Notebook.restore does."""
        self._empty_bin()
        if run_id not in self._bin:
            return False
        _deleted, row, created = self._bin[run_id]
        if row.owner != owner:
            raise NotOwner
        self._held.store.put_back(row, created)
        self._bin.pop(run_id, None)
        return True

    def forget(self, owner: str) -> None:
        """Let nothing of an owner be had back."""
        self._bin = {run_id: binned for run_id, binned in list(self._bin.items()) if binned[1].owner != owner}

    def _owned(self, run_id: str, owner: str) -> ReadOnlyRecord | None:
        found = self.find(run_id) if self._held.store.get(run_id) is None else None
        if found is not None and found.owner != owner:
            raise NotOwner
        return found

    def _empty_bin(self) -> None:
        oldest = self._now() - self._seconds
        self._bin = {run_id: binned for run_id, binned in list(self._bin.items()) if binned[0] >= oldest}


def _without_table(run: Run) -> ReadOnlyRecord:
    """A run in memory whose table is gone."""
    iterations, costs = run.history.points()
    return ReadOnlyRecord(
        owner=run.owner,
        entry=read_only(entry_of(run), TABLE_GONE),
        points=(iterations.tolist(), costs.tolist()),
        evaluations=tuple(run.evaluations.since(-1)),
        noise=run.history.buckets(),
        time=tuple(run.time.marks()),
        changes=run.changes,
    )
