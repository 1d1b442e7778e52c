"""A server that is started on a database of many runs: python -m benchmarks.notebook.restart [RUNS]

Of 10,000 runs 200 are one visitor's. The server starts, she opens the page with a browser that knows her key, and her
list of runs is asked for: the first time, then the median of twenty. The browser is new each time, its cache empty.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import httpx
from playwright.sync_api import Playwright, sync_playwright

from benchmarks.felt import MAIN, WATCH, WINDOW, launched
from dnn.background.notebook.labels import RunLabels
from dnn.background.run import Run
from dnn.background.store.database import Database, sqlite_url
from dnn.background.store.making import FILE
from dnn.background.store.saved_run import SavedRun, restored, saved
from dnn.configuration import RunConfig
from dnn.text import text_table
from dnn.training.advance import advance
from pages.server.paths import NOTEBOOK
from pages.server.visitor import COOKIE, new_key
from tests.conftest import Server, running_server

RUNS = 10_000
OF_THE_VISITOR = 200
ITERATIONS = 1_000
BATCH = 500
REPETITIONS = 20
VISITS = 5
ROWS = "() => document.querySelectorAll('.dnn-runs tr[data-run]').length > 0"


def main() -> None:
    """Print the table."""
    count, owner = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS, new_key()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _fill(folder / FILE, count, owner)
        megabytes = (folder / FILE).stat().st_size / 1e6
        settings = {"DNN_STORE": "database", "DNN_DATA": name, "DNN_RUNS_PER_VISITOR": str(count)}
        began = time.perf_counter()
        with running_server(folder / "log", **settings) as server, sync_playwright() as playwright:  # type: ignore[arg-type]
            started = time.perf_counter() - began
            first, *others = [_list(server, owner) for _ in range(1 + REPETITIONS)]
            _visit(playwright, server, owner)
            visits = [_visit(playwright, server, owner) for _ in range(VISITS)]
    rows = [
        (f"started on {count:,} runs, {megabytes:,.0f} MB", "–", f"{1e3 * started:,.0f}"),
        (f"list of {OF_THE_VISITOR} runs, the first time", "–", f"{first:.0f}"),
        (f"list of {OF_THE_VISITOR} runs", "≤ 100", f"{statistics.median(others):.0f}"),
        ("main part of the page drawn", "≤ 1,200", f"{statistics.median(each[0] for each in visits):.0f}"),
        ("the list on the page", "–", f"{statistics.median(each[1] for each in visits):.0f}"),
    ]
    sys.stdout.write(text_table.markdown(("restart", "goal", "ms"), rows, right=(1, 2)) + "\n")


def _fill(file: Path, count: int, owner: str) -> None:
    """A database of so many runs, those of one visitor among them."""
    run = trained_run(owner)
    database = Database(sqlite_url(file))
    database.migrate()
    for first in range(0, count, BATCH):
        numbers = range(first, min(count, first + BATCH))
        database.write(
            [stored_run(run, number, owner if number < OF_THE_VISITOR else new_key()) for number in numbers], []
        )
    database.close()


def trained_run(owner: str) -> Run:
    """A run that has made its iterations, of which others are copies."""
    config = RunConfig.from_dict({"dataset": {"name": "circles"}, "hyperparameters": {"iterations": ITERATIONS}})
    run = Run("a" * 22, owner, config)
    run.moving = True
    run.accept(advance(config, None, iterations=ITERATIONS), 0, None)
    return run


def stored_run(template: Run, number: int, owner: str) -> SavedRun:
    """A run with a learning rate and a number of its own."""
    rate = replace(template.config.hyperparameters, learning_rate=0.001 * (1 + number % 97))
    run = restored(saved(template))
    run.id, run.owner = f"{number:022d}", owner
    run.config = run.trained_config = replace(template.config, hyperparameters=rate)
    run.labels = RunLabels(number=number, colour=number % 10, created=time.time())
    return saved(run)


def _list(server: Server, owner: str) -> float:
    """Milliseconds until the list is there."""
    began = time.perf_counter()
    answer = httpx.post(f"{server.url}/{NOTEBOOK}", json={"owner": owner, "action": None}, timeout=60)
    elapsed = 1e3 * (time.perf_counter() - began)
    assert len(json.loads(answer.content)["runs"]) == OF_THE_VISITOR
    return elapsed


def _visit(playwright: Playwright, server: Server, owner: str) -> tuple[float, float]:
    """Milliseconds until the main part of the page is drawn, and until the list is."""
    browser = launched(playwright)
    context = browser.new_context(viewport=WINDOW)
    context.add_cookies([{"name": COOKIE, "value": owner, "url": server.url}])
    page = context.new_page()
    page.add_init_script(f"({WATCH})()")
    page.goto(server.url)
    page.wait_for_function(MAIN, polling="raf")
    main_part = page.evaluate("performance.now()")
    page.wait_for_function(ROWS, polling="raf")
    times = main_part, page.evaluate("performance.now()")
    browser.close()
    return times


if __name__ == "__main__":
    os.environ["DNN_STORE"] = "database"
    main()
