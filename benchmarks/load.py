"""Load of many visitors at once, on them and on the server: python -m benchmarks.load [--room] [VISITORS ...]

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

With --room all of them are students of one room with a teacher's wall, as benchmarks/visits/room.py has it, and there
is a table of the room besides; its students come as fast as they can.

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
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np

from benchmarks.client import FAULTS, Client
from benchmarks.visits import room
from benchmarks.visits.processes import Usage, usage, usage_below
from dnn.text import text_table
from tests.conftest import Server, running_server

VISITORS = (1, 3, 10, 30, 100, 300)
QUERY = "iterations=100000000&pace=full"
SECONDS = 20.0
SETTLING_SECONDS = 2.0
SECONDS_BETWEEN_ACTIONS = 3.0
ACTIONS_A_RERUN = 8
"""Each so manieth action is a change of the network, for which the page is drawn anew."""
UNITS = (7, 8)
ARRIVALS_AT_ONCE = 5

ROOM = "--room"
PAUSING_VISITORS = 30
PAUSERS = 3
PRESSES = 24
WATCHED_SECONDS = 0.6
"""Seconds for which a run must stand still to count as paused."""
LOOK_SECONDS = 0.01
TARGET_SECONDS = 0.3

Result = TypeVar("Result")
TITLES = (
    *("visitors", "command ms, p50 / p95", "rerun ms, p50 / p95", "both ms, p50 / p95", "poll ms, p50 / p95"),
    *("age ms, p50 / p95", "news/s a visitor", "CPU %, server + workers", "MB, server + workers", "errors"),
)


@dataclass
class Diary:
    """The measurements of one visitor, in seconds."""

    commands: list[float] = field(default_factory=list)
    reruns: list[float] = field(default_factory=list)
    polls: list[float] = field(default_factory=list)
    ages: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def interactions(self) -> list[float]:
        """Commands and reruns."""
        return self.commands + self.reruns


class Trainee:
    """A visitor who trains, watches, and plays with the learning rate and the network."""

    def __init__(self, client: Client) -> None:
        self.client, self.diary = client, Diary()
        self._drawings, self._has_begun = 0, asyncio.Event()

    async def begin(self) -> None:
        """Press Train, again and again where there is no room."""
        while not await self._meets("train", self.client.press("train")):
            await asyncio.sleep(SECONDS_BETWEEN_ACTIONS)
        self._has_begun.set()

    async def watch(self) -> None:
        """Poll for ever, as often as the server wants."""
        await self.begin()
        news, known = time.perf_counter(), ("", 0)
        while True:
            if (seconds := await self._meets("poll", self.client.poll())) is not None:
                self.diary.polls.append(seconds[0])
                payload = self.client.payload
                seen = payload["run"], payload["iteration"]
                if seen != known and seen[1]:
                    now = time.perf_counter()
                    self.diary.ages.append(now - news)
                    news, known = now, seen
            await asyncio.sleep(self.client.payload["poll_after"])

    async def play(self) -> None:
        """Do something for ever, each time something else than the last time."""
        await self._has_begun.wait()
        await asyncio.sleep(random.uniform(0, SECONDS_BETWEEN_ACTIONS))
        for number in itertools.count(random.randrange(ACTIONS_A_RERUN)):
            await self._act(number)
            await asyncio.sleep(SECONDS_BETWEEN_ACTIONS)

    async def _act(self, number: int) -> None:
        if number % ACTIONS_A_RERUN:
            rate = round(0.1 + 0.01 * (number % 10 + 1), 2)
            done = await self._meets("command", self.client.set_hyperparameters(learning_rate=rate))
            self.diary.commands += [] if done is None else [done]
            return
        self._drawings += 1
        units = UNITS[number // ACTIONS_A_RERUN % len(UNITS)]
        done = await self._meets("rerun", self.client.enter("control_units_1", units))
        self.diary.reruns += [] if done is None else [done]
        self._drawings += 1

    async def _meets(self, what: str, doing: Awaitable[Result]) -> Result | None:
        """What comes of an action; None and an entry where that is a fault. A poll of the old run that a rerun replaces
        meanwhile is none."""
        before = self._drawings
        try:
            return await doing
        except FAULTS as fault:
            if what != "poll" or (before % 2 == 0 and self._drawings == before):
                self.diary.errors.append(f"{what}: {getattr(fault, 'status', type(fault).__name__)}")
            return None


def main() -> None:
    """Print both tables, or those of rooms."""
    counts = tuple(int(argument) for argument in sys.argv[1:] if argument != ROOM) or VISITORS
    if ROOM in sys.argv:
        _print_rooms(counts)
        return
    lines = []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log") as server:
            lines.append(asyncio.run(_load(server, count)))
    print(text_table.markdown(TITLES, lines, right=range(len(TITLES))))  # noqa: T201
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log") as server:
        answered, still = asyncio.run(_pauses(server))
    print(_table_of_pauses(answered, still))  # noqa: T201


def _print_rooms(counts: Sequence[int]) -> None:
    """Print the tables of rooms with so many students."""
    lines, of_rooms = [], []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log") as server:
            line, of_room = asyncio.run(_load_of_room(server, count))
        lines.append(line)
        of_rooms.append([str(count), *of_room])
    print(text_table.markdown(TITLES, lines, right=range(len(TITLES))))  # noqa: T201
    titles = ("students", *room.TITLES, "seconds until all had joined")
    print(text_table.markdown(titles, of_rooms, right=range(len(titles))))  # noqa: T201


async def _load_of_room(server: Server, count: int) -> tuple[list[str], list[str]]:
    """The load of visitors who are students of one room."""
    diary = room.RoomDiary()
    wall = room.Wall(server.url, diary)
    async with _trainees(server, count) as trainees:
        await wall.open(trainees[0].client.view["owner"])
        seats = [room.Seat(trainee.client, diary) for trainee in trainees]
        began = time.perf_counter()
        await asyncio.gather(*(seat.join(wall.opening["code"]) for seat in seats))
        joined = time.perf_counter() - began
        tasks = [asyncio.create_task(seat.sit()) for seat in seats] + [asyncio.create_task(wall.look())]
        line = await _measured(server, trainees)
        _complain(tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return line, [*room.row(diary), f"{joined:.1f}"]


async def _load(server: Server, count: int) -> list[str]:
    async with _trainees(server, count) as trainees:
        return await _measured(server, trainees)


async def _measured(server: Server, trainees: Sequence[Trainee]) -> list[str]:
    await asyncio.sleep(SETTLING_SECONDS)
    for trainee in trainees:
        trainee.diary = Diary()
    before, began = _both(server), time.perf_counter()
    await asyncio.sleep(SECONDS)
    after, seconds = _both(server), time.perf_counter() - began
    processors = [(late.seconds - early.seconds) / seconds for early, late in zip(before, after, strict=True)]
    return _line([trainee.diary for trainee in trainees], seconds, processors, sum(each.megabytes for each in after))


def _both(server: Server) -> tuple[Usage, Usage]:
    """The use of resources by the server and by its workers."""
    return usage(server.process.pid), usage_below(server.process.pid)


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


def _line(diaries: Sequence[Diary], seconds: float, processors: Sequence[float], megabytes: float) -> list[str]:
    errors = Counter(error for diary in diaries for error in diary.errors)
    return [
        str(len(diaries)),
        *(
            _percentiles([each for diary in diaries for each in getattr(diary, listed)])
            for listed in ("commands", "reruns", "interactions", "polls", "ages")
        ),
        f"{sum(len(diary.ages) for diary in diaries) / len(diaries) / seconds:.2f}",
        " + ".join(f"{100 * processor:.0f}" for processor in processors),
        f"{megabytes:.0f}",
        ", ".join(f"{count} {error}" for error, count in errors.most_common()) or "0",
    ]


def _percentiles(seconds: Sequence[float]) -> str:
    if not seconds:
        return "–"
    middle, high = 1000 * np.percentile(seconds, (50, 95))
    return f"{middle:.1f} / {high:.1f}" if high < 10 else f"{middle:.0f} / {high:.0f}"


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
