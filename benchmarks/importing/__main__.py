"""What importing a large table costs: python -m benchmarks.importing [ROUNDS]

A CSV file of 100,000 rows and 20 columns of numbers, and one in which a quarter of the columns is text, read in a
worker and prepared; seconds, medians over the rounds, and the highest memory of the worker and of this process.
"""

from __future__ import annotations

import statistics
import sys
import time

import numpy as np
import pandas as pd

from dnn.tables.preparation import Preparation
from dnn.tables.prepare import prepare
from dnn.tables.read_safely import read_safely
from dnn.text import text_table

if sys.platform != "win32":
    import resource

ROWS, COLUMNS = 100_000, 20
KINDS = {"numbers": 0, "a quarter text": 5}


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    titles = "file", "MB", "read in a worker, s", "prepared, s", "worker, MB", "this process, MB"
    rows = [_measured(name, texts, rounds) for name, texts in KINDS.items()]
    sys.stdout.write(text_table.markdown(titles, rows, right=(1, 2, 3, 4, 5)) + "\n")


def _measured(name: str, texts: int, rounds: int) -> tuple[str, ...]:
    content, reading, preparing = table_file(texts), [], []
    for _ in range(rounds):
        began = time.perf_counter()
        table = read_safely(content, "large.csv")
        read = time.perf_counter()
        prepare(table, Preparation(target="target"))
        reading.append(read - began)
        preparing.append(time.perf_counter() - read)
    times = (f"{statistics.median(values):.2f}" for values in (reading, preparing))
    return name, f"{len(content) / 1e6:.1f}", *times, *_peaks()


def table_file(texts: int) -> bytes:
    """A CSV file of numbers and of so many columns of words; its last column is a class."""
    rng = np.random.default_rng(0)
    numbers = rng.standard_normal((ROWS, COLUMNS - 1 - texts)).round(6)
    frame = pd.DataFrame(numbers, columns=[f"number {k}" for k in range(numbers.shape[1])])
    for k in range(texts):
        frame[f"text {k}"] = np.array(["red", "green", "blue", "grey"])[rng.integers(4, size=ROWS)]
    frame["target"] = np.array(["yes", "no"])[rng.integers(2, size=ROWS)]
    return frame.to_csv(index=False).encode()


def _peaks() -> tuple[str, str]:
    """Megabytes at the highest point, of the largest worker so far and of this process."""
    if sys.platform == "win32":
        return "–", "–"
    unit = 1e6 if sys.platform == "darwin" else 1e3
    kinds = resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF
    child, own = (f"{resource.getrusage(kind).ru_maxrss / unit:.0f}" for kind in kinds)
    return child, own


if __name__ == "__main__":
    main()
