"""POST api/rooms, and under it wall, steer, answers and results: the teacher's part.

Bodies, besides `owner` and `language`, which every request has:

- rooms: `lesson` (a name) or `scenario` (a configuration), `title`, `room_language` (of the names in it; that of the
  request if it is missing). The answer is a RoomOpening.
- wall: `room`, `key`, `since` (the version known; -1 for nothing), `projector` (true: no names where the room is
  anonymous, no answers that are not revealed). The answer is a RoomWallDocument, or 204 where nothing is new. With
  `ends_said` a room that has ended is a RoomEnd.
- steer: as wall, and `act`, an object with the `name` of an entry of dnn.background.rooms.steering.STEERING and its
  values (a run that is shown is one of the `owner`), or with the name "keys" (the answer is the RoomOpening once more)
  or "close" (the answer is 204). What is sent again under the same `press`, a text of the browser's own, since no
  answer came, is not done twice.
- answers: `room`, `key`, `member` (an id of the wall). The answer is a RoomMemberAnswers.
- results: `room`, `key`. The answer is a table, text/csv.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dnn.background.rooms.rooms import Rooms
from dnn.background.services import get_rooms
from dnn.configuration.document import BYTE_ORDER_MARK  # by which a spreadsheet knows that a table is UTF-8
from dnn.configuration.sections import check_keys
from dnn.errors import ConfigurationError
from dnn.text.messages import Text
from dnn.validation.checks import one_of
from pages.locale.languages import LANGUAGES, translations
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
from pages.server.runs.owner_request import Body, owner_of

KEYS, CLOSE = "keys", "close"
WALL_REQUEST = {"room": "", "key": "", "since": -1, "projector": False, ENDS_SAID: False}
CSV_HEADERS = {**NO_STORE, "Content-Disposition": 'attachment; filename="room.csv"'}


async def post_open(request: Request) -> Response:
    """Answer who opens a room."""

    async def obey(body: Body) -> Response:
        visitor = visitor_of(request, body)
        language = one_of("room_language", body["room_language"] or body["language"], tuple(LANGUAGES))
        chosen = {name: body[name] for name in ("title", "lesson", "scenario")}
        opening = await run_in_threadpool(get_rooms().open_room, visitor, language=language, **chosen)
        return FastJSONResponse(opening, headers=NO_STORE)

    return await answer_in_room(request, {"title": "", "room_language": None, "lesson": None, "scenario": None}, obey)


async def post_wall(request: Request) -> Response:
    """Answer a device that looks at the wall."""

    async def obey(body: Body) -> Response:
        return await _wall(request, get_rooms(), body)

    return await answer_in_room(request, WALL_REQUEST, obey)


async def post_steer(request: Request) -> Response:
    """Answer what the teacher does."""

    async def obey(body: Body) -> Response:
        rooms, room_id, key = get_rooms(), text_of(body, "room"), text_of(body, "key")
        press = text_of(body, "press")
        name, given = act_of(body)
        if name in (KEYS, CLOSE):
            check_keys(given, (), Text("the act {name}", name=name))
        if name == KEYS:
            return FastJSONResponse(rooms.keys(room_id, key), headers=NO_STORE)
        if name == CLOSE:
            await run_in_threadpool(rooms.close_room, room_id, key)
            return nothing_new()
        visitor = owner_of(request, body) or ""
        await run_in_threadpool(rooms.steer, room_id, key, name, given, press, visitor)
        return await _wall(request, rooms, body)

    return await answer_in_room(request, {**WALL_REQUEST, "act": None, "press": ""}, obey)


async def post_answers(request: Request) -> Response:
    """Answer who looks at one member's answers."""

    async def obey(body: Body) -> Response:
        room_id, key = text_of(body, "room"), text_of(body, "key")
        return FastJSONResponse(get_rooms().answers(room_id, key, body["member"]), headers=NO_STORE)

    return await answer_in_room(request, {"room": "", "key": "", "member": ""}, obey)


async def post_results(request: Request) -> Response:
    """Answer who takes the results along."""

    async def obey(body: Body) -> Response:
        room_id, key = text_of(body, "room"), text_of(body, "key")
        table = await run_in_threadpool(get_rooms().results, room_id, key, translations)
        return Response(BYTE_ORDER_MARK + table, headers=CSV_HEADERS, media_type="text/csv")

    return await answer_in_room(request, {"room": "", "key": ""}, obey)


async def _wall(request: Request, rooms: Rooms, body: Body) -> Response:
    room_id, key, since, is_projector = text_of(body, "room"), text_of(body, "key"), version_of(body), body["projector"]
    if not isinstance(is_projector, bool):
        raise ConfigurationError("projector", Text("true or false"), is_projector, "false")
    forms = {"is_projector": is_projector, "is_zipped": "gzip" in request.headers.get("accept-encoding", "")}
    document = await run_in_threadpool(rooms.wall, room_id, key, since, translations, **forms)
    if document is None:
        return nothing_new()
    headers = {**NO_STORE, "Content-Encoding": "gzip"} if forms["is_zipped"] else NO_STORE
    return Response(document, headers=headers, media_type="application/json")
