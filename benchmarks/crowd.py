"""Many default networks that train at full speed in a manager of their own, without a server."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from benchmarks.workloads import ENDLESS
from dnn.background.manager import RunManager
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.settings import Settings
from dnn.background.store.protocol import Store
from dnn.configuration import RunConfig

CONFIG = RunConfig.from_dict({"dataset": {"name": "circles"}, "hyperparameters": {"iterations": ENDLESS}})
LEASE_SECONDS = 3_600
SETTLING_SECONDS = 1.0


@contextmanager
def crowd(count: int, store: Store | None = None) -> Iterator[tuple[RunManager, list[RunSnapshot]]]:
    """A manager and so many runs that are on their way."""
    runs = RunManager(Settings(lease_seconds=LEASE_SECONDS), store=store)
    runs.open()
    try:
        started = [runs.start(CONFIG, f"visitor {number}") for number in range(count)]
        for run in started:
            runs.wait_until(run.id, lambda now: now.iteration > 0, LEASE_SECONDS)
        time.sleep(SETTLING_SECONDS)
        yield runs, started
    finally:
        runs.close()


def iterations(runs: RunManager, started: Sequence[RunSnapshot]) -> list[int]:
    """The iterations that each run has made."""
    return [now.iteration for run in started if (now := runs.get(run.id)) is not None]
