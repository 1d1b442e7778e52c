"""A list of many runs in the browser: python -m benchmarks.notebook.list_in_browser [REPETITIONS]

A visitor with 200 stored runs, in headless Chromium, with a server of her own. From her press to the frame that shows
the table in another order, all rows after none, and the curves of 20 and of 50 runs beside one another: the first time,
when the server reads them and they travel, then the median and the longest of REPETITIONS (20).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks.felt import BEGIN, WATCH, WINDOW, launched
from benchmarks.notebook.restart import OF_THE_VISITOR, stored_run, trained_run
from dnn.background.store.database import Database, sqlite_url
from dnn.background.store.making import FILE
from dnn.background.store.saved_run import restored, saved
from dnn.text import text_table
from pages.server.visitor import COOKIE, new_key
from tests.conftest import Server, running_server

REPETITIONS = 20
DRAWN_ROWS = 40
"""Rows that are drawn before one scrolls."""
TWENTY, FIFTY = "twenty", "fifty"
SIZES = {TWENTY: 20, FIFTY: 50}
"""Runs whose names have this word."""
ROWS = "document.querySelectorAll('.dnn-runs tr[data-run]').length"
ALL = "Number(document.querySelector('[data-role=runs-count]')?.textContent ?? 0)"
FIRST = "document.querySelector('.dnn-runs tr[data-run]')?.dataset.run"
TRACES = "document.querySelector('[data-role=chart]').data ?? []"
CURVES = (
    f"({TRACES}).filter(({{ uid }}) => uid.startsWith('run-')).length"
    f" + ({TRACES}).filter(({{ uid }}) => uid === 'rest').flatMap(({{ x }}) => x.filter((at) => at === null)).length"
)
FILTER = ".dnn-runs [data-role=runs-filter]"
TICK_ALL = ".dnn-runs [data-runs=tick_all]"
CHART = "[data-role=chart] .main-svg"


def main() -> None:
    """Print the table."""
    repetitions, owner = int(sys.argv[1]) if len(sys.argv) > 1 else REPETITIONS, new_key()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _fill(folder / FILE, owner)
        settings = {"DNN_STORE": "database", "DNN_DATA": name, "DNN_RUNS_PER_VISITOR": str(OF_THE_VISITOR)}
        with running_server(folder / "log", **settings) as server, sync_playwright() as playwright:  # type: ignore[arg-type]
            browser = launched(playwright)
            page = _opened(browser.new_context(viewport=WINDOW), server, owner)
            rows = [
                _row("table of 200, another order", "≤ 100", _orders(page, repetitions)),
                _row("table of 200 after an empty one", "≤ 100", _all_rows(page, repetitions)),
                _row("curves of 20", "≤ 200", _overlays(page, TWENTY, repetitions)),
                _row("curves of 50", "–", _overlays(page, FIFTY, repetitions)),
            ]
            browser.close()
    head = ("list in the browser", "goal", "first", "median", "longest")
    sys.stdout.write(text_table.markdown(head, rows, right=(1, 2, 3, 4)) + "\n")


def _row(name: str, goal: str, times: list[float]) -> tuple[str, str, str, str, str]:
    first, *others = times
    return name, goal, f"{first:.0f}", f"{statistics.median(others):.0f}", f"{max(others):.0f}"


def _fill(file: Path, owner: str) -> None:
    """A database of the visitor's runs; the latest of them have words in their names."""
    run = trained_run(owner)
    database = Database(sqlite_url(file))
    database.migrate()
    rows = []
    for number in range(OF_THE_VISITOR):
        named = restored(stored_run(run, number, owner))
        named.labels = replace(named.labels, name=" ".join(word for word, size in SIZES.items() if number < size))
        rows.append(saved(named))
    database.write(rows, [])
    database.close()


def _opened(context: BrowserContext, server: Server, owner: str) -> Page:
    """The page with the list."""
    context.add_cookies([{"name": COOKIE, "value": owner, "url": server.url}])
    page = context.new_page()
    page.add_init_script(f"({WATCH})()")
    page.goto(f"{server.url}/?lang=en")
    page.wait_for_function(f"() => {ALL} === {OF_THE_VISITOR}")
    page.wait_for_selector(CHART)
    page.wait_for_load_state("networkidle")
    return page


def _felt(page: Page, of: str, is_there: str, act: Callable[[], object]) -> float:
    """Milliseconds from a press to the frame in which a value is as it should be."""
    page.evaluate(BEGIN % {"of": of, "is_there": is_there})
    act()
    page.wait_for_function("() => window.felt !== null", polling="raf")
    return float(page.evaluate("window.felt"))


def _orders(page: Page, repetitions: int) -> list[float]:
    heading = page.locator(".dnn-runs thead [data-sort=name]")
    page.locator(".dnn-runs").scroll_into_view_if_needed()
    times = []
    for _ in range(1 + repetitions):
        times.append(_felt(page, FIRST, "now !== before", heading.click))
    return times


def _all_rows(page: Page, repetitions: int) -> list[float]:
    starred = page.locator(".dnn-runs [data-runs=starred]")
    times = []
    for _ in range(1 + repetitions):
        _felt(page, ROWS, "now === 0", starred.click)
        times.append(_felt(page, ROWS, "now > 0", starred.click))
    return times


def _overlays(page: Page, word: str, repetitions: int) -> list[float]:
    page.locator(FILTER).fill(word)
    page.wait_for_function(f"() => {ROWS} === {min(SIZES[word], DRAWN_ROWS)}")
    times = []
    for _ in range(1 + repetitions):
        times.append(_felt(page, CURVES, f"now >= {SIZES[word]}", page.locator(TICK_ALL).click))
        _felt(page, CURVES, "now <= 1", page.locator(TICK_ALL).click)  # the pointer may be at one
    page.locator(FILTER).fill("")
    return times


if __name__ == "__main__":
    main()
