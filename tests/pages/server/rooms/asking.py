"""Requests to the routes of rooms, as tests send them, and what comes back."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.types import Message

from pages.server.paths import (
    ROOM_ANSWERS,
    ROOM_JOIN,
    ROOM_RESULTS,
    ROOM_STEER,
    ROOM_STUDENT,
    ROOM_WALL,
    ROOMS,
)
from pages.server.routes import routes
from pages.server.visitor import new_key
from tests.pages.server.runs.test_commands import request

SCENARIO = {"dataset": {"name": "circles", "samples": 60}}
PATHS = (ROOMS, ROOM_JOIN, ROOM_STUDENT, ROOM_WALL, ROOM_STEER, ROOM_ANSWERS, ROOM_RESULTS)
MARKUP = '<img src=x onerror="a">'[:20]
WRONG_CODE = "AAAAAA"


def post(path: str, owner: str = "", **body: Any) -> httpx.Response:
    return request("POST", path, json.dumps({"owner": owner, **body}), Content_Type="application/json")


def join(opened: dict[str, Any], visitor: str | None = None) -> tuple[str, dict[str, Any]]:
    """A student in the room, with what she knows."""
    key = visitor or new_key()
    answer = post(ROOM_JOIN, key, code=opened["code"])
    assert answer.status_code == 200, answer.text
    return key, answer.json()


def act(opened: dict[str, Any], key: str, name: object, /, **given: Any) -> httpx.Response:
    return post(ROOM_STUDENT, key, room=opened["room"], act={"name": name, **given})


def wall(opened: dict[str, Any], key: str | None = None, **more: Any) -> httpx.Response:
    return post(ROOM_WALL, room=opened["room"], key=opened["teacher_key"] if key is None else key, **more)


def steer(opened: dict[str, Any], name: object, key: str | None = None, **given: Any) -> httpx.Response:
    chosen = opened["teacher_key"] if key is None else key
    return post(ROOM_STEER, room=opened["room"], key=chosen, act={"name": name, **given})


def sentence(answer: httpx.Response, status: int) -> str:
    """The sentence of a refusal."""
    assert answer.status_code == status, answer.text
    assert answer.headers["cache-control"] == "no-store" and set(answer.json()) == {"error"}
    said: str = answer.json()["error"]
    assert said.endswith(".") and said[0].isupper()
    return said


def many(bodies: list[dict[str, Any]], path: str) -> list[int]:
    """The statuses of the answers to many posts from one address, fifty at a time, without a client's own time."""
    app = Starlette(routes=routes(""))

    async def send(body: dict[str, Any]) -> int:
        statuses: list[int] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        scope = {"type": "http", "method": "POST", "path": f"/{path}", "query_string": b"", "client": ("10.0.0.1", 1)}
        await app({**scope, "headers": [(b"content-type", b"application/json")]}, receive, note)
        return statuses[0]

    async def send_all() -> list[int]:
        found: list[int] = []
        for start in range(0, len(bodies), 50):
            found += await asyncio.gather(*map(send, bodies[start : start + 50]))
        return found

    return asyncio.run(send_all())
