"""Load of many visitors at once, on them and on the server:
python -m benchmarks.load [--room [STORE ...] [WAY]] [VISITORS ...]

So many visitors train the default network at full speed, poll as the live view does, and each does something every
three seconds: seven times of eight she gives her run another learning rate, which is a command, and once another number
of units, which is a rerun of the page and another run. The first table shows medians and 95th percentiles over all:

- command: from the question to the run's answer;
- rerun: from a changed control to the end of the script;
- both: of all that visitors did;
- poll: from the question to the answer;
- age: how old the newest iteration a visitor knew of had become when the next news came;
- errors: answers other than 200 and connections that broke, by kind; a visitor whose run is refused asks again.

Then thirty are training, playing and watching, and now and again one of them presses Pause. The second table shows how
long it takes until the run has answered, and until the route says "paused" and its iteration does not move any more.

With --room all of them are students of one room with a teacher's wall, as benchmarks/visits/class_load.py has it, and
there is a table of the room besides. STORE is "memory", which it is if none is named, "sqlite" or "postgresql"; WAY is
"light", by the light page of the room, which it is if none is named, or "app", by the app's own page of rooms.

Visitors share the machine with the server and with its workers, which take every core they are given: times here are
those of a machine that has no rest.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import numpy as np

from benchmarks.client import Client
from benchmarks.visits import class_load
from benchmarks.visits.door import LIGHT, WAYS
from benchmarks.visits.stores import STORES
from benchmarks.visits.trainee import SETTLING_SECONDS, TITLES, Trainee, complain, measured
from dnn.text import text_table
from tests.conftest import Server, running_server

VISITORS = (1, 3, 10, 30, 100, 300)
QUERY = "iterations=100000000&pace=full"
ARRIVALS_AT_ONCE = 5

ROOM = "--room"
PAUSING_VISITORS = 30
PAUSERS = 3
PRESSES = 24
WATCHED_SECONDS = 0.6
"""Seconds for which a run must stand still to count as paused."""
LOOK_SECONDS = 0.01
TARGET_SECONDS = 0.3


def main() -> None:
    """Print both tables, or those of rooms."""
    counts = tuple(int(argument) for argument in sys.argv[1:] if argument.isdecimal()) or VISITORS
    if ROOM in sys.argv:
        way = next((argument for argument in sys.argv if argument in WAYS), LIGHT)
        _print_rooms(counts, [argument for argument in sys.argv if argument in STORES] or ["memory"], way)
        return
    lines = []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log") as server:
            lines.append(asyncio.run(_load(server, count)))
    print(text_table.markdown(TITLES, lines, right=range(len(TITLES))))  # noqa: T201
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log") as server:
        answered, still = asyncio.run(_pauses(server))
    print(_table_of_pauses(answered, still))  # noqa: T201


def _print_rooms(counts: Sequence[int], stores: Sequence[str], way: str) -> None:
    """Print the tables of rooms with so many students, on each of these stores."""
    lines, of_rooms = [], []
    for store, count in itertools.product(stores, counts):
        with (
            tempfile.TemporaryDirectory() as folder,
            STORES[store](Path(folder)) as variables,
            running_server(Path(folder) / "log", **variables) as server,
        ):
            line, of_room = asyncio.run(class_load.load(server, count, way))
        lines.append([store, *line])
        of_rooms.append([store, *of_room])
    print(text_table.markdown(("store", *TITLES), lines, right=range(1, 1 + len(TITLES))))  # noqa: T201
    titles = ("store", *class_load.TITLES)
    print(text_table.markdown(titles, of_rooms, right=range(1, len(titles))))  # noqa: T201


async def _load(server: Server, count: int) -> list[str]:
    async with _trainees(server, count) as trainees:
        return await measured(server, trainees)


@asynccontextmanager
async def _trainees(server: Server, count: int) -> AsyncIterator[list[Trainee]]:
    """A number of visitors who are training, watching and playing."""
    door = asyncio.Semaphore(ARRIVALS_AT_ONCE)

    async def arrive() -> Trainee:
        async with door:
            trainee = Trainee(await Client(server.url).open(QUERY))
            tasks.append(asyncio.create_task(trainee.watch()))
            return trainee

    tasks: list[asyncio.Task[None]] = []
    trainees = await asyncio.gather(*(arrive() for _ in range(count)))
    tasks += [asyncio.create_task(trainee.play()) for trainee in trainees]
    yield trainees
    complain(tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.gather(*(trainee.client.close() for trainee in trainees))


async def _pauses(server: Server) -> tuple[list[float], list[float]]:
    """Seconds from Pause until the run has answered, and until it stands still."""
    async with _trainees(server, PAUSING_VISITORS - PAUSERS):
        await asyncio.sleep(SETTLING_SECONDS)
        pausers = [await Client(server.url).open(QUERY) for _ in range(PAUSERS)]
        for client in pausers:
            await client.press("train")
        pairs = [await _pause(client) for _, client in zip(range(PRESSES), itertools.cycle(pausers), strict=False)]
        for client in pausers:
            await client.close()
    return [answered for answered, _ in pairs], [still for _, still in pairs]


async def _pause(client: Client) -> tuple[float, float]:
    """Press Pause, watch the run until it has stood still for a while, and let it go on."""
    while client.payload.get("status") != "running":
        await client.poll()
        await asyncio.sleep(LOOK_SECONDS)
    await asyncio.sleep(random.uniform(0, WATCHED_SECONDS))
    began = time.perf_counter()
    press = asyncio.create_task(client.press("pause"))
    still, known = began, -1
    while time.perf_counter() - still < WATCHED_SECONDS:
        await client.poll()
        seen = client.payload["iteration"]
        if client.payload["status"] != "paused" or seen != known:
            still, known = time.perf_counter(), seen
        await asyncio.sleep(LOOK_SECONDS)
    answered = await press
    await client.press("train")
    return answered, still - began


def _table_of_pauses(answered: Sequence[float], still: Sequence[float]) -> str:
    lines = []
    for what, seconds in (("the run has answered", answered), ("the run stands still", still)):
        middle, high, most = 1000 * np.percentile(seconds, (50, 95, 100))
        within = sum(each <= TARGET_SECONDS for each in seconds)
        lines.append((what, f"{middle:.0f}", f"{high:.0f}", f"{most:.0f}", f"{within} of {len(seconds)}"))
    titles = (f"ms from Pause, {PAUSING_VISITORS} runs going, until", "p50", "p95", "max", f"within {TARGET_SECONDS} s")
    return text_table.markdown(titles, lines, right=range(1, len(titles)))


if __name__ == "__main__":
    main()
