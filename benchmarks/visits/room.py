"""A room under load: one teacher's wall and many students who train, change something and tell what they are at.

Every student trains as a visitor of `benchmarks.load` does, and besides asks her room for news as often as it wants,
tells it the run that she is at, and now and again says that she is done, or stuck. The teacher's wall is asked for once
a second. Measured are, beside what visitors meet:

- wall: from the question to the document, and its bytes;
- tile age: how old the iteration on a tile had become when the next one came, of tiles whose runs train;
- room: from a student's question, or her act, to the answer;
- join: from the code to the seat, and errors.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from benchmarks.client import FAULTS, Client, Refused
from benchmarks.visits.connection import Http

WALL_SECONDS = 1.0
SIGNAL_SECONDS = 20.0
"""Seconds between two signals of a student, on average."""
SIGNALS = ("done", "stuck", "none")
OK, NOTHING_NEW = 200, 204


@dataclass
class RoomDiary:
    """The measurements of a room, in seconds and bytes."""

    walls: list[float] = field(default_factory=list)
    wall_bytes: list[int] = field(default_factory=list)
    ages: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    joins: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Seat:
    """A student's seat: asks for news of the room, and tells it what she is at."""

    def __init__(self, client: Client, diary: RoomDiary) -> None:
        self.client, self.diary = client, diary
        self.room = self.member = ""
        self._http, self._since, self._told = Http(client.url), -1, ""

    async def join(self, code: str) -> None:
        """Come in by the code."""
        began = time.perf_counter()
        document = await self._post("join", {"code": code})
        self.diary.joins.append(time.perf_counter() - began)
        assert document is not None
        self.room, self._since = document["room"], document["version"]

    async def sit(self) -> None:
        """Ask for ever, as often as the room wants."""
        after = 1.0
        while True:
            document = await self._ask(self._news())
            after = document["poll_after"] if document else after
            await asyncio.sleep(after)

    def _news(self) -> dict[str, Any] | None:
        """The act that tells the room of another run, or a signal now and again."""
        run = self.client.run_id
        if run and run != self._told:
            self._told = run
            return {"name": "report", "run": run}
        if random.random() < 1 / SIGNAL_SECONDS:
            return {"name": "signal", "signal": random.choice(SIGNALS)}
        return None

    async def _ask(self, act: dict[str, Any] | None) -> dict[str, Any] | None:
        began = time.perf_counter()
        try:
            document = await self._post("student", {"room": self.room, "since": self._since, "act": act})
        except FAULTS as fault:
            self.diary.errors.append(f"room: {getattr(fault, 'status', type(fault).__name__)}")
            return None
        self.diary.asked.append(time.perf_counter() - began)
        if document is not None:
            self._since = document["version"]
        return document

    async def _post(self, route: str, body: dict[str, Any]) -> dict[str, Any] | None:
        owner = self.client.view["owner"]
        return await posted(self._http, f"/api/rooms/{route}", {**body, "owner": owner, "language": "en"})


class Wall:
    """The teacher's device."""

    def __init__(self, url: str, diary: RoomDiary) -> None:
        self.diary, self._http, self._since = diary, Http(url), -1
        self.opening: dict[str, Any] = {}
        self._shown: dict[str, tuple[str, int, float]] = {}

    async def open(self, owner: str) -> None:
        """Open a room for the free scenario of the default network."""
        scenario = {"dataset": {"name": "circles"}}
        body = {"title": "load", "scenario": scenario, "owner": owner, "language": "en"}
        opening = await posted(self._http, "/api/rooms", body)
        assert opening is not None
        self.opening = opening

    async def look(self) -> None:
        """Ask for the wall once a second, for ever, and note how old its tiles had become."""
        while True:
            began = time.perf_counter()
            try:
                document, size = await self._asked()
            except FAULTS as fault:
                self.diary.errors.append(f"wall: {getattr(fault, 'status', type(fault).__name__)}")
                document, size = None, 0
            self.diary.walls.append(time.perf_counter() - began)
            if document is not None:
                self.diary.wall_bytes.append(size)
                self._since = document["version"]
                self._note_ages(document["members"])
            await asyncio.sleep(max(0.0, WALL_SECONDS - (time.perf_counter() - began)))

    async def _asked(self) -> tuple[dict[str, Any] | None, int]:
        body = {"room": self.opening["room"], "key": self.opening["teacher_key"], "since": self._since}
        status, _, answer = await self._http.post("/api/rooms/wall", {**body, "owner": "", "language": "en"})
        if status == NOTHING_NEW:
            return None, 0
        if status != OK:
            raise Refused(status, answer)
        return json.loads(answer), len(answer)

    def _note_ages(self, members: list[dict[str, Any]]) -> None:
        """Note the ages of the tiles that have changed; a run that is missing is as it was before."""
        now = time.perf_counter()
        for member in members:
            run = member.get("run")
            if run is None:
                continue
            before = self._shown.get(member["id"])
            if before is not None and before[0] == run["run"] and before[1] < run["iteration"]:
                self.diary.ages.append(now - before[2])
            if before is None or before[:2] != (run["run"], run["iteration"]):
                self._shown[member["id"]] = run["run"], run["iteration"], now


async def posted(http: Http, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
    """The document of an answer; None where nothing is new. Raises Refused for any other status."""
    status, _, answer = await http.post(path, body)
    if status == NOTHING_NEW:
        return None
    if status != OK:
        raise Refused(status, answer)
    document: dict[str, Any] = json.loads(answer)
    return document


def row(diary: RoomDiary) -> list[str]:
    """The measurements as cells of a table: milliseconds at the median and the 95th percentile."""
    sizes = np.mean(diary.wall_bytes) / 1000 if diary.wall_bytes else 0.0
    shown = [_percentiles(each) for each in (diary.joins, diary.asked, diary.walls, diary.ages)]
    return [*shown, f"{sizes:.0f}", str(len(diary.errors))]


TITLES = (
    *("join ms, p50 / p95", "room ms, p50 / p95", "wall ms, p50 / p95", "tile age ms, p50 / p95"),
    *("kB a wall", "room errors"),
)


def _percentiles(seconds: Sequence[float]) -> str:
    if not seconds:
        return "–"
    middle, high = 1000 * np.percentile(seconds, (50, 95))
    return f"{middle:.0f} / {high:.0f}"
