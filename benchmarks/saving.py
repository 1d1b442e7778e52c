"""What saving runs costs their training: python -m benchmarks.saving [ROUNDS]

Thirty default networks train at full speed, by turns with runs in memory alone and with a SQLite database behind them;
nobody watches but this loop. Iterations of all runs a second, medians over the rounds, and what a run takes to be
copied, made a row, and made a run again.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
import timeit
from collections.abc import Callable
from pathlib import Path

from benchmarks.crowd import CONFIG, crowd, iterations
from dnn.background.run import Run
from dnn.background.store.database import Database, sqlite_url
from dnn.background.store.database_store import DatabaseStore
from dnn.background.store.memory_store import MemoryStore
from dnn.background.store.protocol import Store
from dnn.background.store.saved_run import restored, saved
from dnn.text import text_table
from dnn.training.advance import advance

RUNS = 30
SECONDS = 8.0
LONG = 100_000
REPETITIONS = 200


def main() -> None:
    """Print both tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    speeds: dict[str, list[float]] = {"memory": [], "database": []}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            file = Path(folder) / f"{number}.sqlite3"
            speeds["memory"].append(_speed(MemoryStore()))
            speeds["database"].append(_speed(DatabaseStore(Database(sqlite_url(file)))))
    ratio = statistics.median(b / a for a, b in zip(*speeds.values(), strict=True))
    rows = [(name, f"{statistics.median(values):,.0f}") for name, values in speeds.items()]
    titles = "store", "iterations/s, all runs"
    sys.stdout.write(text_table.markdown(titles, rows, right=(1,)) + f"\nMedian of the ratios: {ratio:.3f}\n\n")
    sys.stdout.write(_costs())


def _speed(store: Store) -> float:
    """Iterations of all runs a second."""
    with crowd(RUNS, store) as (runs, started):
        began, first = time.perf_counter(), sum(iterations(runs, started))
        time.sleep(SECONDS)
        return (sum(iterations(runs, started)) - first) / (time.perf_counter() - began)


def _costs() -> str:
    """Milliseconds for one run with a full history."""
    run = Run("a" * 22, "somebody", CONFIG)
    run.accept(advance(CONFIG, None, iterations=LONG), 0, None)
    row = saved(run)
    steps: dict[str, Callable[[], object]] = {
        "copied": run.copy,
        "made a row": lambda: saved(run),
        "made a run again": lambda: restored(row),
    }
    rows = [
        (name, f"{1e3 * min(timeit.repeat(step, number=REPETITIONS, repeat=3)) / REPETITIONS:.3f}")
        for name, step in steps.items()
    ]
    return text_table.markdown((f"a run of {row.bytes / 1e3:.0f} kB", "ms"), rows, right=(1,)) + "\n"


if __name__ == "__main__":
    main()
