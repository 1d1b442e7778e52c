"""The runs that a server has in memory: made room for, loaded when they are asked for, let go of when they expire."""

import threading
from collections.abc import Callable, Collection, Iterator

from dnn.background.learning.learning_store import LearningStore
from dnn.background.limits import LimitReached, NotOwner
from dnn.background.retention import expired, over_share, room_makers
from dnn.background.run import Run
from dnn.background.scheduler import Scheduler
from dnn.background.settings import Settings
from dnn.background.store.protocol import Store
from dnn.background.tables.rows import Use
from dnn.background.tables.visitor_tables import VisitorTables
from dnn.configuration import RunConfig
from dnn.datasets.contents import ContentAway, MissingContent
from dnn.datasets.own_table import digest_of, uses_content


class HeldRuns:
    """Runs in memory, with a store behind them. All but `load` is called while `changed`, the manager's condition, is
    held.

    Attributes:
        scheduler: lets them train; set once, by the manager.
        check_may_train: refuses an owner whose runs may not train at present, by a LimitReached.
    """

    scheduler: Scheduler

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], float],
        changed: threading.Condition,
        store: Store,
        tables: VisitorTables,
        learning: LearningStore,
    ) -> None:
        self.check_may_train: Callable[[str], None] = _may_always
        self.settings, self.clock, self.changed, self.store = settings, clock, changed, store
        self.tables, self.learning = tables, learning

    def __iter__(self) -> Iterator[Run]:
        return iter(self.store)

    def __len__(self) -> int:
        return len(self.store)

    def get(self, run_id: str) -> Run | None:
        """The run of this id in memory; None when there is none, or when the table that it is on is gone."""
        run = self.store.get(run_id)
        return None if run is None or run.is_table_gone else run

    def existing(self, run_id: str) -> Run:
        """The run of this id in memory, also without its table. Raises KeyError when there is none."""
        run = self.store.get(run_id)
        if run is None:
            raise KeyError(run_id)
        return run

    def owned(self, run_id: str, owner: str) -> Run:
        """The owner's run of this id in memory. Raises KeyError when there is none, NotOwner where it is another's."""
        run = self.existing(run_id)
        if run.owner != owner:
            raise NotOwner
        return run

    def load(self, run_id: str) -> None:
        """Have a run in memory that was let go of, or that a server before this one had; where there is no room for it,
        it stays where it is. Called without the condition, since it may take milliseconds."""
        if self.store.get(run_id) is not None:
            return
        run = self.store.fetch(run_id)
        if run is None:
            return
        self._check_table(run)
        with self.changed:
            if self.store.get(run_id) is not None:
                return
            try:
                self.make_room(list(self.store), run.max_bytes)
            except LimitReached:
                return
            run.last_seen = self.clock()
            self.store.hold(run)
            self.scheduler.serve(run)

    def _check_table(self, run: Run) -> None:
        """Note whether there is still the table that a run is on; where that cannot be known, it stays as it was."""
        digest = digest_of(run.config.dataset)
        is_there = None if digest is None else self.is_table_there(run.owner, digest)
        if is_there is not None:
            run.note_table(is_there=is_there)

    def is_table_there(self, owner: str, digest: str) -> bool | None:
        """True if an owner may use a table; None where that cannot be known at present. Called without the
        condition."""
        try:
            self.tables.check(owner, digest)
        except ContentAway:
            return None
        except MissingContent:
            return False
        return True

    def check_table(self, config: RunConfig, owner: str) -> None:
        """Refuse a configuration of a table that a visitor may not use; one that a link has brought is stored for her,
        since she is about to train on it. Called without the condition.

        Raises:
            MissingContent: there is none that she may use.
        """
        digest = digest_of(config.dataset)
        if digest is not None:
            self.tables.check(owner, digest)
            self.tables.keep_brought(owner, digest)

    def tables_in_use(self) -> set[Use]:
        """The tables that the runs in memory are on, each with the owner. Called without the condition."""
        with self.changed:
            runs = [(run.owner, run.config) for run in self.store]
        return {(owner, digest) for owner, config in runs if (digest := digest_of(config.dataset)) is not None}

    def check_tables(self, digests: Collection[str]) -> None:
        """Have the runs stop whose owners may no longer use one of these tables, and be there again that may. Called
        without the condition."""
        for owner, digest in self.tables_in_use():
            is_there = self.is_table_there(owner, digest) if digest in digests else None
            if is_there is None:
                continue
            with self.changed:
                for run in self.store:
                    if run.owner == owner and uses_content(run.config.dataset, digest):
                        run.note_table(is_there=is_there)
                        self.store.put(run)
                self.changed.notify_all()

    def add(self, run: Run) -> None:
        """Take in a new run; of its owner's others the oldest leave memory where all of them take too much."""
        for run_id in over_share(self.store, run.owner, self.settings):
            self.let_go(run_id)
        run.last_seen = self.clock()
        self.store.put(run)
        self.scheduler.serve(run)

    def make_room(self, others: list[Run], needed: int) -> None:
        """Let go of idle runs among `others` until there is room for a state of `needed` bytes.

        Raises:
            LimitReached: even without all idle runs there is none.
        """
        for run_id in room_makers(others, needed, self.settings):
            self.let_go(run_id)

    def let_go(self, run_id: str) -> None:
        """Free the memory of a run; a store that writes runs down still has it."""
        self.store.let_go(run_id)
        self.scheduler.forget(run_id)

    def let_go_of_expired(self, now: float) -> None:
        """Free the memory of the runs that nobody has asked for in a long while."""
        for run_id in expired(self.store, now, self.settings):
            self.let_go(run_id)

    def remove(self, run_id: str) -> None:
        """Delete a run for good."""
        self.store.remove(run_id)
        self.scheduler.forget(run_id)


def _may_always(owner: str) -> None:
    """Refuse nobody."""
