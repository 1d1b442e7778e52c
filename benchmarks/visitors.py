"""Memory that a server holds for visitors who are long gone: python -m benchmarks.visitors [VISITORS ...]

Visitors come in small groups; each opens the page, presses Train, watches for a second, closes the tab and never
comes back. After so many of them (10, 50, 100 and 200 in all, by default) the server gets as long as it
needs to forget their runs, by leases that are set short here; then the table shows what is still there. "Busy" is what
the workers' processors do in a quiet second, and "runs" are those that the route still knows.

The first table is with Streamlit as it is set up: it keeps the session of a closed tab for two minutes
(server.disconnectedSessionTTL), at most 128 of them, lest somebody lose hers to a short break of the network. Expired
ones go when the next tab is closed. With the second, it keeps them for a second only, so that what grows would grow for
ever.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from benchmarks.client import Client
from benchmarks.visits.connection import Http
from benchmarks.visits.processes import Usage, usage, usage_below
from dnn.text import text_table
from tests.conftest import Server, running_server

COUNTS = (10, 50, 100, 200)
QUERY = "iterations=100000000&pace=full"
GROUP = 10
WATCHED_SECONDS = 1.0
FORGETTING = {"DNN_LEASE_SECONDS": "2", "DNN_KEEP_SECONDS": "2"}
FORGETTING_SECONDS = 2 + 2 * 1 + 1
"""A run is kept for two seconds after the last look, and swept out by the second sweep after that, one a second."""
SHORT_SESSIONS = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "1"}
QUIET_SECONDS = 1.0


@dataclass(frozen=True)
class Stock:
    """The runs, processes and memory after `visitors` have come and gone."""

    visitors: int
    server: Usage
    workers: Usage
    busy: float
    runs: int


def main() -> None:
    """Print both tables."""
    counts = tuple(int(argument) for argument in sys.argv[1:]) or COUNTS
    for title, settings in (("sessions kept for two minutes", {}), ("sessions kept for a second", SHORT_SESSIONS)):
        with (
            tempfile.TemporaryDirectory() as folder,
            running_server(Path(folder) / "log", **FORGETTING, **settings) as it,
        ):
            stocks = asyncio.run(grown(it, counts))
        print(f"\n{title}:\n\n{_table(stocks)}")  # noqa: T201


async def grown(server: Server, counts: Sequence[int], query: str = QUERY, group: int = GROUP) -> list[Stock]:
    """Let visitors of the page with this query come and go, `group` of them at a time; what there is after each of
    `counts`, which rise."""
    async with aclosing(_stocks(server, counts, query, group)) as stocks:
        return [stock async for stock in stocks]


async def _stocks(server: Server, counts: Sequence[int], query: str, group: int) -> AsyncIterator[Stock]:
    runs: list[str] = []
    for count in counts:
        while len(runs) < count:
            coming = min(group, count - len(runs))
            runs += await asyncio.gather(*(_visit(server, query) for _ in range(coming)))
        await asyncio.sleep(FORGETTING_SECONDS)
        yield await _stock(server, runs)


async def _visit(server: Server, query: str) -> str:
    """Come, train, watch, go; the id of the run that is left behind."""
    client = await Client(server.url).open(query)
    await client.press("train")
    end = time.monotonic() + WATCHED_SECONDS
    while time.monotonic() < end:
        await client.poll()
        await asyncio.sleep(client.payload["poll_after"])
    await client.close()
    return client.run_id


async def _stock(server: Server, runs: Sequence[str]) -> Stock:
    pid = server.process.pid
    before = usage_below(pid)
    await asyncio.sleep(QUIET_SECONDS)
    workers = usage_below(pid)
    busy = (workers.seconds - before.seconds) / QUIET_SECONDS
    return Stock(len(runs), usage(pid), workers, busy, await _known(server, runs))


async def _known(server: Server, runs: Sequence[str]) -> int:
    """Number of the runs that the route still knows."""
    http = Http(server.url)
    statuses = [(await http.get(f"/api/runs/{run}?since=-1&generation=-1"))[0] for run in runs]
    await http.close()
    return sum(status != 404 for status in statuses)


def _table(stocks: Sequence[Stock]) -> str:
    lines = []
    for before, stock in zip([None, *stocks], stocks, strict=False):
        growth = "" if before is None else f"{growth_per_visitor(before, stock):+.3f}"
        lines.append(
            (
                stock.visitors,
                f"{stock.server.megabytes:.1f}",
                growth,
                f"{stock.workers.megabytes:.1f}",
                1 + stock.workers.processes,
                stock.server.threads,
                stock.workers.threads,
                f"{100 * stock.busy:.0f} %",
                stock.runs,
            )
        )
    titles = (
        *("visitors", "server MB", "MB a further visitor", "workers MB", "processes", "server's threads"),
        *("workers' threads", "busy", "runs"),
    )
    return text_table.markdown(titles, lines, right=range(len(titles)))


def growth_per_visitor(before: Stock, after: Stock) -> float:
    """Megabytes of the server and its workers together."""
    total = after.server.megabytes + after.workers.megabytes - before.server.megabytes - before.workers.megabytes
    return total / (after.visitors - before.visitors)


if __name__ == "__main__":
    main()
