"""Speed of the Train page in a browser: time to open, to the first point after Train, drawings and bytes a second.

    python -m benchmarks.page [ROUNDS]

Starts the app, drives the system's Chromium, and prints a table of medians. Software rendering is slower than a
visitor's machine.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.conftest import CHROMIUM_ARGUMENTS, chromium, running_server

WATCHED_SECONDS = 8
FIRST_POINT = "() => Number(document.querySelector('[data-role=chart]')?.dataset.points) >= 1"
UPDATES = "() => Number(document.querySelector('[data-role=chart]').dataset.updates)"


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "log") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        visits = [_visit(browser, server.url) for _ in range(rounds)]
        browser.close()
    print("| what | median |\n|---|---:|")  # noqa: T201
    for name in visits[0]:
        print(f"| {name} | {statistics.median(visit[name] for visit in visits):,.3g} |")  # noqa: T201


def _visit(browser: Browser, url: str) -> dict[str, float]:
    """One visitor with an empty cache: what she waits for."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    polls: list[int] = []
    began = time.perf_counter()
    page.goto(f"{url}/?iterations=10000000&pace=full")
    page.locator(".dnn-live-frame").wait_for()
    page.locator("[data-action=train]").wait_for()
    opened = time.perf_counter() - began
    page.wait_for_function("() => Boolean(document.querySelector('[data-role=chart] .main-svg'))")
    page.on("response", lambda answer: polls.append(_bytes(answer)) if "/api/runs/" in answer.url else None)
    began = time.perf_counter()
    page.locator("[data-action=train]").click()
    page.wait_for_function(FIRST_POINT, polling="raf")
    first = time.perf_counter() - began
    drawn, watched = _updates_while(page, WATCHED_SECONDS)
    halves = polls[len(polls) // 4 : len(polls) // 2], polls[-len(polls) // 4 :]
    result = {
        "seconds to open the page, nothing cached": opened,
        "seconds from Train to the first point": first,
        "drawings a second": drawn / watched,
        "answers a second": len(polls) / watched,
        "bytes an answer, second quarter": statistics.mean(halves[0]),
        "bytes an answer, last quarter": statistics.mean(halves[1]),
        "iterations a second": _iteration(page) / (watched + first),
    }
    page.locator("[data-action=pause]").first.click()
    page.wait_for_function("() => document.querySelector('[data-role=status]').dataset.value === 'paused'")
    context.close()
    return result


def _bytes(answer: Response) -> int:
    return int(answer.headers.get("content-length", 0))


def _updates_while(page: Page, seconds: float) -> tuple[int, float]:
    before, began = page.evaluate(UPDATES), time.perf_counter()
    page.wait_for_timeout(1000 * seconds)
    return page.evaluate(UPDATES) - before, time.perf_counter() - began


def _iteration(page: Page) -> float:
    return float(page.locator("[data-role=iteration]").get_attribute("data-value") or 0)


if __name__ == "__main__":
    main()
