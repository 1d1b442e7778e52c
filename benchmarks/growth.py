"""Cost of an iteration and memory against units, depth and m: python -m benchmarks.growth [FILE.svg]

Full batches of gradient descent in float64, tanh in all hidden layers, on circles. Each of the three is raised while
the other two stay; a time is the median of what the processor spent on an iteration, memory the highest point of a run
from a cold start, data aside. With a file's name the picture is drawn as well.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.log_chart import Chart, Line, drawing
from dnn.configuration import RunConfig
from dnn.network import parameter_count
from dnn.text import text_table
from dnn.training.advance import advance
from dnn.training.data import training_data
from dnn.training.needed_memory import needed_memory
from dnn.training.plan import pool

UNITS, LAYERS, EXAMPLES = 32, 2, 512
"""What each is while another one is raised."""
SERIES: dict[str, tuple[int, ...]] = {
    "units n of each of 2 hidden layers": (4, 8, 16, 32, 64, 128, 256, 512, 1024),
    "hidden layers of 32 units": (1, 2, 4, 8, 16, 32),
    "examples m": (16, 64, 256, 1024, 4096, 16384),
}
ROUNDS, SECONDS_A_ROUND = 7, 0.05


class Point(NamedTuple):
    """One network: what was raised, its parameters, and what it takes."""

    value: int
    parameters: int
    microseconds: float
    megabytes: float
    worked_out: float
    """Megabytes, as `needed_memory` says before the run."""


def config(units: int, layers: int, examples: int) -> RunConfig:
    """A run without a test part that has no end."""
    return RunConfig.from_dict(
        {
            "dataset": {"name": "circles", "samples": examples, "test_fraction": 0},
            "architecture": {"hidden": [{"units": units, "activation": "tanh"}] * layers},
            "hyperparameters": {"iterations": 100_000_000, "learning_rate": 0.01},
        }
    )


def networks() -> Iterator[tuple[str, list[tuple[int, RunConfig]]]]:
    """Each series with its networks."""
    makers = (
        lambda n: config(n, LAYERS, EXAMPLES),
        lambda n: config(UNITS, n, EXAMPLES),
        lambda n: config(UNITS, LAYERS, n),
    )
    for (name, values), make in zip(SERIES.items(), makers, strict=True):
        yield name, [(value, make(value)) for value in values]


def highest_point(run: RunConfig) -> int:
    """Bytes of a run from a cold start, its data aside."""
    training_data(run)
    pool._PLANS = pool.BoundedCache(entries=1, bytes=1)
    tracemalloc.start()
    state = advance(run, None, iterations=2, evaluations=False).state
    advance(run, state, iterations=2, evaluations=False)
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest


def seconds_of_an_iteration(run: RunConfig) -> float:
    """The median of the rounds, each of which takes about SECONDS_A_ROUND."""
    state = advance(run, None, iterations=1, evaluations=False).state
    count, times = 1, []
    while len(times) < ROUNDS:
        began = time.process_time()
        state = advance(run, state, iterations=count, evaluations=False).state
        taken = time.process_time() - began
        if taken < SECONDS_A_ROUND / 2 and not times:
            count *= 2
        else:
            times.append(taken / count)
    return statistics.median(times)


def measured(value: int, run: RunConfig) -> Point:
    """One network."""
    taken, needed = highest_point(run) / 1e6, needed_memory(run).total / 1e6
    return Point(value, parameter_count(run), seconds_of_an_iteration(run) * 1e6, taken, needed)


def table(name: str, points: list[Point]) -> str:
    """One series."""
    rows = [
        (p.value, f"{p.parameters:,}", f"{p.microseconds:,.0f}", f"{p.megabytes:.2f}", f"{p.worked_out:.2f}")
        for p in points
    ]
    titles = (name, "parameters", "µs an iteration", "MB taken", "MB worked out before")
    return text_table.markdown(titles, rows, right=range(5))


def charts(series: dict[str, list[Point]]) -> list[Chart]:
    """Times in the first row, memory in the second."""
    times = [
        Chart(name, "µs an iteration", [Line("measured", [(p.value, p.microseconds) for p in points])])
        for name, points in series.items()
    ]
    memory = [
        Chart(
            name,
            "MB",
            [
                Line("taken", [(p.value, p.megabytes) for p in points]),
                Line("worked out before", [(p.value, p.worked_out) for p in points], dashed=True),
            ],
        )
        for name, points in series.items()
    ]
    return [*times, *memory]


def main() -> None:
    """Print a table of each series, and draw them."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    series = {}
    for name, runs in networks():
        series[name] = [measured(value, run) for value, run in runs]
        sys.stdout.write(table(name, series[name]) + "\n")
        sys.stdout.flush()
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(drawing(charts(series), columns=len(series)), "utf-8")


if __name__ == "__main__":
    main()
