"""POST api/rooms/join and api/rooms/student: a student comes in, asks what is new, and does something.

Bodies, besides `owner` and `language`, which every request has:

- join: `code`. She leaves the room that she was in before. The answer is a RoomStudentDocument, whose `room` is the id
  that all else is asked by.
- student: `room`, `since` (the version known; -1 for nothing), and perhaps `act`, an object with the `name` of an
  entry of dnn.background.rooms.acts.ACTS and its values. The answer is a RoomStudentDocument, or 204 where nothing is
  new. With `ends_said` a room that has ended is a RoomEnd.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dnn.background.services import get_rooms
from pages.locale.languages import translations
from pages.server.errors import NO_STORE
from pages.server.json_response import FastJSONResponse
from pages.server.rooms.room_request import (
    ENDS_SAID,
    act_of,
    answer_in_room,
    nothing_new,
    text_of,
    version_of,
    visitor_of,
)
from pages.server.runs.owner_request import Body


async def post_join(request: Request) -> Response:
    """Answer a student who comes with a code."""

    async def obey(body: Body) -> Response:
        visitor, rooms = visitor_of(request, body), get_rooms()
        room_id = await run_in_threadpool(rooms.join_alone, body["code"], visitor)
        return FastJSONResponse(rooms.view(room_id, visitor, -1, translations), headers=NO_STORE)

    return await answer_in_room(request, {"code": None}, obey)


async def post_student(request: Request) -> Response:
    """Answer a student who is in a room. A mere look takes no thread: it reads what is in memory."""

    async def obey(body: Body) -> Response:
        visitor, room_id, since, rooms = visitor_of(request, body), text_of(body, "room"), version_of(body), get_rooms()
        if body["act"] is not None:
            name, given = act_of(body)
            await run_in_threadpool(rooms.act, room_id, visitor, name, given, translations)
        document = rooms.view(room_id, visitor, since, translations)
        return nothing_new() if document is None else FastJSONResponse(document, headers=NO_STORE)

    return await answer_in_room(request, {"room": "", "since": -1, "act": None, ENDS_SAID: False}, obey)
