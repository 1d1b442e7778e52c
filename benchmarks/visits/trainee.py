"""A visitor who trains, watches and plays, and what she meets: the measurements of `benchmarks.load`."""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections import Counter
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np

from benchmarks.client import FAULTS, Client
from benchmarks.visits.processes import Usage, usage, usage_below
from tests.conftest import Server

SECONDS = 20.0
SETTLING_SECONDS = 2.0
SECONDS_BETWEEN_ACTIONS = 3.0
ACTIONS_A_RERUN = 8
"""Each so manieth action is a change of the network, for which the page is drawn anew."""
UNITS = (7, 8)

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

    async def redraw(self) -> None:
        """Let the page be drawn for what the room says."""
        self._drawings += 1
        await self._meets("rerun", self.client.rerun())
        self._drawings += 1

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


async def measured(server: Server, trainees: Sequence[Trainee]) -> list[str]:
    """A line of the table of TITLES."""
    await asyncio.sleep(SETTLING_SECONDS)
    for trainee in trainees:
        trainee.diary = Diary()
    before, began = both(server), time.perf_counter()
    await asyncio.sleep(SECONDS)
    after, seconds = both(server), time.perf_counter() - began
    processors = [(late.seconds - early.seconds) / seconds for early, late in zip(before, after, strict=True)]
    return line([trainee.diary for trainee in trainees], seconds, processors, sum(each.megabytes for each in after))


def both(server: Server) -> tuple[Usage, Usage]:
    """The use of resources by the server and by its workers."""
    return usage(server.process.pid), usage_below(server.process.pid)


def complain(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Raise what befell a visitor: figures without her would be too good."""
    for task in tasks:
        if task.done():
            task.result()


def line(diaries: Sequence[Diary], seconds: float, processors: Sequence[float], megabytes: float) -> list[str]:
    """The cells of a line of TITLES."""
    errors = Counter(error for diary in diaries for error in diary.errors)
    return [
        str(len(diaries)),
        *(
            percentiles([each for diary in diaries for each in getattr(diary, listed)])
            for listed in ("commands", "reruns", "interactions", "polls", "ages")
        ),
        f"{sum(len(diary.ages) for diary in diaries) / len(diaries) / seconds:.2f}",
        " + ".join(f"{100 * processor:.0f}" for processor in processors),
        f"{megabytes:.0f}",
        ", ".join(f"{count} {error}" for error, count in errors.most_common()) or "0",
    ]


def percentiles(seconds: Sequence[float]) -> str:
    """Milliseconds at the median and the 95th percentile."""
    if not seconds:
        return "–"
    middle, high = 1000 * np.percentile(seconds, (50, 95))
    return f"{middle:.1f} / {high:.1f}" if high < 10 else f"{middle:.0f} / {high:.0f}"
