"""Times of progress in lessons that is stored and read, in SQLite on this machine's disk: `python -m
benchmarks.lessons.storing`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable

from dnn.background.learning.learning_store import LearningStore
from dnn.background.learning.making import make_learning
from dnn.background.settings import Settings
from dnn.background.store.making import make_database

SIZES = (5_000, 20_000, 200_000)
"""Bytes of a document."""
LEARNERS, LESSONS, TIMES = 1_000, 10, 300


def milliseconds(act: Callable[[int], object]) -> str:
    """How long an act takes, called with one number after the other."""
    seconds = []
    for number in range(TIMES):
        began = time.perf_counter()
        act(number)
        seconds.append(time.perf_counter() - began)
    ordered = sorted(seconds)
    return f"median {1e3 * statistics.median(ordered):.2f} ms, 99 % within {1e3 * ordered[int(0.99 * TIMES)]:.2f} ms"


def measure(store: LearningStore, size: int) -> None:
    """Print the times for documents of a size, among those of all learners."""
    document = "x" * size

    def put(number: int) -> None:
        store.put_progress(f"learner {number}", f"lesson {number % LESSONS}", document)

    def get(number: int) -> None:
        found = store.progress(f"learner {number}", f"lesson {number % LESSONS}")
        assert found is not None and len(found.document) == size

    acts = {
        "put_progress": put,
        "progress": get,
        "all_progress": lambda number: store.all_progress(f"learner {number}"),
    }
    for name, act in acts.items():
        sys.stdout.write(f"{size // 1_000} kB  {name}: {milliseconds(act)}\n")


def main() -> None:
    """Store the progress of many learners, then measure."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=folder)
        database = make_database(settings)
        assert database is not None
        store = make_learning(settings, database)
        for learner in range(LEARNERS):
            for lesson in range(LESSONS):
                store.put_progress(f"learner {learner}", f"lesson {lesson}", "x" * SIZES[0])
        for size in SIZES:
            measure(store, size)
        store.put_lesson("teacher", "a" * 64, "title", "x" * 100_000)
        sys.stdout.write(f"100 kB  lesson: {milliseconds(lambda number: store.lesson('a' * 64))}\n")
        began = time.perf_counter()
        store.trim()
        sys.stdout.write(f"trim of {LEARNERS * LESSONS} rows: {1e3 * (time.perf_counter() - began):.1f} ms\n")
        database.close()


if __name__ == "__main__":
    main()
