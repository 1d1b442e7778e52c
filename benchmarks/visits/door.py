"""The ways into a room: by the light page, its queue and then the app, or by the app's own page alone."""

from __future__ import annotations

import asyncio
import time
from typing import Any
from urllib.parse import urlencode

from benchmarks.client import Client
from benchmarks.visits.connection import Http
from benchmarks.visits.room import posted
from pages.menu import JOINED, NOT_JOINED

LIGHT, APP = WAYS = ("light", "app")


async def come_to_the_door(client: Client, code: str) -> dict[str, float]:
    """Open the light page of a room, join, and wait until the app may be opened; seconds from the beginning until the
    document, the seat and the turn. Raises Refused."""
    http, began, times = Http(client.url), time.perf_counter(), {}
    try:
        await client.get_page(urlencode({"code": code}))
        times["light page"] = time.perf_counter() - began
        asker = {"owner": client.key}
        document = await posted(http, "/api/rooms/join", {**asker, "code": code})
        assert document is not None
        times["joined"] = time.perf_counter() - began
        entry = await _asked(http, {**asker, "room": document["room"]})
        while entry["place"]:
            await asyncio.sleep(entry["after"])
            entry = await _asked(http, {**asker, "room": document["room"]})
        times["let in"] = time.perf_counter() - began
    finally:
        await http.close()
    return times


def app_query(code: str, way: str, **more: str) -> str:
    """The query with which the app's page of rooms is opened."""
    return urlencode({"code": code, "entered": JOINED if way == LIGHT else NOT_JOINED, **more})


async def land(client: Client, code: str, way: str) -> None:
    """Land in the work, once the script has run: by the light page that is done, else the code is to be joined by."""
    if way == APP:
        await client.submit("join_room", control_room_code=code)


async def walk_in(client: Client, code: str, way: str) -> dict[str, float]:
    """Come in, and land in the work; the seconds as `come_to_the_door` has them, none without the light page."""
    times = await come_to_the_door(client, code) if way == LIGHT else {}
    await client.open(app_query(code, way, pace="full"))
    await land(client, code, way)
    return times


async def _asked(http: Http, body: dict[str, Any]) -> dict[str, Any]:
    entry = await posted(http, "/api/rooms/enter", body)
    assert entry is not None
    return entry
