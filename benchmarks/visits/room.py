"""A student's seat and the teacher's wall as their browsers keep them up: what is asked for, and when."""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from benchmarks.client import FAULTS, Refused
from benchmarks.visits.connection import Http
from benchmarks.visits.trainee import Trainee

WALL_PAUSE_SECONDS = 0.5
"""Seconds from an answer to the next question of a wall."""
GRACE_SECONDS = 0.2
"""Seconds for which a page waits in any case before it is drawn for what the room says."""
SIGNAL_SECONDS = 20.0
"""Seconds between two signals of a student, on average."""
ZIPPED = {"Accept-Encoding": "gzip"}
SIGNALS = ("done", "stuck", "none")
OK, NOTHING_NEW = 200, 204


@dataclass
class RoomDiary:
    """The measurements of a room: seconds and bytes."""

    page_joins: list[float] = field(default_factory=list)
    queued: list[float] = field(default_factory=list)
    route_joins: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    walls: list[float] = field(default_factory=list)
    wall_bytes: int = 0
    ages: list[float] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def note(self, what: str, fault: BaseException) -> None:
        """Note a fault by its status, or else its kind."""
        self.errors.append(f"{what}: {getattr(fault, 'status', type(fault).__name__)}")


class Seat:
    """A student's seat, which she has: asks for news of the room, gives signs, has her page drawn anew where the
    teacher has put something else before all, and says when it shows that."""

    def __init__(self, trainee: Trainee, diary: RoomDiary) -> None:
        self.trainee, self.diary = trainee, diary
        document = trainee.client.bar["document"]
        self.room, self._since, self._push = document["room"], document["version"], _push_number(document)
        self._arrived = 0
        self._http = Http(trainee.client.url)
        self._drawing: asyncio.Task[None] | None = None

    async def sit(self) -> None:
        """Ask for ever, as often as the room wants."""
        after = 1.0
        while True:
            document = await self._ask(self._arrival() or self._sign())
            if document is not None:
                after = document["poll_after"]
                if _push_number(document) > self._push:
                    self._push = _push_number(document)
                    self._drawing = asyncio.create_task(self._draw(document["redraw_after"]))
            await asyncio.sleep(after)

    def _arrival(self) -> dict[str, Any] | None:
        """That her page shows what was pushed last, once."""
        bar = self.trainee.client.bar
        number = _push_number(bar["document"]) if bar["is_following"] else 0
        if number <= max(self._arrived, bar["document"]["arrived"]):
            return None
        self._arrived = number
        return {"name": "arrive", "push": number}

    def _sign(self) -> dict[str, Any] | None:
        """A signal for the teacher, now and again."""
        if random.random() < 1 / SIGNAL_SECONDS:
            return {"name": "signal", "signal": random.choice(SIGNALS)}
        return None

    async def _ask(self, act: dict[str, Any] | None) -> dict[str, Any] | None:
        body = {"room": self.room, "since": self._since, "act": act, "owner": self.trainee.client.bar["owner"]}
        began = time.perf_counter()
        try:
            document = await posted(self._http, "/api/rooms/student", body)
        except FAULTS as fault:
            self.diary.note("room", fault)
            return None
        self.diary.asked.append(time.perf_counter() - began)
        if document is not None:
            self._since = document["version"]
        return document

    async def _draw(self, after: float) -> None:
        """Have the page drawn anew after so many seconds, and note when that is done."""
        await asyncio.sleep(after + GRACE_SECONDS)
        await self.trainee.redraw()
        if not self.trainee.client.bar["is_following"]:
            self.diary.errors.append("page: does not follow")
        self.diary.drawn.append(time.perf_counter())


class Wall:
    """The teacher's device."""

    def __init__(self, url: str, owner: str, diary: RoomDiary) -> None:
        self.diary, self._http, self._since, self._owner = diary, Http(url), -1, owner
        self.opening: dict[str, Any] = {}
        self._turn = asyncio.Lock()
        self._members: dict[str, dict[str, Any]] = {}
        self._shown: dict[str, tuple[str, int, float]] = {}

    async def open(self, scenario: dict[str, Any]) -> None:
        """Open a room for a scenario."""
        body = {"title": "load", "scenario": scenario, "owner": self._owner}
        opening = await posted(self._http, "/api/rooms", body)
        assert opening is not None
        self.opening = opening

    async def push(self, push: dict[str, Any]) -> None:
        """Put something before all."""
        async with self._turn:
            await posted(self._http, "/api/rooms/steer", {**self._asking(), "act": {"name": "push", "push": push}})

    async def look(self) -> None:
        """Ask for the wall for ever, and note how old its tiles had become."""
        while True:
            began = time.perf_counter()
            try:
                document = await self._asked()
            except FAULTS as fault:
                self.diary.note("wall", fault)
                document = None
            self.diary.walls.append(time.perf_counter() - began)
            if document is not None:
                self._take(document)
            await asyncio.sleep(WALL_PAUSE_SECONDS)

    def _asking(self) -> dict[str, Any]:
        return {"room": self.opening["room"], "key": self.opening["teacher_key"], "since": self._since, "owner": ""}

    async def _asked(self) -> dict[str, Any] | None:
        async with self._turn:
            body = {**self._asking(), "language": "en"}
            status, fields, answer = await self._http.post("/api/rooms/wall", body, **ZIPPED)
        if status == NOTHING_NEW:
            return None
        if status != OK:
            raise Refused(status, answer)
        self.diary.wall_bytes += len(answer)
        document: dict[str, Any] = json.loads(gzip.decompress(answer) if "content-encoding" in fields else answer)
        return document

    def _take(self, document: dict[str, Any]) -> None:
        """Join the news with what was known, and note the ages of the tiles whose runs have gone on."""
        self._since, now, known = document["version"], time.perf_counter(), self._members
        self._members = {tile["id"]: joined(known.get(tile["id"], {}), tile) for tile in document["members"]}
        for member, tile in self._members.items():
            run, before = tile["run"], self._shown.get(member)
            if run is None or (before is not None and before[:2] == (run["run"], run["iteration"])):
                continue
            if before is not None and before[0] == run["run"] and before[1] < run["iteration"]:
                self.diary.ages.append(now - before[2])
            self._shown[member] = run["run"], run["iteration"], now


def joined(before: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """A tile with what its news have left out."""
    tile = {**before, **told}
    if tile["run"] and "run" not in tile["run"]:
        tile["run"] = {**before["run"], **tile["run"]}
    return tile


async def join_all_at_once(url: str, code: str, owners: list[str], diary: RoomDiary) -> None:
    """Let visitors with these keys join by the route, all in the same moment."""

    async def join(owner: str) -> None:
        http, began = Http(url), time.perf_counter()
        await _noted(diary, "join", lambda: posted(http, "/api/rooms/join", {"code": code, "owner": owner}))
        diary.route_joins.append(time.perf_counter() - began)
        await http.close()

    await asyncio.gather(*map(join, owners))


async def _noted(diary: RoomDiary, what: str, act: Callable[[], Coroutine[Any, Any, Any]]) -> None:
    try:
        await act()
    except FAULTS as fault:
        diary.note(what, fault)


async def posted(http: Http, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
    """The document of an answer; None where nothing is new. Raises Refused for any other status."""
    status, _, answer = await http.post(path, {"language": "en", **body})
    if status == NOTHING_NEW:
        return None
    if status != OK:
        raise Refused(status, answer)
    document: dict[str, Any] = json.loads(answer)
    return document


def _push_number(document: dict[str, Any]) -> int:
    return 0 if document["push"] is None else int(document["push"]["number"])
