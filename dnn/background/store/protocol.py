"""The contract between the manager and a store of runs."""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from typing import Any, Protocol

from dnn.background.curve import Curve
from dnn.background.notebook.labels import RunLabels
from dnn.background.notebook.read_only_entry import Entry, ReadOnlyRecord
from dnn.background.run import Run
from dnn.background.store.saved_run import SavedRun
from dnn.errors import DnnError


class StoreAway(DnnError):
    """The state of a store that cannot be reached at present."""


class Store(Protocol):
    """Runs by id. The manager calls all methods under its lock, so that no two calls happen at once, but for those that
    say otherwise.

    Runs are objects that change while they train: a store that writes them down holds the objects themselves too, and
    writes them down when they are put.
    """

    @property
    def problem(self) -> str | None:
        """The reason for which runs cannot be saved at present; None where they can, or nobody asked for it."""

    def open(self, lock: AbstractContextManager[Any]) -> None:
        """Begin to work. The lock is the manager's, under which nobody else changes a run."""

    def close(self) -> None:
        """Write down what is still to be written down, and end."""

    def put(self, run: Run) -> None:
        """Store a run under its id, as it is now; it is put again after every command and every slice."""

    def get(self, run_id: str) -> Run | None:
        """The very object that is in memory under this id; None when there is none."""

    def fetch(self, run_id: str) -> Run | None:
        """The run of this id as it was written down, another object each time; None when there is none. It may take
        milliseconds, and is called without the manager's lock."""

    def entries(self, owner: str) -> list[Entry]:
        """Entries of all runs of an owner that are written down, as they were then. It may take milliseconds, and is
        called without the manager's lock."""

    def curves(self, run_ids: Collection[str]) -> dict[str, Curve]:
        """The curves of these runs as they were written down, also of those that cannot be continued; no run is made of
        them, nor held. Ids without one are left out. Called as `entries` is."""

    def read_only(self, run_id: str) -> ReadOnlyRecord | None:
        """The run of this id with its costs, where it is written down and cannot be continued; else None. Called as
        `entries` is, and so are the next three, which raise StoreAway where nothing can be written."""

    def write_labels(self, run_id: str, labels: RunLabels) -> None:
        """Write what its owner has written to a run that cannot be continued."""

    def take_out(self, run_id: str) -> SavedRun | None:
        """Delete a run that cannot be continued, and return it as it was written down, if it was."""

    def put_back(self, row: SavedRun, created: float) -> None:
        """Write a run down that was taken out, and was made at a time in seconds since 1970."""

    def ids(self, owner: str) -> list[str]:
        """Ids of all runs of an owner that are written down, be they readable or not. Called as `entries` is.

        Raises:
            StoreAway: they cannot be known at present.
        """

    def last_number(self, owner: str) -> int:
        """The number of the latest of these runs; 0 where there is none. Called without the manager's lock."""

    def hold(self, run: Run) -> None:
        """Have a run in memory that was fetched."""

    def let_go(self, run_id: str) -> None:
        """Free the memory that a run takes, if it is there; what is written down stays."""

    def remove(self, run_id: str) -> None:
        """Delete the run of this id for good, if there is one."""

    def __iter__(self) -> Iterator[Run]:
        """All runs in memory, in the order in which they were put; the store may change meanwhile."""

    def __len__(self) -> int:
        """Number of runs in memory."""
