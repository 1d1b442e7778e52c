"""What a comparison takes: runs trained again for their networks at forty iterations, and what goes over the wire.

    python -m benchmarks.notebook.compare

Prints a row for each comparison: seconds until all runs are done, each asked for stretch by stretch as the browser does
it, of which the first answer; kilobytes of all answers; and seconds of training the same runs without any network
between.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import orjson

from dnn.background.page_worker import PageWorker
from dnn.background.replay.recipe import Recipe
from dnn.background.replay.replays import Replays
from dnn.background.settings import Settings
from dnn.configuration import RunConfig
from dnn.text import text_table
from dnn.training.advance import advance
from pages.server.comparison.replay import MAX_FRAMES, replay_document, replay_key
from pages.shared.session.link import from_query

RATES = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 0.5)
COMPARISONS: dict[str, tuple[dict[str, str], int, int]] = {
    "2 runs, [2, 8, 5, 1], 600 iterations": ({}, 2, 600),
    "8 runs, [2, 8, 5, 1], 600 iterations": ({}, 8, 600),
    "8 runs, [2, 8, 5, 1], 5,000 iterations": ({}, 8, 5_000),
    "4 runs, digits [64, 32, 10], 1,000 iterations": ({"data": "digits", "hidden": "32.relu"}, 4, 1_000),
}
"""Settings, number of runs and iterations, by what the table calls them."""


def configs(query: dict[str, str], count: int, iterations: int) -> list[RunConfig]:
    """Runs that differ in their learning rate."""
    base = from_query(query | {"iterations": str(iterations)})
    return [replace(base, hyperparameters=replace(base.hyperparameters, learning_rate=rate)) for rate in RATES[:count]]


def to_the_end(replays: Replays, config: RunConfig, iterations: int) -> tuple[float, int]:
    """Ask for a run until it is done: seconds to the first answer, and bytes of all answers."""
    recipe = Recipe(config, iterations)
    key, began, sent, frames, first = replay_key(recipe, iterations, MAX_FRAMES), time.perf_counter(), 0, 0, None
    while True:
        document = replay_document(replays.advance(key), recipe, frames)
        first = first or time.perf_counter() - began
        sent += len(orjson.dumps(document))
        frames += len(document["frames"])
        if document["is_done"]:
            return first, sent


def measure(runs: Sequence[RunConfig], iterations: int) -> tuple[float, float, int]:
    """Seconds until all are done, seconds to the first answer of any, and bytes."""
    worker = PageWorker(Settings())
    try:
        worker.compute(abs, 1)  # it is there already when a visitor comes
        replays, began = Replays(lambda: worker), time.perf_counter()
        with ThreadPoolExecutor(len(runs)) as browser:
            answers = list(browser.map(lambda config: to_the_end(replays, config, iterations), runs))
        return (
            time.perf_counter() - began,
            min(first for first, _sent in answers),
            sum(sent for _first, sent in answers),
        )
    finally:
        worker.close()


def main() -> None:
    """Print the table."""
    rows = []
    for name, (query, count, iterations) in COMPARISONS.items():
        runs = configs(query, count, iterations)
        began = time.perf_counter()
        for config in runs:
            advance(config, None, evaluations=False)
        alone = time.perf_counter() - began
        took, first, sent = min(measure(runs, iterations) for _ in range(3))
        rows.append([name, f"{took:.2f} s", f"{first:.2f} s", f"{sent / 1000:,.0f} kB", f"{alone:.2f} s"])
    heads = ["comparison", "done", "first answer", "sent", "training alone"]
    sys.stdout.write(text_table.markdown(heads, rows, right=(1, 2, 3, 4)))


if __name__ == "__main__":
    main()
