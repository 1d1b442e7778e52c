"""A large table on the page "Your data": python -m benchmarks.importing.in_browser [ROUNDS]

A visitor chooses a CSV file of 100,000 rows and 20 columns in Chromium: seconds until the table and the button that
trains on it are there, and until everything below it is drawn. Meanwhile another visitor asks for the page
every 50 ms: what she waits, at the median, at p95 and at most, beside what she waits when nobody imports anything.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from benchmarks.felt import WINDOW, launched
from benchmarks.importing.__main__ import table_file
from dnn.text import text_table
from tests.conftest import running_server

PAUSE_SECONDS = 0.05
QUIET_SECONDS = 5.0
MOST_MILLISECONDS = 120_000
FIELD = ".st-key-way_in input[type=file]"


class Neighbour(threading.Thread):
    """Another visitor, who asks for the page again and again; `waits` are seconds."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url, self.waits, self.is_over = url, list[float](), threading.Event()

    def run(self) -> None:
        """Ask until it is over."""
        while not self.is_over.wait(PAUSE_SECONDS):
            began = time.perf_counter()
            with urllib.request.urlopen(self.url) as answer:
                answer.read()
            self.waits.append(time.perf_counter() - began)

    def ended(self) -> list[float]:
        """Her waits."""
        self.is_over.set()
        self.join()
        return self.waits


def main() -> None:
    """Print both tables."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "large.csv"
        file.write_bytes(table_file(0))
        with running_server(Path(name) / "log") as server, sync_playwright() as playwright:
            alone = Neighbour(server.url)
            alone.start()
            time.sleep(QUIET_SECONDS)
            waits = {"nobody imports": alone.ended(), "an import": list[float]()}
            browser, ready, drawn = launched(playwright), list[float](), list[float]()
            for _ in range(rounds):
                page = browser.new_context(viewport=WINDOW).new_page()
                beside = Neighbour(server.url)
                times = _import(page, server.url, file, beside)
                waits["an import"] += beside.ended()
                ready.append(times[0])
                drawn.append(times[1])
                page.context.close()
            browser.close()
    rows = [("button ready", *_seconds(ready)), ("all drawn", *_seconds(drawn))]
    sys.stdout.write(text_table.markdown(("from the choice of the file, s", "median", "longest"), rows, right=(1, 2)))
    sys.stdout.write("\n\n")
    heads = ("another visitor's page, ms", "median", "p95", "longest", "requests")
    waited = [(name, *_milliseconds(each)) for name, each in waits.items()]
    sys.stdout.write(text_table.markdown(heads, waited, right=(1, 2, 3, 4)) + "\n")


def _import(page: Page, url: str, file: Path, beside: Neighbour) -> tuple[float, float]:
    """Seconds until the button is ready and until all is drawn."""
    page.goto(f"{url}/data?lang=en")
    page.locator(FIELD).wait_for(state="attached")
    beside.start()
    began = time.perf_counter()
    page.locator(FIELD).set_input_files(file)
    expect(page.locator(".st-key-train_on_table button")).to_be_enabled(timeout=MOST_MILLISECONDS)
    ready = time.perf_counter() - began
    expect(page.locator(".st-key-figures table")).to_be_visible(timeout=MOST_MILLISECONDS)
    return ready, time.perf_counter() - began


def _seconds(values: list[float]) -> tuple[str, str]:
    return f"{statistics.median(values):.1f}", f"{max(values):.1f}"


def _milliseconds(values: list[float]) -> tuple[str, ...]:
    ordered = sorted(1e3 * value for value in values)
    chosen = statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))], ordered[-1]
    return *(f"{value:.0f}" for value in chosen), f"{len(ordered)}"


if __name__ == "__main__":
    main()
