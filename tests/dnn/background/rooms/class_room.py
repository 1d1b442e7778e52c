"""Shared by the tests of rooms: a class with clocks that the test sets, and runs that it makes up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson

from dnn.background.manager import RunManager
from dnn.background.rooms.rooms import Rooms
from dnn.background.rooms.store.memory_rows import MemoryRows
from dnn.background.rooms.store.rows import RoomRows
from dnn.background.settings import Settings
from dnn.background.wire import RoomOpening, RoomStudentDocument, RoomWallDocument
from dnn.lessons.path.gain import Scores
from dnn.text.messages import ENGLISH, Translations
from tests.dnn.background.running import THREAD, Clock

TEACHER = "t" * 22
SCENARIO = {"dataset": {"name": "circles", "samples": 60}, "architecture": {"hidden": [{"units": 4}]}}


def english(language: str) -> Translations:
    return ENGLISH


class ClassRoom:
    """A server's rooms with one that is open, its teacher and students."""

    def __init__(self, rows: RoomRows | None = None, runs: RunManager | None = None, **settings: Any) -> None:
        self.rows: RoomRows = MemoryRows() if rows is None else rows
        self.clock = Clock()
        self.test_scores: dict[str, Scores] = {}
        self.settings: Settings = replace(THREAD, **settings)
        self.runs = RunManager(self.settings) if runs is None else runs
        self.rooms = self.server()
        self.opening: RoomOpening = self.rooms.open_room(TEACHER, title="XOR", lesson="shapes")
        self.id, self.key = self.opening["room"], self.opening["teacher_key"]

    def server(self) -> Rooms:
        """A server that begins, with the rows as they are."""
        rooms = Rooms(self.settings, self.rows, self.runs.of_class, self.test_scores.get, self.clock, self.clock)
        self.runs.ask_before_training(rooms.check_may_train)
        rooms.go_round()
        return rooms

    def restart(self) -> None:
        """End the server without a word, as a kill does, and begin another one."""
        self.rooms = self.server()

    def join(self, *visitors: str) -> None:
        for visitor in visitors:
            self.rooms.join(self.opening["code"], visitor)

    def act(self, visitor: str, name: str, **given: Any) -> None:
        self.rooms.act(self.id, visitor, name, given, english)

    def steer(self, name: str, **given: Any) -> None:
        self.rooms.steer(self.id, self.key, name, given, visitor=TEACHER)

    def view(self, visitor: str, since: int = -1) -> RoomStudentDocument:
        document = self.rooms.view(self.id, visitor, since, english)
        assert document is not None
        return document

    def wall(self, since: int = -1, key: str = "", **options: Any) -> RoomWallDocument:
        """The wall a second later."""
        self.clock.now += 1
        found = self.rooms.wall(self.id, key or self.key, since, english, **options)
        assert found is not None
        document: RoomWallDocument = orjson.loads(found)
        return document

    def news(self, before: RoomWallDocument, **options: Any) -> tuple[RoomWallDocument, list[dict[str, Any]]]:
        """The wall a second later for a device that knows one of the version before, joined as its browser does it; and
        the tiles as they were told."""
        told: Any = self.wall(before["version"], **options)
        assert told["since"] == before["version"]
        known: dict[str, Any] = {tile["id"]: tile for tile in before["members"]}
        members = []
        for tile in told["members"]:
            joined = {**known.get(tile["id"], {}), **tile}
            if tile.get("run") and "run" not in tile["run"]:
                joined["run"] = {**known[tile["id"]]["run"], **tile["run"]}
            members.append(joined)
        document: Any = {**told, "members": members, "since": -1}
        return document, told["members"]

    def member_id(self, visitor: str) -> str:
        """The id by which the teacher knows a visitor."""
        seat = self.view(visitor)["seat"]
        return next(tile["id"] for tile in self.wall()["members"] if tile["seat"] == seat)


MakeClass = Callable[..., ClassRoom]
