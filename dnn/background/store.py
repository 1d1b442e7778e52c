"""A store of runs: where the manager finds them by their ids. In memory; another one may store them longer."""

from collections.abc import Iterator
from typing import Protocol

from dnn.background.run import Run


class Store(Protocol):
    """Runs by id. The manager calls it under its lock, so that no two calls happen at once.

    Runs are objects that change while they train: one that stores them elsewhere as well (a database, a file) holds the
    objects themselves too, and writes them down when they are put. The runs that it has when the manager opens go on.
    """

    def put(self, run: Run) -> None:
        """Store a run under its id, as it is now; it is put again after every command and every slice."""

    def get(self, run_id: str) -> Run | None:
        """The very object that was put under this id last; None when there is none."""

    def remove(self, run_id: str) -> None:
        """Let go of the run of this id, if there is one."""

    def __iter__(self) -> Iterator[Run]:
        """All runs, in the order in which they were put; the store may change meanwhile."""

    def __len__(self) -> int:
        """Number of runs."""


class MemoryStore:
    """Runs in the memory of this process; they end with it."""

    def __init__(self) -> None:
        self._runs: dict[str, Run] = {}

    def put(self, run: Run) -> None:
        """Store a run under its id."""
        self._runs[run.id] = run

    def get(self, run_id: str) -> Run | None:
        """The run of this id; None when there is none."""
        return self._runs.get(run_id)

    def remove(self, run_id: str) -> None:
        """Let go of the run of this id, if there is one."""
        self._runs.pop(run_id, None)

    def __iter__(self) -> Iterator[Run]:
        """All runs, in the order in which they were put."""
        return iter(list(self._runs.values()))

    def __len__(self) -> int:
        """Number of runs."""
        return len(self._runs)
