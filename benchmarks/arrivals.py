"""Arrivals of many visitors at about the same time: python -m benchmarks.arrivals [VISITORS [SECONDS]]

A hundred visitors who have never been here open the page within twenty seconds. Each does what a browser does on the
wire: gets the document, then the files that a real visit in Chromium asks for, in the same order on six connections;
opens the WebSocket where the real visit did, which runs the page's script, while the other files come; then she presses
Train and polls. No browser reads what she gets: what it needs for that comes on top. A few real pages of Chromium open
at the same time; of those it is the time until everything is drawn.

"Page seen" is from the request to the end of the script's first run and of the last file. The visitors, the server and
Chromium share the machine.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlparse

import numpy as np
from playwright.async_api import Browser, async_playwright

from benchmarks.client import FAULTS, Client
from benchmarks.felt import DRAWN, WINDOW
from benchmarks.visits.connection import Http
from benchmarks.visits.processes import usage
from dnn.text import text_table
from tests.conftest import CHROMIUM_ARGUMENTS, Server, chromium, running_server

VISITORS, ARRIVING_SECONDS = 100, 20.0
BROWSERS = 3
GOAL_SECONDS = 5.0
COMPRESSION_SECONDS = 20.0
"""Seconds after a first visit in which all scripts have been compressed as well as can be."""
CONNECTIONS = 6
"""Connections that browsers open to one host."""
ACCEPTED = {"Accept-Encoding": "gzip, deflate, br"}
QUERY = "lang=en&iterations=100000000&pace=1000"
STEPS = ("document", "last file", "script's first run", "page seen", "Train → first poll", "Chromium: all drawn")
OK = 200


@dataclass
class Visit:
    """What a real visit asks for: paths before the WebSocket is opened, and after that."""

    early: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    has_connected: bool = False

    def note(self, address: str) -> None:
        """Note a request; the document itself is none."""
        parts = urlparse(address)
        if parts.scheme in ("http", "https") and parts.path != "/":
            (self.late if self.has_connected else self.early).append(parts.path.lstrip("/"))


@dataclass
class Measured:
    """Seconds of all visitors by the step, bytes, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {step: [] for step in STEPS})
    errors: list[str] = field(default_factory=list)
    bytes: int = 0


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else VISITORS
    arriving_seconds = float(sys.argv[2]) if len(sys.argv) > 2 else ARRIVING_SECONDS
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "log", DNN_COMPRESSION="best") as server,
    ):
        print(asyncio.run(_measured(server, count, arriving_seconds)))  # noqa: T201


async def _measured(server: Server, count: int, arriving_seconds: float) -> str:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        visit, _ = await _real_visit(browser, server)
        await asyncio.sleep(COMPRESSION_SECONDS)
        measured = Measured()
        before, began = usage(server.process.pid).seconds, time.perf_counter()
        await asyncio.gather(
            *(_arrive(server, visit, measured, arriving_seconds * number / count) for number in range(count)),
            *(_look(browser, server, measured, arriving_seconds * (n + 0.5) / BROWSERS) for n in range(BROWSERS)),
        )
        processor = (usage(server.process.pid).seconds - before) / (time.perf_counter() - began)
        await browser.close()
    requests, megabytes = 1 + len(visit.early) + len(visit.late), measured.bytes / count / 1e6
    summary = (
        f"{count} visitors within {arriving_seconds:.0f} s, {requests} requests and {megabytes:.2f} MB each; "
        f"server {100 * processor:.0f} % of a core"
    )
    return f"{_table(measured)}\n{summary}\nerrors: {len(measured.errors)} {sorted(set(measured.errors))[:5]}"


async def _real_visit(browser: Browser, server: Server) -> tuple[Visit, float]:
    """A visit in a browser that has never been here: what it asks for, and seconds until all is drawn."""
    context = await browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]
    page, visit = await context.new_page(), Visit()
    page.on("request", lambda request: visit.note(request.url))
    page.on("websocket", lambda _: setattr(visit, "has_connected", True))
    began = time.perf_counter()
    await page.goto(f"{server.url}/?{QUERY}", wait_until="commit")
    await page.wait_for_function(DRAWN, polling="raf")
    seconds = time.perf_counter() - began
    await context.close()
    return visit, seconds


async def _look(browser: Browser, server: Server, measured: Measured, delay: float) -> None:
    await asyncio.sleep(delay)
    _, seconds = await _real_visit(browser, server)
    measured.seconds[STEPS[-1]].append(seconds)


async def _arrive(server: Server, visit: Visit, measured: Measured, delay: float) -> None:
    """Come after a delay, and do what a browser does."""
    await asyncio.sleep(delay)
    client, connections = Client(server.url), [Http(server.url) for _ in range(CONNECTIONS)]
    began = time.perf_counter()
    try:
        await client.get_page(QUERY)
        times = {"document": time.perf_counter() - began}
        await _fetch(connections, visit.early, measured)
        _, times["last file"] = await asyncio.gather(
            _connected(client, began, times), _last(connections, visit.late, measured, began)
        )
        times["page seen"] = max(times.values())
        pressed = time.perf_counter()
        await client.press("train")
        await client.poll()
        times["Train → first poll"] = time.perf_counter() - pressed
        for step, seconds in times.items():
            measured.seconds[step].append(seconds)
    except FAULTS as fault:
        measured.errors.append(f"{type(fault).__name__}: {fault}")
    for connection in connections:
        await connection.close()
    await client.close()


async def _connected(client: Client, began: float, times: dict[str, float]) -> None:
    await client.connect()
    times["script's first run"] = time.perf_counter() - began


async def _last(connections: list[Http], paths: list[str], measured: Measured, began: float) -> float:
    """Fetch files; seconds from the beginning until the last one."""
    await _fetch(connections, paths, measured)
    return time.perf_counter() - began


async def _fetch(connections: list[Http], paths: list[str], measured: Measured) -> None:
    """Fetch files in this order, each connection the next one when it is free."""
    waiting = iter(paths)

    async def take(connection: Http) -> None:
        for path in waiting:
            status, _, body = await connection.get(f"/{path}", **ACCEPTED)
            measured.bytes += len(body)
            if status != OK:
                raise LookupError(f"{path} is answered {status}")

    await asyncio.gather(*map(take, connections))


def _table(measured: Measured) -> str:
    lines = [(step, *_figures(seconds)) for step, seconds in measured.seconds.items() if seconds]
    titles = ("s from the request", "visitors", "p50", "p95", "longest", f"within {GOAL_SECONDS:.0f} s")
    return text_table.markdown(titles, lines, right=range(1, len(titles)))


def _figures(seconds: Sequence[float]) -> list[str]:
    middle, high, most = np.percentile(seconds, (50, 95, 100))
    within = sum(each <= GOAL_SECONDS for each in seconds)
    return [str(len(seconds)), f"{middle:.2f}", f"{high:.2f}", f"{most:.2f}", f"{within} of {len(seconds)}"]


if __name__ == "__main__":
    main()
