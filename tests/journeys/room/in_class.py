"""Shared by the journeys of students in a room: a teacher who steers by the routes, and what a student does first."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from pages.server.visitor import new_key
from tests.conftest import Server
from tests.journeys.visitor import SOON, Visitor

SCENARIO = {
    "dataset": {"name": "circles", "samples": 200},
    "architecture": {"hidden": [{"units": 4, "activation": "tanh"}]},
    "hyperparameters": {"learning_rate": 0.3, "iterations": 1_000_000},
}
LOOK_MS = 250
JOIN = "[data-role=join]"
"""The button of the light page."""
PAUSE = "dialog.dnn-room-pause"


class Teacher:
    """A teacher who steers her room by the app's routes, as her page does."""

    def __init__(self, server: Server, **chosen: Any) -> None:
        self.server, self.owner = server, new_key()
        self.opening = self.post("", title="XOR, 14:00", **(chosen or {"lesson": "shapes"}))

    def post(self, path: str, **body: Any) -> Any:
        """Post a document to a route of rooms; the answer."""
        request = urllib.request.Request(
            f"{self.server.url}/api/rooms{path}",
            json.dumps({"owner": self.owner, **body}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=SOON / 1000) as answer:
            return json.loads(answer.read() or "null")

    @property
    def keys(self) -> dict[str, str]:
        """The room and the teacher's key."""
        return {"room": self.opening["room"], "key": self.opening["teacher_key"]}

    def steer(self, name: str, **given: Any) -> None:
        """Do something in the room."""
        self.post("/steer", **self.keys, act={"name": name, **given})

    def push(self, kind: str, **given: Any) -> None:
        """Put something before all."""
        self.steer("push", push={"kind": kind, **given})

    def tiles(self) -> list[dict[str, Any]]:
        """The members on the wall, by their seats."""
        return sorted(self.wall()["members"], key=lambda tile: int(tile["seat"]))

    def wall(self) -> dict[str, Any]:
        """The wall, which is at most a second old."""
        wall: dict[str, Any] = self.post("/wall", **self.keys, since=-1)
        return wall


def join(visitor: Visitor, teacher: Teacher) -> Visitor:
    """Join by the link of the room, on its light page, and land in its work."""
    visitor.page.goto(f"{visitor.url}/room?code={teacher.opening['code']}")
    visitor.page.locator(JOIN).click(timeout=SOON)
    expect(visitor.page.locator(".dnn-room-bar")).to_be_visible(timeout=SOON)
    return visitor


def press(visitor: Visitor, name: str, timeout: int = SOON) -> None:
    """Press a button of the bar."""
    visitor.page.locator(f".dnn-room-bar [data-press={name}]").click(timeout=timeout)


def wait_for_tile(visitor: Visitor, teacher: Teacher, found: Callable[[dict[str, Any]], bool], seat: int = 1) -> None:
    """Wait until the teacher sees it on a tile."""
    wait_for(visitor, lambda: found(teacher.tiles()[seat - 1]))


def wait_for(visitor: Visitor, holds: Callable[[], bool]) -> None:
    """Wait until something holds at the teacher's, while the students' browsers go on."""
    for _attempt in range(SOON // LOOK_MS):
        if holds():
            return
        now = visitor.page.evaluate("performance.now()")
        visitor.page.wait_for_function(f"since => performance.now() - since > {LOOK_MS}", arg=now)
    raise AssertionError("the teacher never saw it")
