"""Faults during load, and what was lost by them: python -m benchmarks.faults [WITNESSES]

Twenty visitors train different known configurations; then workers are killed and stopped, tabs vanish, readers are
slow, one client polls fifty times a second, and garbage goes to every route. The table says of each fault what was
seen and what the others felt: how many of their runs went on, the longest time without a new iteration, how long polls
took. "Lost" are runs that did not go on, errors that they met, and costs that are not those of the same training in one
piece, bit for bit. At the end every run's whole history and its network are compared as well.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.client import Client
from benchmarks.visits.garbage import garbage, problems
from benchmarks.visits.processes import descendants, usage
from benchmarks.visits.rude import cut_tabs, junk_frames, read_nothing, read_slowly
from benchmarks.visits.witnesses import PACE, Notes, Witness, count_wrong
from dnn.text import text_table
from pages.server.files.assets import plotly_path
from tests.conftest import Server, running_server

WITNESSES = 20
LEASE_SECONDS = 6.0
SETTINGS = {"DNN_SLICE_TIMEOUT_SECONDS": "3", "DNN_LEASE_SECONDS": str(LEASE_SECONDS)}
WORKER = b"popen_loky"
SETTLING_SECONDS = 2.0
POLLS_A_SECOND, POLLING_SECONDS = 50, 8.0
ARRIVALS_AT_ONCE = 4
SIGNALS = {signal.SIGKILL: "SIGKILL", signal.SIGSTOP: "SIGSTOP"}
ERROR_LINES = (
    *("the scheduler met an error", "a slice of run", "Exception in ASGI application", "KeyError: 'bytes'"),
    "Error deserializing back message",
)
"""What a server writes down where something went wrong; the last two are Streamlit's, for junk frames: for text, which
counts as an exception of the app too, and for bytes."""
TABS = 10
AFTER_LEASE_SECONDS = 4.0
TITLES = (
    *("fault", "seen", "runs that went on", "longest without news, s", "polls ms, p50 / p95", "errors"),
    *("costs compared", "lost"),
)


@dataclass(frozen=True)
class Seen:
    """What was seen of a fault, in words, and what was lost by those who took part in it."""

    words: str
    lost: int = 0


Fault = Callable[[Server, list[Witness]], Awaitable[Seen]]


@dataclass
class Report:
    """What came of a fault."""

    what: str
    seen: Seen
    went_on: int
    notes: list[Notes]


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else WITNESSES
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder) / "log", **SETTINGS) as server:
        text = asyncio.run(_reports(server, count))
        output = server.log.read_text(errors="replace")
    counts = ", ".join(f"{output.count(line)} × {line!r}" for line in ERROR_LINES)
    print(f"{text}\nIn the server's output: {counts}")  # noqa: T201


async def _reports(server: Server, count: int) -> str:
    witnesses = [Witness(server.url, number) for number in range(count)]
    door = asyncio.Semaphore(ARRIVALS_AT_ONCE)

    async def arrive(witness: Witness) -> None:
        async with door:
            await witness.begin()

    await asyncio.gather(*map(arrive, witnesses))
    reports = [await _report(what, fault, server, witnesses) for what, fault in faults(server)]
    for witness in witnesses:
        witness.notes = Notes()
    await asyncio.gather(*(witness.rest() for witness in witnesses))
    lines = await asyncio.to_thread(_lines, reports, witnesses)
    await asyncio.gather(*(witness.close() for witness in witnesses))
    return text_table.markdown(TITLES, lines, right=range(2, len(TITLES)))


async def _report(what: str, fault: Fault, server: Server, witnesses: list[Witness]) -> Report:
    for witness in witnesses:
        witness.notes = Notes()
    seen = await fault(server, witnesses)
    went_on = sum(await asyncio.gather(*(witness.goes_on() for witness in witnesses)))
    notes = [witness.notes for witness in witnesses]
    return Report(what, seen, went_on, notes)


def faults(server: Server) -> list[tuple[str, Fault]]:
    """All faults, each by its name; there are as many workers as the server has now."""
    workers = range(len(worker_ids(server)))
    return [
        ("none", _quiet),
        *((f"{SIGNALS[sent]} of worker {each + 1}", _signalled(sent, [each])) for sent in SIGNALS for each in workers),
        *((f"{SIGNALS[sent]} of all workers at once", _signalled(sent, list(workers))) for sent in SIGNALS),
        ("ten tabs vanish, five of them while the page is drawn", _vanish),
        ("ten readers of a poll's answer, byte by byte", _slow_polls),
        ("ten readers of plotly.js, byte by byte", _slow_files),
        ("five WebSockets that are not read, 100 reruns each", _unread),
        (f"{POLLS_A_SECOND} polls a second from one client", _many_polls),
        ("garbage on every route", _garbage),
        ("garbage in forty WebSockets", _junk),
    ]


def worker_ids(server: Server) -> list[int]:
    """The worker processes that a server has."""
    return sorted(pid for pid in descendants(server.process.pid) if WORKER in _command_line(pid))


def _command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


async def _quiet(_server: Server, _witnesses: list[Witness]) -> Seen:
    await asyncio.sleep(SETTLING_SECONDS)
    return Seen("–")


def _signalled(sent: signal.Signals, positions: list[int]) -> Fault:
    async def fault(server: Server, witnesses: list[Witness]) -> Seen:
        pids, began = worker_ids(server), time.perf_counter()
        hit = [pids[position] for position in positions]
        for pid in hit:
            os.kill(pid, sent)
        while set(hit) & set(worker_ids(server)) or len(worker_ids(server)) < len(pids):
            await asyncio.sleep(0.02)
        replaced = time.perf_counter() - began
        await asyncio.gather(*(witness.goes_on() for witness in witnesses))
        return Seen(f"{len(hit)} gone and replaced after {replaced:.1f} s")

    return fault


async def _vanish(server: Server, _witnesses: list[Witness]) -> Seen:
    guests = [Witness(server.url, 100 + number) for number in range(TABS)]
    for guest in guests:
        await guest.begin()
    await asyncio.gather(*(guest.goes_on() for guest in guests))
    cut_at = [guest.iteration for guest in guests]
    await cut_tabs(guests)
    await asyncio.sleep(LEASE_SECONDS + AFTER_LEASE_SECONDS)
    for guest in guests:
        await guest.look_again()
    trained = [(guest.iteration - before) / PACE for guest, before in zip(guests, cut_at, strict=True)]
    went_on = sum(await asyncio.gather(*(guest.goes_on() for guest in guests)))
    await asyncio.gather(*(guest.rest() for guest in guests))
    truths = [await asyncio.to_thread(guest.in_one_piece) for guest in guests]
    wrong = sum(count_wrong(guest.notes, truth.costs) for guest, truth in zip(guests, truths, strict=True))
    await asyncio.gather(*(guest.close() for guest in guests))
    later = LEASE_SECONDS + AFTER_LEASE_SECONDS
    words = f"{later:.0f} s later their runs had trained on for {max(trained):.1f} s at most"
    return Seen(f"{words}; {went_on} of {TABS} went on when looked at", TABS - went_on + wrong)


async def _slow_polls(server: Server, witnesses: list[Witness]) -> Seen:
    paths = [f"api/runs/{witness.client.run_id}?weights=-1" for witness in witnesses[:10]]
    return Seen(await read_slowly(server.url, paths))


async def _slow_files(server: Server, _witnesses: list[Witness]) -> Seen:
    return Seen(await read_slowly(server.url, [plotly_path()] * 10))


async def _unread(server: Server, _witnesses: list[Witness]) -> Seen:
    before = usage(server.process.pid).megabytes
    await read_nothing(server.url, visitors=5, reruns=100)
    return Seen(f"server {usage(server.process.pid).megabytes - before:+.0f} MB meanwhile")


async def _many_polls(_server: Server, witnesses: list[Witness]) -> Seen:
    client, seconds = Client(witnesses[0].client.url), []
    client.query = witnesses[0].client.query
    began = time.perf_counter()
    for number in range(int(POLLS_A_SECOND * POLLING_SECONDS)):
        await asyncio.sleep(max(0.0, began + number / POLLS_A_SECOND - time.perf_counter()))
        seconds.append((await client.poll())[0])
    rate = len(seconds) / (time.perf_counter() - began)
    await client.close()
    return Seen(f"{len(seconds)} answered, {rate:.0f} a second, p95 {1000 * np.percentile(seconds, 95):.0f} ms")


async def _garbage(server: Server, witnesses: list[Witness]) -> Seen:
    owner = Client(server.url)
    await owner.open("iterations=100000000&pace=10")
    await owner.press("train")
    pieces = garbage(owner.own_run_id, owner.view["owner"])
    found = await problems(server.url, pieces)
    await owner.close()
    words = f"{len(pieces)} requests, {len(pieces) - len(found)} refused in the routes' form"
    return Seen("; ".join((words, *found[:3])), len(found))


async def _junk(server: Server, _witnesses: list[Witness]) -> Seen:
    return Seen(await junk_frames(server.url, 40))


def _lines(reports: list[Report], witnesses: list[Witness]) -> list[tuple[object, ...]]:
    truths = [witness.in_one_piece() for witness in witnesses]
    lines: list[tuple[object, ...]] = []
    for report in reports:
        wrong = sum(count_wrong(notes, truth.costs) for notes, truth in zip(report.notes, truths, strict=True))
        polls = 1000 * np.percentile([each for notes in report.notes for each in notes.polls], (50, 95))
        errors = [error for notes in report.notes for error in notes.errors]
        lines.append(
            (
                report.what,
                report.seen.words,
                f"{report.went_on} of {len(witnesses)}",
                f"{max(notes.longest for notes in report.notes):.1f}",
                f"{polls[0]:.0f} / {polls[1]:.0f}",
                f"{len(errors)}" + "".join(f"; {each[:60]}" for each in sorted(set(errors))[:2]),
                f"{sum(len(notes.costs) for notes in report.notes):,}",
                len(witnesses) - report.went_on + wrong + len(errors) + report.seen.lost,
            )
        )
    wrong = sum(count_wrong(witness.notes, truth.costs) for witness, truth in zip(witnesses, truths, strict=True))
    right = sum(witness.is_network_right(truth) for witness, truth in zip(witnesses, truths, strict=True))
    compared = sum(len(witness.notes.costs) for witness in witnesses)
    iterations = sum(witness.iteration for witness in witnesses)
    seen = f"{iterations:,} iterations trained again in one piece; {right} of {len(witnesses)} networks the same"
    return [*lines, ("all histories at the end", seen, "", "", "", "", f"{compared:,}", len(witnesses) - right + wrong)]


if __name__ == "__main__":
    main()
