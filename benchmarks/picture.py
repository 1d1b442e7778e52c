"""Frames per second of the picture of the network: python -m benchmarks.picture [URL] [SECONDS]

Opens the running app at URL (http://127.0.0.1:8501 by default) in headless Chromium, on one processor core,
without a graphics card, and counts the drawings of the network while a run trains at the default speed limit.
"""

from __future__ import annotations

import os
import sys

from playwright.sync_api import sync_playwright

from dnn.text import text_table

NETWORKS = {
    "[2, 8, 8, 1] tanh": "",
    "[2, 16, 16, 16, 1] relu": "?hidden=16.relu-16.relu-16.relu",
    "[2, 64, 64, 1] tanh": "?hidden=64.tanh-64.tanh",
    "[64, 64, 32, 10] relu, digits": "?data=digits&hidden=64.relu-32.relu&batch_size=64",
}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
DRAWN = "Number(document.querySelector('[data-role=below]').dataset.drawings ?? 0)"
SETTLE_MS = 1_500


def main() -> None:
    """Print the table."""
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8501"
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 5.0
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # the browser inherits it
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        for name, query in NETWORKS.items():
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"{url}/{query}{'&' if query else '?'}iterations=1000000")
            page.wait_for_function(f"() => document.querySelector('[data-role=below]') && {DRAWN} > 0")
            page.click("[data-action=train]")
            page.wait_for_timeout(SETTLE_MS)
            before = page.evaluate(f"[performance.now(), {DRAWN}]")
            page.wait_for_timeout(1_000 * seconds)
            after = page.evaluate(f"[performance.now(), {DRAWN}]")
            page.click("[data-action=pause]")
            rate = 1_000 * (after[1] - before[1]) / (after[0] - before[0])
            rows.append((name, f"{rate:.1f}"))
            page.close()
        browser.close()
    sys.stdout.write(text_table.markdown(("network", "drawings/s"), rows, right=(1,)))


if __name__ == "__main__":
    main()
