"""POST api/rooms/enter: a student who has joined by the light page asks whether it is her turn to open the app.

The body has, besides `owner` and `language`, `room`, and perhaps `leave`: true leaves the room and the queue. The
answer is a RoomEntry; 204 to who leaves. Her key and her seat are her ticket, so there is none that could be forged or
gathered.
"""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dnn.background.services import get_rooms
from dnn.background.wire import RoomEntry
from dnn.errors import ConfigurationError
from dnn.text.messages import CountedText, Text
from pages.locale.languages import translations
from pages.server.errors import NO_STORE
from pages.server.json_response import FastJSONResponse
from pages.server.rooms.admission import ADMISSION, Place
from pages.server.rooms.room_request import answer_in_room, nothing_new, text_of, visitor_of
from pages.server.runs.owner_request import Body

KNOCKING_SECONDS = 1.0
"""Seconds after which who knocks asks again."""
MIN_PLACE_PAUSE, MAX_PLACE_PAUSE = 0.3, 3.0
"""Seconds after which who waits in the queue asks again: a quarter of what is left, between these."""
NOT_SEATED: dict[str, Text] = {
    "waiting": Text(
        "The room is locked, and you have knocked. This page goes on by itself when your teacher lets you in."
    ),
    "refused": Text("Your teacher has not let you in; ask, since it can still be done from the teacher's wall."),
    "removed": Text("Your teacher has taken your seat away. Your runs and your answers stay yours."),
}
"""Words to who has no seat, by her standing."""


async def post_enter(request: Request) -> Response:
    """Answer a student at the door."""

    async def obey(body: Body) -> Response:
        visitor, room_id, rooms = visitor_of(request, body), text_of(body, "room"), get_rooms()
        if not isinstance(body["leave"], bool):
            raise ConfigurationError("leave", Text("true or false"), body["leave"], "true")
        if body["leave"]:
            ADMISSION.leave(visitor)
            await run_in_threadpool(rooms.leave, room_id, visitor)
            return nothing_new()
        document = rooms.view(room_id, visitor, -1, translations)
        assert document is not None  # whoever knows nothing is told all
        return FastJSONResponse(_entry(document["standing"], visitor, body["language"]), headers=NO_STORE)

    return await answer_in_room(request, {"room": "", "leave": False}, obey)


def _entry(standing: str, visitor: str, language: str) -> RoomEntry:
    catalogue = translations(language)
    if standing != "seated":
        words = NOT_SEATED.get(standing)
        said = "" if words is None else words.render(catalogue)
        return {"standing": standing, "place": 0, "seconds": 0.0, "after": KNOCKING_SECONDS, "said": said}
    place = ADMISSION.ask(visitor)
    if place is None:
        return {"standing": standing, "place": 0, "seconds": 0.0, "after": 0.0, "said": ""}
    after = round(min(MAX_PLACE_PAUSE, max(MIN_PLACE_PAUSE, place.seconds / 4)), 2)
    said = _in_words(place).render(catalogue)
    seconds = round(place.seconds, 1)
    return {"standing": standing, "place": place.number, "seconds": seconds, "after": after, "said": said}


def _in_words(place: Place) -> Text:
    return CountedText(
        "Many come at the same moment. You are number {place} in the queue: about {count} second.",
        "Many come at the same moment. You are number {place} in the queue: about {count} seconds.",
        max(1, round(place.seconds)),
        place=place.number,
    )
