"""The notebook: a visitor's runs, stored without being asked, named, starred, deleted, branched; and undo of what a
command has done to one of them.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from dnn.background.command_documents import name_of
from dnn.background.commands import Command, NewWeights, Pause, Reset, SetParameter
from dnn.background.held_runs import HeldRuns
from dnn.background.limits import LimitReached, NotOwner
from dnn.background.notebook.entry import NotebookEntry, entry_of
from dnn.background.notebook.labels import RunLabels
from dnn.background.notebook.read_only_entry import Entry
from dnn.background.notebook.read_only_runs import ReadOnlyRuns
from dnn.background.notebook.run_colours import GivenColours
from dnn.background.notebook.undo import Moment
from dnn.background.offers import new_run_id
from dnn.background.run import TABLE_GONE, Run
from dnn.background.run_snapshot import MOVING, RunSnapshot
from dnn.background.store.salvage import read_only
from dnn.datasets.own_table import digest_of
from dnn.text.messages import Text

MAX_SWEEPS = 4
"""Sweeps of one visitor that her notebook holds without stars."""
MAX_LEAVING = 128
"""Runs of one visitor that are too many, and wait until she lets them go."""
BIN_SECONDS = 60.0
"""Seconds for which a deleted run can be had back."""
LOSING = (Reset, NewWeights, SetParameter)
"""Commands after which something is no longer there that was before them."""
TO_ITS_BEGINNING = (Reset, NewWeights)


class Notebook:
    """The runs of every visitor that made an iteration. Every method may be called from any thread.

    Args:
        held: the runs in memory.
        wall_clock: seconds since 1970.
    """

    def __init__(self, held: HeldRuns, wall_clock: Callable[[], float] = time.time) -> None:
        self._held, self._now = held, wall_clock
        self._numbers: dict[str, int] = {}
        self._colours: dict[str, GivenColours] = {}
        self._bin: dict[str, tuple[float, Run]] = {}
        self.read_only = ReadOnlyRuns(held, BIN_SECONDS, wall_clock)
        self.on_delete_all: list[Callable[[str], None]] = []
        """Told of an owner whose everything is deleted, to delete what else there is of hers; may raise StoreAway."""

    # What the manager tells it of.

    def know(self, owner: str) -> None:
        """Find out how many runs an owner has had, and their colours, before the first one that this server makes for
        her. Called without the manager's condition."""
        if owner not in self._numbers:
            last, entries = self._held.store.last_number(owner), self._held.store.entries(owner)
            with self._held.changed:
                self._numbers.setdefault(owner, last)
                self._colours.setdefault(owner, GivenColours.of(entry.labels for entry in entries))

    def new_labels(self, owner: str, parent: Run | None = None, **more: Any) -> RunLabels:
        """Labels for another run of an owner, with `more` of them. The condition is held."""
        number = self._numbers[owner] = self._numbers.get(owner, 0) + 1
        hers = [run.labels for run in self._held if run.owner == owner]
        colour = self._colours.get(owner, GivenColours()).next(hers)
        origin: dict[str, Any] = {} if parent is None else {"parent": parent.id, "parent_iteration": parent.iteration}
        return RunLabels(number, colour, self._now(), **(origin | more))

    def lesson_labels(self, place: str, name: str) -> RunLabels:
        """Labels of a run that a step of a lesson tries; it has no number among its owner's."""
        return RunLabels(created=self._now(), name=name, lesson=place)

    def note_command(self, run: Run, command: Command) -> None:
        """Remember where a run stands, and store its course as a run of its own, before a command that takes it away.
        The condition is held."""
        if not isinstance(command, LOSING):
            if not isinstance(command, Pause):
                run.undo = run.undo.went_on()
            return
        content, archived = run.content(), None
        if isinstance(command, TO_ITS_BEGINNING) and run.iteration:
            archived = self._archive(run)
        run.undo = run.undo.did(Moment(name_of(command), self._now(), content, archived))
        if archived is not None:
            run.previous = archived

    def leave(self, run: Run) -> None:
        """Let a run rest that its owner turns away from; one without an iteration is worth nothing. The condition is
        held."""
        if run.iteration:
            run.apply(Pause())
            run.config = run.trained_config
            self._held.store.put(run)
        else:
            self._held.remove(run.id)

    # What pages and routes ask of it.

    def entries(self, owner: str) -> list[NotebookEntry]:
        """Those of `listed` that can be continued."""
        return [entry for entry in self.listed(owner) if isinstance(entry, NotebookEntry)]

    def listed(self, owner: str) -> list[Entry]:
        """The owner's runs that made an iteration, the latest first, but for those of lessons. Those that are too many
        stay until she lets them go, unless they are more than MAX_LEAVING: then the oldest go for good."""
        entries = (entry for entry in self._without_tables(owner) if not entry.labels.lesson)
        found: dict[str, Entry] = {entry.id: entry for entry in entries if _is_listed(entry.iteration, entry.labels)}
        for entry in found.values():
            if entry.labels.sweep is not None and entry.status in MOVING:
                self._held.load(entry.id)  # it goes on while somebody looks at the list
        with self._held.changed:
            for run in self._held:
                if run.owner != owner or run.labels.lesson:
                    continue
                if run.is_background and run.suspended is not None:
                    run.suspended = None
                    self._held.scheduler.serve(run)
                if run.is_background or not run.moving:
                    run.last_seen = self._held.clock()
                if _is_listed(run.iteration, run.labels):
                    found[run.id] = read_only(entry_of(run), TABLE_GONE) if run.is_table_gone else entry_of(run)
                else:
                    found.pop(run.id, None)
            listed = sorted(found.values(), key=lambda entry: (-entry.labels.created, entry.id))
            gone = {entry.id for entry in self.leaving(listed)[MAX_LEAVING:]}
            for run_id in gone:
                self._held.remove(run_id)
        return [entry for entry in listed if entry.id not in gone]

    def _without_tables(self, owner: str) -> list[Entry]:
        """The owner's runs that are written down; those whose table is gone can be looked at alone."""
        entries = self._held.store.entries(owner)
        tables = {entry.id: digest_of(entry.config.dataset) for entry in entries if isinstance(entry, NotebookEntry)}
        digests = {digest for digest in tables.values() if digest is not None}
        gone = {digest for digest in digests if self._held.is_table_there(owner, digest) is False}
        return [
            read_only(entry, TABLE_GONE) if isinstance(entry, NotebookEntry) and tables[entry.id] in gone else entry
            for entry in entries
        ]

    def write(
        self, run_id: str, owner: str, name: object = None, note: object = None, is_starred: object = None
    ) -> None:
        """Give a run another name, note or star; None leaves one as it is.

        Raises:
            KeyError: no such run.
            NotOwner: it is somebody else's.
            ConfigurationError: a text that is too long.
            LimitReached: there are as many stars as a visitor may give.
        """
        self._held.load(run_id)
        if is_starred is True:
            self._check_stars(run_id, owner)
        if self.read_only.write(run_id, owner, name, note, is_starred):
            return
        with self._held.changed:
            run = self._held.owned(run_id, owner)
            run.labels = run.labels.written(name, note, is_starred)
            self._held.store.put(run)

    def delete(self, run_id: str, owner: str) -> None:
        """Delete a run; for BIN_SECONDS it can be had back.

        Raises:
            KeyError: no such run.
            NotOwner: it is somebody else's.
        """
        self._held.load(run_id)
        if self.read_only.delete(run_id, owner):
            return
        with self._held.changed:
            run = self._held.owned(run_id, owner)
            run.apply(Pause())
            self._held.remove(run_id)
            self._empty_bin()
            self._bin[run_id] = self._now(), run

    def restore(self, run_id: str, owner: str) -> None:
        """Have a deleted run back.

        Raises:
            KeyError: it was deleted for good.
            NotOwner: it was somebody else's.
            LimitReached: there is no room for it.
        """
        if self.read_only.restore(run_id, owner):
            return
        with self._held.changed:
            self._empty_bin()
            deleted, run = self._bin[run_id]
            if run.owner != owner:
                raise NotOwner
            self._held.make_room(list(self._held), run.max_bytes)
            del self._bin[run_id]
            self._held.add(run)

    def delete_all(self, owner: str) -> int:
        """Delete all runs, tables, progress in lessons, own lessons and seats in rooms of an owner for good, also
        runs that this version cannot read. Returns how many runs there were.

        Raises:
            StoreAway: what is written down cannot be reached, so that nothing was deleted.
        """
        saved = set(self._held.store.ids(owner))
        for delete_all in self.on_delete_all:
            delete_all(owner)
        self._held.tables.delete_all(owner)
        self._held.learning.delete_all(owner)
        self.read_only.forget(owner)
        with self._held.changed:
            hers = saved | {run.id for run in self._held if run.owner == owner}
            for run_id in hers:
                self._held.remove(run_id)
            self._bin = {run_id: binned for run_id, binned in self._bin.items() if binned[1].owner != owner}
        return len(hers)

    def let_go(self, owner: str) -> None:
        """Delete the owner's runs that are too many for good."""
        leaving = self.leaving(self.listed(owner))
        with self._held.changed:
            for entry in leaving:
                self._held.remove(entry.id)

    def star_leaving(self, owner: str) -> None:
        """Star the owner's runs that are too many, so that they stay.

        Raises:
            LimitReached: these would be more stars than a visitor may give; then none gets one.
        """
        listed = self.listed(owner)
        leaving = self.leaving(listed)
        starred = sum(entry.labels.is_starred for entry in listed)
        self._check_star_count(starred, len(leaving))
        for entry in leaving:
            self.write(entry.id, owner, is_starred=True)

    def branch(self, run_id: str, owner: str) -> RunSnapshot:
        """Make a run that goes on from where the owner's run stands, at rest; it remembers where it came from.

        Raises:
            KeyError: no such run.
            NotOwner: it is somebody else's.
            CannotBeContinued: it is there to be looked at alone.
            LimitReached: there is no room for it.
        """
        self.know(owner)
        self._held.load(run_id)
        self.read_only.refuse(run_id)
        with self._held.changed:
            run = self._held.owned(run_id, owner)
            self._held.make_room([other for other in self._held if other is not run], run.max_bytes)
            labels = self.new_labels(owner, parent=run)
            branch = self._copy(run, labels)
            branch.previous = run.id
            self._held.add(branch)
            return branch.snapshot()

    def undo(self, run_id: str, owner: str) -> RunSnapshot:
        """Bring a run back to where it stood before the latest command that lost something; what it has come to since
        is stored as a run of its own.

        Raises:
            KeyError: no such run, or nothing to be undone.
            NotOwner: it is somebody else's.
            CannotBeContinued: it is there to be looked at alone.
        """
        return self._go_back(run_id, owner, is_undo=True)

    def redo(self, run_id: str, owner: str) -> RunSnapshot:
        """Bring a run to where it stood before the latest undo. Raises as `undo` does."""
        return self._go_back(run_id, owner, is_undo=False)

    def _go_back(self, run_id: str, owner: str, *, is_undo: bool) -> RunSnapshot:
        self.know(owner)
        self._held.load(run_id)
        self.read_only.refuse(run_id)
        with self._held.changed:
            run = self._held.owned(run_id, owner)
            moments = run.undo.done if is_undo else run.undo.undone
            if not moments:
                raise KeyError(run_id)
            moment = moments[-1]
            archived = moment.archived
        if archived is not None:
            self._held.load(archived)
        with self._held.changed:
            run = self._held.owned(run_id, owner)
            now, left = run.content(), None
            if run.iteration and run.iteration != _iteration(moment):
                left = self._archive(run)
            current = Moment(moment.action, self._now(), now, left)
            run.restore(moment.content)
            self._take_back(run, archived)
            run.undo = run.undo.undid(current) if is_undo else run.undo.redid(current)
            self._held.store.put(run)
            self._held.scheduler.serve_first(run)
            return run.snapshot()

    def _take_back(self, run: Run, archived: str | None) -> None:
        """Let a run be what it was stored as, with its labels, in place of that."""
        stored = None if archived is None else self._held.get(archived)
        if stored is not None and archived is not None:
            run.labels = stored.labels
            self._held.remove(archived)

    def _archive(self, run: Run) -> str:
        """Store the course of a run as a run of its own, which takes the labels along; its id."""
        archived = self._copy(run, run.labels)
        archived.config = archived.trained_config
        run.labels = self.new_labels(run.owner)
        self._held.add(archived)
        return archived.id

    def _copy(self, run: Run, labels: RunLabels) -> Run:
        """Another run that stands where this one does, at rest."""
        copy = Run(new_run_id(), run.owner, run.config, run.speed_limit, max_bytes=run.max_bytes)
        copy.restore(run.content())
        copy.labels = labels
        return copy

    def _check_stars(self, run_id: str, owner: str) -> None:
        """Refuse a star where there are as many as a visitor may give."""
        starred = {entry.id for entry in self.listed(owner) if entry.labels.is_starred}
        self._check_star_count(len(starred), run_id not in starred)

    def _check_star_count(self, starred: int, more: int) -> None:
        limit = self._held.settings.starred_runs_per_visitor
        if more and starred + more > limit:
            raise LimitReached(
                Text(
                    "Expected at most {limit} starred runs, and there are {count}; take the star from one of them, "
                    "or delete it.",
                    limit=limit,
                    count=starred,
                )
            )

    def leaving(self, listed: Iterable[Entry]) -> list[Entry]:
        """Of entries, the latest first, those that are too many, and neither starred nor in training. The runs of a
        sweep stay or go together."""
        plain = [entry for entry in listed if not entry.labels.is_starred and entry.status not in MOVING]
        single = [entry for entry in plain if entry.labels.sweep is None]
        sweeps = list(dict.fromkeys(entry.labels.sweep for entry in plain if entry.labels.sweep is not None))
        old = set(sweeps[MAX_SWEEPS:])
        left = {each.id for each in single[self._held.settings.runs_per_visitor :]}
        return [each for each in plain if each.id in left or each.labels.sweep in old]

    def _empty_bin(self) -> None:
        oldest = self._now() - BIN_SECONDS
        self._bin = {run_id: binned for run_id, binned in self._bin.items() if binned[0] >= oldest}


def _is_listed(iteration: int, labels: RunLabels) -> bool:
    """True for a run that made an iteration, or is one of a sweep."""
    return iteration > 0 or labels.sweep is not None


def _iteration(moment: Moment) -> int:
    state = moment.content["state"]
    return 0 if state is None else int(state.iteration)
