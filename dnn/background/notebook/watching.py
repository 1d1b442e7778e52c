"""The end of watching: a run goes on under another id that nobody else knows, and under the one before there is nothing
any more, however a watcher came to know it.
"""

from __future__ import annotations

from dataclasses import replace

from dnn.background.held_runs import HeldRuns
from dnn.background.notebook.undo import Moment, UndoHistory
from dnn.background.offers import new_run_id
from dnn.background.run import Run
from dnn.background.run_snapshot import RunSnapshot

TAKEN_ALONG = (
    *("labels", "undo", "moving", "goal", "requested_steps", "suspended", "is_background", "failures"),
    *("generation", "version", "is_in_class"),
)
"""Values of a run that go with it besides its content, which `restore` puts to rest."""


class Watching:
    """The links by which the runs of every visitor are watched. Every method may be called from any thread, and without
    the manager's condition."""

    def __init__(self, held: HeldRuns) -> None:
        self._held = held

    def end(self, run_id: str, owner: str) -> RunSnapshot:
        """Give the owner's run another id. It trains on from its latest finished slice, bit for bit as it would have;
        what names it in the owner's other runs, as their origin or their forerunner, names it by the new id.

        Raises:
            KeyError: no such run.
            NotOwner: it is somebody else's.
        """
        self._held.load(run_id)
        with self._held.changed:
            run = _under_another_id(self._held.owned(run_id, owner))
            self._held.remove(run_id)
            self._held.add(run)
            for each in self._held:
                if each.owner == owner and _rename(each, run_id, run.id):
                    self._held.store.put(each)
            snapshot = run.snapshot()
        self._rename_in_stored_branches(owner, run_id, run.id)
        return snapshot

    def _rename_in_stored_branches(self, owner: str, before: str, after: str) -> None:
        """Do it in the branches that are written down alone, which stay there."""
        for entry in self._held.store.entries(owner):
            if entry.labels.parent != before:
                continue
            stored = self._held.store.fetch(entry.id)
            with self._held.changed:
                run = self._held.store.get(entry.id)
                if run is not None and _rename(run, before, after):
                    self._held.store.put(run)
                elif run is None and stored is not None and _rename(stored, before, after):
                    self._held.store.put(stored)
                    self._held.store.let_go(entry.id)


def _under_another_id(run: Run) -> Run:
    """Another run that is where this one is, and goes on if this one does. A slice of this one that is under way
    counts no more, and is made again."""
    renamed = Run(new_run_id(), run.owner, run.config, run.speed_limit, max_bytes=run.max_bytes)
    renamed.restore(run.content())
    for name in TAKEN_ALONG:
        setattr(renamed, name, getattr(run, name))
    return renamed


def _rename(run: Run, before: str, after: str) -> bool:
    """Let a run know another one by its new id; whether it knew it."""
    labels, previous, undo = run.labels, run.previous, run.undo
    if labels.parent == before:
        run.labels = replace(labels, parent=after)
    if previous == before:
        run.previous = after
    if any(before in (moment.archived, moment.content["previous"]) for moment in (*undo.done, *undo.undone)):
        done, undone = (tuple(_renamed(each, before, after) for each in row) for row in (undo.done, undo.undone))
        run.undo = UndoHistory(done, undone)
    return (run.labels, run.previous, run.undo) != (labels, previous, undo)


def _renamed(moment: Moment, before: str, after: str) -> Moment:
    archived = after if moment.archived == before else moment.archived
    previous = after if moment.content["previous"] == before else moment.content["previous"]
    return replace(moment, archived=archived, content={**moment.content, "previous": previous})
