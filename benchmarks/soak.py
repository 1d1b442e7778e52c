"""A soak: visitors come and go and do everything, and nothing may be left of it: python -m benchmarks.soak [MINUTES]

Twenty visitors at a time, each with a short life: she opens the page, or another one of the menu, does some of all that
can be done to a run, and closes the tab or is cut off; then another one comes. After a minute of it everybody goes, and
what the server and its workers have then is what they may have at the end; ten minutes follow, by default, with a line
for each. Leases and sessions of closed tabs are short here, so that what is left behind is forgotten within seconds.

The last line, when all have gone again, has to be that of the beginning: no process, thread, socket or descriptor more;
and memory has to stay within ± 5 % of its median through all the minutes.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.client import COMMANDS, FAULTS, Client, Refused
from benchmarks.visitors import FORGETTING, FORGETTING_SECONDS, SHORT_SESSIONS
from benchmarks.visits.garbage import answer_to, garbage
from benchmarks.visits.processes import Usage, descendants, descriptors, usage, usage_below
from dnn.text import text_table
from tests.conftest import Server, running_server

MINUTES, VISITORS = 10.0, 20
WARM_UP_MINUTES, LINE_MINUTES = 1.0, 1.0
TOLERANCE = 0.05
ACTIONS = 5, 20
"""The fewest and the most actions of a life."""
PAUSE_SECONDS = 0.5
QUIET_SECONDS = FORGETTING_SECONDS + 5.0
"""Time in which a server forgets who has gone, and the threads of its pool end."""
ENDLESS = "iterations=100000000&pace={pace}"
PACES = ("10", "1000", "full")
OTHER_PAGES = ("iteration", "gradients", "initialisation", "practice")
POOL_THREADS = 5
"""Threads of the server's own pools, which come and go; one for each visitor would be hundreds."""
SERVERS_THREADS = "server's threads"
TITLES = (
    *("minute", "visitors so far", "actions", "server MB", "workers MB", "processes", SERVERS_THREADS),
    *("workers' threads", "server's descriptors", "of them sockets", "workers' descriptors", "errors"),
)

Action = Callable[[Client, random.Random], Awaitable[object]]


@dataclass(frozen=True)
class Stock:
    """What the server and its workers have at a moment."""

    server: Usage
    workers: Usage
    descriptors: int
    sockets: int
    workers_descriptors: int

    @property
    def counts(self) -> tuple[int, ...]:
        """All that is counted, memory left out."""
        return (
            *(self.workers.processes, self.server.threads, self.workers.threads),
            *(self.descriptors, self.sockets, self.workers_descriptors),
        )

    @property
    def megabytes(self) -> float:
        """Memory of all together."""
        return self.server.megabytes + self.workers.megabytes


@dataclass
class Crowd:
    """Those who come and go: how many have been there, what they did, what went wrong."""

    visitors: int = 0
    is_closing: bool = False

    def __post_init__(self) -> None:
        self.actions: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()


def main() -> None:
    """Print the table as it grows, and the verdict."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder) / "log", **FORGETTING, **SHORT_SESSIONS) as server,
    ):
        asyncio.run(_soak(server, minutes))
        log = server.log.read_text(errors="replace")
    _say(f"\nTracebacks in the server's output: {log.count('Traceback')}")


async def _soak(server: Server, minutes: float) -> None:
    crowd, lines = Crowd(), []
    async with _crowd(server, crowd):
        await asyncio.sleep(60 * WARM_UP_MINUTES)
    await asyncio.sleep(QUIET_SECONDS)
    before = _stock(server)
    lines.append(_line("warm, nobody there", crowd, before))
    stocks = []
    end = time.monotonic() + 60 * minutes
    async with _crowd(server, crowd):
        while time.monotonic() < end:
            await asyncio.sleep(min(60 * LINE_MINUTES, end - time.monotonic()))
            stocks.append(_stock(server))
            lines.append(_line(f"{len(stocks) * LINE_MINUTES:g}", crowd, stocks[-1]))
            _say(" ".join(map(str, lines[-1])))
    await asyncio.sleep(QUIET_SECONDS)
    after = _stock(server)
    lines.append(_line("nobody there", crowd, after))
    _say(text_table.markdown(TITLES, lines, right=range(len(TITLES))))
    _say(_verdict(before, stocks, after))
    _say(f"actions: {dict(sorted(crowd.actions.items()))}\nerrors: {dict(crowd.errors)}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@asynccontextmanager
async def _crowd(server: Server, crowd: Crowd) -> AsyncIterator[None]:
    """Visitors who come and go, until the block ends; then all go."""
    crowd.is_closing = False
    places = [asyncio.create_task(_place(server, crowd, random.Random(number))) for number in range(VISITORS)]
    yield
    crowd.is_closing = True
    await asyncio.gather(*places)


async def _place(server: Server, crowd: Crowd, chance: random.Random) -> None:
    """One visitor after another."""
    await asyncio.sleep(PAUSE_SECONDS * chance.uniform(0, VISITORS / 4))
    while not crowd.is_closing:
        crowd.visitors += 1
        client = Client(server.url, chance.choice(OTHER_PAGES) if chance.random() < 0.2 else "")
        try:
            await _live(client, crowd, chance)
        except FAULTS as fault:
            crowd.errors[f"{type(fault).__name__} {fault}"[:100]] += 1
        if chance.random() < 0.5:
            client.vanish()
        else:
            await client.close()


async def _live(client: Client, crowd: Crowd, chance: random.Random) -> None:
    await client.open(ENDLESS.format(pace=chance.choice(PACES)))
    if not client.view:
        crowd.actions[f"page {client.page_name}"] += 1
        await asyncio.sleep(chance.uniform(0, 4 * PAUSE_SECONDS))
        await client.rerun()
        return
    await client.press("train")
    for _ in range(chance.randint(*ACTIONS)):
        name = chance.choice(list(ALL_ACTIONS))
        crowd.actions[name] += 1
        try:
            await ALL_ACTIONS[name](client, chance)
        except Refused as refused:  # by a run that was forgotten while she did something else, say
            crowd.actions[f"refused with {refused.status}"] += 1
        await asyncio.sleep(chance.uniform(0, 2 * PAUSE_SECONDS))
        if crowd.is_closing:
            return


async def _watch(client: Client, chance: random.Random) -> None:
    if not client.run_id:  # a change of the network while the run rested: there is none until something is pressed
        return
    for _ in range(chance.randint(1, 8)):
        await client.poll()
        await asyncio.sleep(client.payload["poll_after"])


async def _documents(client: Client, chance: random.Random) -> None:
    for path in (client.view["network"]["data_url"], client.view["network"]["initial_url"]):
        await client.get(path)


async def _send_garbage(client: Client, chance: random.Random) -> None:
    for piece in chance.sample(garbage(client.own_run_id, client.view["owner"]), 5):
        await answer_to(client.url, piece.sent)


def _entry(chance: random.Random) -> dict[str, object]:
    return {"name": "set_parameter", "layer": 1, "quantity": "b", "row": 0, "column": 0, "value": chance.random()}


ALL_ACTIONS: dict[str, Action] = {
    **{name: (lambda client, chance, name=name: client.press(name)) for name in COMMANDS},
    "watch": _watch,
    "watch again": _watch,
    "reload": lambda client, chance: client.rerun(),
    "learning rate": lambda client, chance: client.set_hyperparameters(learning_rate=round(chance.uniform(0.1, 1), 3)),
    "batch size": lambda client, chance: client.set_hyperparameters(batch_size=chance.choice([None, 10, 32])),
    "optimizer": lambda client, chance: client.set_hyperparameters(optimizer=chance.choice(["adam", "momentum"])),
    "new weights": lambda client, chance: client.command({"name": "new_weights", "seed": chance.randrange(1000)}),
    "epoch": lambda client, chance: client.command({"name": "step_epoch"}),
    "entry by hand": lambda client, chance: client.command(_entry(chance)),
    "speed": lambda client, chance: client.command({"name": "set_speed_limit", "iterations_per_second": 50}),
    "units": lambda client, chance: client.enter("control_units_1", chance.randint(2, 12)),
    "examples": lambda client, chance: client.enter("control_option_samples", chance.randint(10, 60) * 10),
    "diagnosis": lambda client, chance: client.get(f"api/runs/{client.own_run_id}/diagnosis"),
    "documents": _documents,
    "garbage": _send_garbage,
}


def _stock(server: Server) -> Stock:
    pid = server.process.pid
    workers = sum(descriptors(worker)[0] for worker in descendants(pid))
    return Stock(usage(pid), usage_below(pid), *descriptors(pid), workers)


def _line(what: str, crowd: Crowd, stock: Stock) -> tuple[object, ...]:
    processes, server_threads, workers_threads, count, sockets, workers_descriptors = stock.counts
    return (
        *(what, crowd.visitors, crowd.actions.total()),
        *(f"{stock.server.megabytes:.1f}", f"{stock.workers.megabytes:.1f}", 1 + processes, server_threads),
        *(workers_threads, count, sockets, workers_descriptors, crowd.errors.total()),
    )


def _verdict(before: Stock, stocks: list[Stock], after: Stock) -> str:
    middle = statistics.median(stock.megabytes for stock in stocks)
    furthest = max(abs(stock.megabytes - middle) for stock in stocks) / middle
    names = TITLES[5:11]
    left = [
        f"{name} {then} → {now}"
        for name, then, now in zip(names, before.counts, after.counts, strict=True)
        if now > then + (POOL_THREADS if name == SERVERS_THREADS else 0)
    ]
    growth = after.megabytes / before.megabytes - 1
    word = "holds" if furthest <= TOLERANCE else "does not hold"
    return (
        f"memory within ± {100 * furthest:.1f} % of its median ({word}), nobody there {100 * growth:+.1f} %; "
        f"left: {', '.join(left) or 'nothing'}"
    )


if __name__ == "__main__":
    main()
