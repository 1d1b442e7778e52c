"""The runs that a server has in memory: made room for, loaded when they are asked for, let go of when they expire."""

import threading
from collections.abc import Callable, Iterator

from dnn.background.limits import LimitReached, NotOwner
from dnn.background.retention import expired, over_share, room_makers
from dnn.background.run import Run
from dnn.background.scheduler import Scheduler
from dnn.background.settings import Settings
from dnn.background.store.protocol import Store


class HeldRuns:
    """Runs in memory, with a store behind them. All but `load` is called while `changed`, the manager's condition, is
    held.

    Attributes:
        scheduler: lets them train; set once, by the manager.
    """

    scheduler: Scheduler

    def __init__(
        self, settings: Settings, clock: Callable[[], float], changed: threading.Condition, store: Store
    ) -> None:
        self.settings, self.clock, self.changed, self.store = settings, clock, changed, store

    def __iter__(self) -> Iterator[Run]:
        return iter(self.store)

    def __len__(self) -> int:
        return len(self.store)

    def get(self, run_id: str) -> Run | None:
        """The run of this id in memory; None when there is none."""
        return self.store.get(run_id)

    def existing(self, run_id: str) -> Run:
        """The run of this id in memory. Raises KeyError when there is none."""
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
