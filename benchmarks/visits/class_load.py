"""A class under load: one teacher's wall and many students who train, change something and give signs.

As many students join by the route in the same moment, in a room of their own. Then those of the class come through a
page, five a second: each opens the link with the code, presses Join and lands in the scenario; by the light page and
its queue, or by the app's page of rooms alone. From then on each is a visitor as `benchmarks.load` has them, and
besides asks her room for news as often as it wants, and now and again says that she is done, or stuck; her page tells
the room which run she is at. In the end the teacher pushes a sweep, for which all pages are drawn anew. Measured are,
beside what visitors meet:

- join by page: from the request for the page to the end of the script that shows the scenario;
- queue: from the seat to one's turn to open the app, which the app's page does not have;
- all joined: from the first of these requests to the end of the last one;
- join by route: from the code to the seat;
- room: from a student's question, or her act, to the answer;
- wall: from the question to the document, and its kilobytes a second;
- tile age: how old the iteration on a tile had become when the next one came, of tiles whose runs train;
- page after a push: from the push to the end of the script that shows it, at the median and of the last one;
- command, poll after a push: those of the students in the seconds after it.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.client import FAULTS, Client
from benchmarks.visits.door import LIGHT, walk_in
from benchmarks.visits.room import WALL_PAUSE_SECONDS, RoomDiary, Seat, Wall, join_all_at_once
from benchmarks.visits.trainee import Diary, Trainee, complain, measured, percentiles
from tests.conftest import Server

ARRIVALS_A_SECOND = 5.0
"""300 students within a minute."""
PUSH_SECONDS = 30.0
"""Seconds after a push in which everybody has to follow it."""
LOOK_SECONDS = 0.2
LAYERS = [{"units": 8, "activation": "tanh"}, {"units": 5, "activation": "tanh"}]
SCENARIO: dict[str, Any] = {
    "dataset": {"name": "circles"},
    "architecture": {"hidden": LAYERS},
    "hyperparameters": {"iterations": 100_000_000},
}
SWEEP = {"kind": "sweep", "config": SCENARIO, "choice": "learning_rate", "between": [0.01, 1]}
TITLES = (
    *(
        "students",
        "join by page ms, p50 / p95",
        "queue ms, p50 / p95",
        "all joined, s",
        "join by route ms, p50 / p95",
        "room ms, p50 / p95",
    ),
    *("wall ms, p50 / p95", "wall kB/s", "tile age ms, p50 / p95", "page after a push s, p50 / last"),
    *("command after a push ms, p50 / p95", "poll after a push ms, p50 / p95", "errors"),
)


async def load(server: Server, count: int, way: str = LIGHT) -> tuple[list[str], list[str]]:
    """The cells of the visitors' table, and those of the room's."""
    diary = RoomDiary()
    wall, other = (Wall(server.url, secrets.token_urlsafe(16), diary) for _ in range(2))
    await other.open(SCENARIO)
    owners = [secrets.token_urlsafe(16) for _ in range(count)]
    await join_all_at_once(server.url, other.opening["code"], owners, diary)
    await wall.open(SCENARIO)
    began = time.perf_counter()
    trainees = await _arrived(server, wall.opening["code"], count, diary, way)
    all_joined = time.perf_counter() - began
    tasks = [asyncio.create_task(each) for trainee in trainees for each in (trainee.watch(), trainee.play())]
    tasks += [asyncio.create_task(Seat(trainee, diary).sit()) for trainee in trainees]
    tasks.append(asyncio.create_task(wall.look()))
    line, row = await measured(server, trainees), _room_row(diary, all_joined)
    diary.ages, diary.walls, diary.asked, diary.wall_bytes = [], [], [], 0
    pushed = await _after_a_push(wall, trainees, diary)
    complain(tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.gather(*(trainee.client.close() for trainee in trainees))
    return line, [str(count), *row, *pushed]


async def _arrived(server: Server, code: str, count: int, diary: RoomDiary, way: str) -> list[Trainee]:
    """Students who have come through the page; one who does not arrive is an error."""

    async def arrive(number: int) -> Trainee | None:
        await asyncio.sleep(number / ARRIVALS_A_SECOND)
        client, began = Client(server.url, "room"), time.perf_counter()
        try:
            times = await walk_in(client, code, way)
        except FAULTS as fault:
            diary.note("join", fault)
            return None
        diary.page_joins.append(time.perf_counter() - began)
        diary.queued.append(times.get("let in", 0.0) - times.get("joined", 0.0))
        if client.page_name or not client.bar:
            diary.errors.append("join: elsewhere")
            return None
        return Trainee(client)

    found = await asyncio.gather(*map(arrive, range(count)))
    return [trainee for trainee in found if trainee is not None]


async def _after_a_push(wall: Wall, trainees: Sequence[Trainee], diary: RoomDiary) -> list[str]:
    """Push a sweep; the cells of what comes of it."""
    for trainee in trainees:
        trainee.diary = Diary()
    began = time.perf_counter()
    await wall.push(SWEEP)
    while len(diary.drawn) < len(trainees) and time.perf_counter() - began < PUSH_SECONDS:
        await asyncio.sleep(LOOK_SECONDS)
    seconds = [drawn - began for drawn in diary.drawn]
    missing = len(trainees) - len(seconds)
    errors = [*diary.errors, *(error for trainee in trainees for error in trainee.diary.errors)]
    errors += ["page: not drawn"] * missing
    return [
        f"{np.median(seconds):.1f} / {max(seconds):.1f}" if seconds else "–",
        percentiles([each for trainee in trainees for each in trainee.diary.commands]),
        percentiles([each for trainee in trainees for each in trainee.diary.polls]),
        f"{len(errors)} {', '.join(sorted(set(errors)))}".strip(),
    ]


def _room_row(diary: RoomDiary, all_joined: float) -> list[str]:
    """The cells of the room before the push."""
    looked = sum(diary.walls) + WALL_PAUSE_SECONDS * len(diary.walls)
    return [
        percentiles(diary.page_joins),
        percentiles(diary.queued),
        f"{all_joined:.1f}",
        *map(percentiles, (diary.route_joins, diary.asked, diary.walls)),
        f"{diary.wall_bytes / 1_000 / looked:.0f}" if looked else "–",
        percentiles(diary.ages),
    ]
