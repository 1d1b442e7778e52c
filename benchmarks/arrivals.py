"""Arrivals of many visitors at about the same time:
python -m benchmarks.arrivals [--room [WAY]] [VISITORS [SECONDS]]

A hundred visitors who have never been here open the page within twenty seconds. Each does what a browser does on the
wire: gets the document, then the files that a real visit in Chromium asks for, in the same order on six connections;
opens the WebSocket where the real visit did, which runs the page's script, while the other files come; then she presses
Train and polls. No browser reads what she gets: what it needs for that comes on top. A few real pages of Chromium open
at the same time; of those it is the time until everything is drawn.

With --room they join a room that is open for a scenario: WAY is "light", by the room's light page and its queue, which
it is if none is named, or "app", by the app's own page of rooms. All times then begin with the request for the link,
and those of the light page and the queue stand before the others; Chromium's first paint is that of the first page.

"Page seen" is from the request to the end of the script's first run and of the last file. The visitors, the server and
Chromium share the machine.
"""

from __future__ import annotations

import asyncio
import secrets
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
from benchmarks.visits.class_load import SCENARIO
from benchmarks.visits.connection import Http
from benchmarks.visits.door import APP, LIGHT, WAYS, app_query, come_to_the_door, land
from benchmarks.visits.processes import usage
from benchmarks.visits.room import RoomDiary, Wall
from dnn.text import text_table
from tests.conftest import CHROMIUM_ARGUMENTS, Server, chromium, running_server

VISITORS, ARRIVING_SECONDS = 100, 20.0
BROWSERS = 3
GOAL_SECONDS = 5.0
COMPRESSION_SECONDS = 20.0
"""Seconds after a first visit in which all scripts have been compressed as well as can be."""
PATIENCE_SECONDS = 180.0
"""Seconds that Chromium waits for anything."""
CONNECTIONS = 6
"""Connections that browsers open to one host."""
ACCEPTED = {"Accept-Encoding": "gzip, deflate, br"}
QUERY = "lang=en&iterations=100000000&pace=1000"
ROOM = "--room"
PAINTED, DRAWN_ALL = "Chromium: first paint", "Chromium: all drawn"
STEPS = (
    *("light page", "joined", "let in", "document", "last file", "script's first run", "page seen"),
    *("Train → first poll", PAINTED, DRAWN_ALL),
)
NOT_FILES = ("room", "api/runs")
"""Beginnings of paths that a visitor asks for in her own name, if she does."""
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
LANDED = ".dnn-room-bar"
OK = 200


@dataclass
class Visit:
    """What a real visit asks for: paths before the WebSocket is opened, and after that."""

    early: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    has_connected: bool = False

    def note(self, address: str) -> None:
        """Note a request for a file; the document itself is none."""
        parts = urlparse(address)
        path = parts.path.lstrip("/")
        if parts.scheme in ("http", "https") and path and not path.startswith(NOT_FILES):
            (self.late if self.has_connected else self.early).append(path)


@dataclass
class Measured:
    """Seconds of all visitors by the step, bytes, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: {step: [] for step in STEPS})
    errors: list[str] = field(default_factory=list)
    bytes: int = 0


@dataclass(frozen=True)
class Aim:
    """Where visitors go: the page that trains, or, by one of WAYS, the room of a code."""

    way: str = ""
    code: str = ""


def main() -> None:
    """Print the table."""
    numbers = [float(argument) for argument in sys.argv[1:] if argument.replace(".", "").isdecimal()]
    count, arriving_seconds = (*map(int, numbers[:1]), *numbers[1:2], *(VISITORS, ARRIVING_SECONDS)[len(numbers) :])
    way = next((argument for argument in sys.argv if argument in WAYS), LIGHT) if ROOM in sys.argv else ""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(
            Path(folder) / "log", DNN_COMPRESSION="best", DNN_ROOM_MEMBERS=str(int(count) + 1 + BROWSERS)
        ) as server,
    ):
        print(asyncio.run(_measured(server, int(count), arriving_seconds, way)))  # noqa: T201


async def _measured(server: Server, count: int, arriving_seconds: float, way: str) -> str:
    aim = Aim(way, await _opened(server)) if way else Aim()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        visit, _, _ = await _real_visit(browser, server, aim)
        await asyncio.sleep(COMPRESSION_SECONDS)
        measured = Measured()
        before, began = usage(server.process.pid).seconds, time.perf_counter()
        await asyncio.gather(
            *(_arrive(server, aim, visit, measured, arriving_seconds * number / count) for number in range(count)),
            *(_look(browser, server, aim, measured, arriving_seconds * (n + 0.5) / BROWSERS) for n in range(BROWSERS)),
        )
        processor = (usage(server.process.pid).seconds - before) / (time.perf_counter() - began)
        await browser.close()
    requests, megabytes = 1 + len(visit.early) + len(visit.late), measured.bytes / count / 1e6
    summary = (
        f"{count} visitors within {arriving_seconds:.0f} s, {requests} requests and {megabytes:.2f} MB each; "
        f"server {100 * processor:.0f} % of a core"
    )
    return f"{_table(measured)}\n{summary}\nerrors: {len(measured.errors)} {sorted(set(measured.errors))[:5]}"


async def _opened(server: Server) -> str:
    """The code of a room with as many seats as it may have."""
    wall = Wall(server.url, secrets.token_urlsafe(16), RoomDiary())
    await wall.open(SCENARIO)
    return str(wall.opening["code"])


async def _real_visit(browser: Browser, server: Server, aim: Aim) -> tuple[Visit, float, float]:
    """A visit in a browser that has never been here: what it asks for, and seconds until something is painted and until
    all is drawn."""
    context = await browser.new_context(viewport=WINDOW)  # type: ignore[arg-type]
    page, visit = await context.new_page(), Visit()
    page.set_default_timeout(1000 * PATIENCE_SECONDS)
    page.on("request", lambda request: visit.note(request.url) if request.method == "GET" else None)
    page.on("websocket", lambda _: setattr(visit, "has_connected", True))
    began = time.perf_counter()
    query = {"": f"?{QUERY}", LIGHT: f"room?code={aim.code}", APP: f"room?{app_query(aim.code, APP)}"}[aim.way]
    await page.goto(f"{server.url}/{query}", wait_until="commit")
    painted = float(await (await page.wait_for_function(FIRST_PAINT)).json_value()) / 1000
    if aim.way:
        await page.locator({LIGHT: "[data-role=join]", APP: ".st-key-join_room button"}[aim.way]).click()
        await page.locator(LANDED).wait_for()
    await page.wait_for_function(DRAWN, polling="raf")
    seconds = time.perf_counter() - began
    await context.close()
    return visit, painted, seconds


async def _look(browser: Browser, server: Server, aim: Aim, measured: Measured, delay: float) -> None:
    await asyncio.sleep(delay)
    _, painted, seconds = await _real_visit(browser, server, aim)
    measured.seconds[PAINTED].append(painted)
    measured.seconds[DRAWN_ALL].append(seconds)


async def _arrive(server: Server, aim: Aim, visit: Visit, measured: Measured, delay: float) -> None:
    """Come after a delay, and do what a browser does."""
    await asyncio.sleep(delay)
    client = Client(server.url, "room" if aim.way else "")
    connections = [Http(server.url) for _ in range(CONNECTIONS)]
    began = time.perf_counter()
    try:
        times = await come_to_the_door(client, aim.code) if aim.way == LIGHT else {}
        await client.get_page(app_query(aim.code, aim.way, pace="1000") if aim.way else QUERY)
        times["document"] = time.perf_counter() - began
        await _fetch(connections, visit.early, measured)
        _, times["last file"] = await asyncio.gather(
            _connected(client, aim, began, times), _last(connections, visit.late, measured, began)
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


async def _connected(client: Client, aim: Aim, began: float, times: dict[str, float]) -> None:
    await client.connect()
    await land(client, aim.code, aim.way)
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
