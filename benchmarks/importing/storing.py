"""Times of tables that are stored and brought back, and how long a poll takes meanwhile: `python -m
benchmarks.importing.storing`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time

import numpy as np

from dnn.background.manager import RunManager
from dnn.background.settings import Settings
from dnn.background.store.making import make_database, make_store
from dnn.background.tables.making import make_tables
from dnn.configuration import RunConfig
from dnn.datasets.contents import CONTENTS, TableContent

TABLES = ((4, 150, False), (20, 100_000, False), (20, 100_000, True), (300, 100_000, True))
"""Features, examples, and whether the numbers are whole."""
OWNER, LONG = "visitor", 100_000_000
PAUSE_SECONDS = 0.01
CHECKS = 200


def table(n_x: int, m: int, *, is_whole: bool) -> TableContent:
    """A table of two classes."""
    X = np.random.default_rng(0).standard_normal((n_x, m))  # (n_x, m)
    labels = (X[0] > 0).astype(float)  # (m,)
    return TableContent(np.round(X) if is_whole else X, labels, tuple(f"x{j}" for j in range(n_x)), ("no", "yes"))


class Polls:
    """A browser that polls a run over and over again."""

    def __init__(self, runs: RunManager, run_id: str) -> None:
        self._runs, self._run_id = runs, run_id
        self._seconds: list[float] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._poll)
        self._thread.start()

    def _poll(self) -> None:
        while not self._ended.wait(PAUSE_SECONDS):
            began = time.perf_counter()
            self._runs.poll(self._run_id, -1, 0)
            self._seconds.append(time.perf_counter() - began)

    def end(self) -> str:
        """End, and say how long the polls took."""
        self._ended.set()
        self._thread.join()
        ordered = sorted(self._seconds)
        middle, late = statistics.median(ordered), ordered[int(0.99 * len(ordered))]
        return f"{len(ordered)} polls: median {1e3 * middle:.1f} ms, 99 % within {1e3 * late:.1f} ms"


def measured(runs: RunManager, content: TableContent) -> str:
    """The times of one table: kept, brought back, and asked whose it is."""
    digest, times = content.digest, [time.perf_counter()]
    kept = runs.tables.keep(OWNER, content, "measured")
    times.append(time.perf_counter())
    CONTENTS.discard(digest)
    runs.tables.get(OWNER, digest)
    times.append(time.perf_counter())
    for _ in range(CHECKS):
        runs.tables.check(OWNER, digest)
    times.append(time.perf_counter())
    runs.tables.delete(OWNER, digest)
    keep, bring, check = np.diff(times)
    sizes = f"{content.nbytes / 1e6:.1f} MB become {kept.bytes / 1e6:.1f}"
    return f"{sizes}; kept in {keep:.2f} s, brought in {bring:.2f} s, asked in {1e3 * check / CHECKS:.2f} ms"


def main() -> None:
    """Print a line for each table."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(executor="processes", workers=1, data=folder)
        database = make_database(settings)
        runs = RunManager(settings, store=make_store(settings, database), tables=make_tables(settings, database))
        CONTENTS.resolver = runs.tables.content
        runs.open()
        run = runs.start(
            RunConfig.from_dict({"dataset": {"name": "circles"}, "hyperparameters": {"iterations": LONG}}), OWNER
        )
        for n_x, m, is_whole in TABLES:
            content = table(n_x, m, is_whole=is_whole)
            polls = Polls(runs, run.id)
            figures = measured(runs, content)
            kind = "whole" if is_whole else "real"
            sys.stdout.write(f"{n_x} × {m:,} {kind} numbers: {figures}; {polls.end()}\n")
        runs.close()


if __name__ == "__main__":
    main()
