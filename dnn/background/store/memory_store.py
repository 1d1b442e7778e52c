"""A store of runs in the memory of this process: they end with it."""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from typing import Any

from dnn.background.curve import Curve
from dnn.background.notebook.labels import RunLabels
from dnn.background.notebook.read_only_entry import Entry, ReadOnlyRecord
from dnn.background.run import Run
from dnn.background.store.saved_run import SavedRun


class MemoryStore:
    """Runs in memory alone; one that is let go of is gone."""

    problem = None

    def __init__(self) -> None:
        self._runs: dict[str, Run] = {}

    def open(self, lock: AbstractContextManager[Any]) -> None:
        """Nothing has to be opened."""

    def close(self) -> None:
        """Nothing has to be written down."""

    def put(self, run: Run) -> None:
        """Store a run under its id."""
        self._runs[run.id] = run

    def get(self, run_id: str) -> Run | None:
        """The run of this id; None when there is none."""
        return self._runs.get(run_id)

    def fetch(self, run_id: str) -> Run | None:
        """None: nothing is written down."""
        return None

    def entries(self, owner: str) -> list[Entry]:
        """None: nothing is written down."""
        return []

    def curves(self, run_ids: Collection[str]) -> dict[str, Curve]:
        """None: nothing is written down."""
        return {}

    def read_only(self, run_id: str) -> ReadOnlyRecord | None:
        """None: nothing is written down."""
        return None

    def write_labels(self, run_id: str, labels: RunLabels) -> None:
        """Nothing is written down."""

    def take_out(self, run_id: str) -> SavedRun | None:
        """None: nothing is written down."""
        return None

    def put_back(self, row: SavedRun, created: float) -> None:
        """Nothing is written down."""

    def ids(self, owner: str) -> list[str]:
        """None: nothing is written down."""
        return []

    def last_number(self, owner: str) -> int:
        """0: nothing is written down."""
        return 0

    def hold(self, run: Run) -> None:
        """Store a run under its id."""
        self._runs[run.id] = run

    def let_go(self, run_id: str) -> None:
        """Forget the run of this id, if there is one."""
        self._runs.pop(run_id, None)

    def remove(self, run_id: str) -> None:
        """Forget the run of this id, if there is one."""
        self._runs.pop(run_id, None)

    def __iter__(self) -> Iterator[Run]:
        """All runs, in the order in which they were put."""
        return iter(list(self._runs.values()))

    def __len__(self) -> int:
        """Number of runs."""
        return len(self._runs)
