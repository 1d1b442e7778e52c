"""Load of many visitors at once, on them and on the server: python -m benchmarks.load [VISITORS ...]

So many visitors train the default network at full speed, poll as the live view does, and each gives her run another
learning rate every three seconds. The first table shows medians and 95th percentiles over all of them:

- interaction: from a changed control to the end of the script;
- poll: from the question to the answer;
- age: how old the newest iteration a visitor knew of had become when the next news came;
- slowest: the visitor whose run got the fewest iterations.

Then thirty are training, playing and watching, and now and again one of them presses Pause. The second table shows how
long it takes until the script has finished, and until the route says "paused" and its iteration does not move any more.

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
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.client import Client
from benchmarks.processes import usage
from dnn.text import text_table
from tests.conftest import Server, running_server

VISITORS = (10, 30, 100)
QUERY = "iterations=100000000&pace=full"
SECONDS = 20.0
SETTLING_SECONDS = 2.0
SECONDS_BETWEEN_CHANGES = 3.0
ARRIVALS_AT_ONCE = 5

PAUSING_VISITORS = 30
PAUSERS = 3
PRESSES = 24
WATCHED_SECONDS = 0.6
"""Seconds for which a run must stand still to count as paused."""
LOOK_SECONDS = 0.01
TARGET_SECONDS = 0.3

TITLES = (
    "visitors",
    "interaction ms, p50 / p95",
    "poll ms, p50 / p95",
    "age ms, p50 / p95",
    "bytes a poll",
    "iterations/s, all",
    "slowest",
    "news/s a visitor",
    "server CPU %",
    "server MB",
)


@dataclass
class Diary:
    """The measurements of one visitor."""

    interactions: list[float] = field(default_factory=list)
    polls: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    ages: list[float] = field(default_factory=list)
    iterations: list[int] = field(default_factory=list)

    def clear(self) -> None:
        """Forget what was noted so far."""
        for listed in (self.interactions, self.polls, self.sizes, self.ages, self.iterations):
            listed.clear()


class Trainee:
    """A visitor who trains, watches, and plays with the learning rate."""

    def __init__(self, client: Client) -> None:
        self.client, self.diary = client, Diary()

    async def watch(self) -> None:
        """Poll for ever, as often as the server wants."""
        news, known = time.perf_counter(), 0
        while True:
            seconds, size = await self.client.poll()
            self.diary.polls.append(seconds)
            self.diary.sizes.append(size)
            iteration = self.client.payload["iteration"]
            self.diary.iterations.append(iteration)
            if iteration > known:
                now = time.perf_counter()
                self.diary.ages.append(now - news)
                news, known = now, iteration
            await asyncio.sleep(self.client.payload["poll_after"])

    async def play(self) -> None:
        """Change the learning rate for ever, each time to another one."""
        await asyncio.sleep(random.uniform(0, SECONDS_BETWEEN_CHANGES))
        for number in itertools.count():
            rate = round(0.1 + 0.01 * (number % 10 + 1), 2)
            self.diary.interactions.append(await self.client.enter("control_learning_rate", rate))
            await asyncio.sleep(SECONDS_BETWEEN_CHANGES)


def main() -> None:
    """Print both tables."""
    counts = tuple(int(argument) for argument in sys.argv[1:]) or VISITORS
    lines = []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log") as server:
            lines.append(asyncio.run(_load(server, count)))
    print(text_table.markdown(TITLES, lines, right=range(len(TITLES))))  # noqa: T201
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log") as server:
        finished, still = asyncio.run(_pauses(server))
    print(_table_of_pauses(finished, still))  # noqa: T201


async def _load(server: Server, count: int) -> list[str]:
    async with _trainees(server, count) as trainees:
        await asyncio.sleep(SETTLING_SECONDS)
        for trainee in trainees:
            trainee.diary.clear()
        before, began = usage(server.process.pid), time.perf_counter()
        await asyncio.sleep(SECONDS)
        after, seconds = usage(server.process.pid), time.perf_counter() - began
        diaries = [trainee.diary for trainee in trainees]
        processor = (after.seconds - before.seconds) / seconds
        return _line(diaries, seconds, processor, after.megabytes)


@asynccontextmanager
async def _trainees(server: Server, count: int) -> AsyncIterator[list[Trainee]]:
    """A number of visitors who are training, watching and playing."""
    door = asyncio.Semaphore(ARRIVALS_AT_ONCE)

    async def arrive() -> Trainee:
        async with door:
            client = await Client(server.url).open(QUERY)
            await client.press("train")
            tasks.append(asyncio.create_task((trainee := Trainee(client)).watch()))
            return trainee

    tasks: list[asyncio.Task[None]] = []
    trainees = await asyncio.gather(*(arrive() for _ in range(count)))
    tasks += [asyncio.create_task(trainee.play()) for trainee in trainees]
    yield trainees
    _complain(tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.gather(*(trainee.client.close() for trainee in trainees))


def _complain(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Raise what befell a visitor: figures without her would be too good."""
    for task in tasks:
        if task.done():
            task.result()


def _line(diaries: Sequence[Diary], seconds: float, processor: float, megabytes: float) -> list[str]:
    rates = [(diary.iterations[-1] - diary.iterations[0]) / seconds for diary in diaries]
    return [
        str(len(diaries)),
        _percentiles([each for diary in diaries for each in diary.interactions]),
        _percentiles([each for diary in diaries for each in diary.polls]),
        _percentiles([each for diary in diaries for each in diary.ages]),
        f"{np.mean([each for diary in diaries for each in diary.sizes]):,.0f}",
        f"{sum(rates):,.0f}",
        f"{min(rates):,.0f}",
        f"{sum(len(diary.ages) for diary in diaries) / len(diaries) / seconds:.2f}",
        f"{100 * processor:.0f}",
        f"{megabytes:.0f}",
    ]


def _percentiles(seconds: Sequence[float]) -> str:
    middle, high = 1000 * np.percentile(seconds, (50, 95))
    return f"{middle:.0f} / {high:.0f}"


async def _pauses(server: Server) -> tuple[list[float], list[float]]:
    """Seconds from Pause until the script has finished, and until the run stands still."""
    async with _trainees(server, PAUSING_VISITORS - PAUSERS):
        await asyncio.sleep(SETTLING_SECONDS)
        pausers = [await Client(server.url).open(QUERY) for _ in range(PAUSERS)]
        for client in pausers:
            await client.press("train")
        pairs = [await _pause(client) for _, client in zip(range(PRESSES), itertools.cycle(pausers), strict=False)]
        for client in pausers:
            await client.close()
    return [finished for finished, _ in pairs], [still for _, still in pairs]


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
    finished = await press
    await client.press("train")
    return finished, still - began


def _table_of_pauses(finished: Sequence[float], still: Sequence[float]) -> str:
    lines = []
    for what, seconds in (("the script has finished", finished), ("the run stands still", still)):
        middle, high, most = 1000 * np.percentile(seconds, (50, 95, 100))
        within = sum(each <= TARGET_SECONDS for each in seconds)
        lines.append((what, f"{middle:.0f}", f"{high:.0f}", f"{most:.0f}", f"{within} of {len(seconds)}"))
    titles = (f"ms from Pause, {PAUSING_VISITORS} runs going, until", "p50", "p95", "max", f"within {TARGET_SECONDS} s")
    return text_table.markdown(titles, lines, right=range(1, len(titles)))


if __name__ == "__main__":
    main()
