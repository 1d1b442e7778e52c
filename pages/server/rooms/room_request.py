"""A request to a room: a JSON document as every owner's, whose refusals are sentences in the visitor's language, each
with the status of its kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dnn.background.rooms.refusals import (
    NoKey,
    NotInRoom,
    NotNow,
    NotTeacher,
    OnlyLooking,
    RoomClosed,
    StillWaiting,
    TooManyGuesses,
    UnknownRoom,
)
from dnn.background.wire import RoomEnd
from dnn.configuration.sections import section
from dnn.errors import ConfigurationError, DnnError
from dnn.text.messages import Text
from dnn.validation.checks import whole_number
from pages.locale.languages import translations
from pages.server.errors import NO_STORE, error_response
from pages.server.json_response import FastJSONResponse
from pages.server.runs.owner_request import Body, Obey, answer, owner_of

STATUSES: dict[type[DnnError], int] = {
    NoKey: 403,
    NotInRoom: 403,
    NotTeacher: 403,
    OnlyLooking: 403,
    StillWaiting: 403,
    UnknownRoom: 404,
    NotNow: 409,
    RoomClosed: 410,
    TooManyGuesses: 429,
}
"""The status of each kind of refusal; others have those of every request of an owner."""
MAX_VERSION = 10**15
ENDS_SAID = "ends_said"
"""Key of a request whose browser is told of the end of a room by an answer. A refusal would be an error in its console,
though asking was right."""


async def answer_in_room(request: Request, defaults: Mapping[str, Any], obey: Obey) -> Response:
    """The answer to a request whose body has the keys of `defaults`; `obey` gives it, or raises a refusal."""

    async def obey_or_refuse(body: Body) -> Response:
        try:
            return await obey(body)
        except tuple(STATUSES) as refusal:
            said = refusal.message.render(translations(body["language"]))
            if body.get(ENDS_SAID) is True and _is_end(refusal, body):
                end: RoomEnd = {"ended": said}
                return FastJSONResponse(end, headers=NO_STORE)
            status = next(status for kind, status in STATUSES.items() if isinstance(refusal, kind))
            headers = {"Retry-After": str(refusal.seconds)} if isinstance(refusal, TooManyGuesses) else None
            return error_response(said, status, headers)

    return await answer(request, defaults, obey_or_refuse)


def _is_end(refusal: DnnError, body: Body) -> bool:
    """True if there is nothing more to ask for: the room has ended, or who looks at it has no seat there any more."""
    return isinstance(refusal, RoomClosed | UnknownRoom) or (isinstance(refusal, NotInRoom) and body.get("act") is None)


def visitor_of(request: Request, body: Body) -> str:
    """The key of the visitor who asks. Raises NoKey."""
    visitor = owner_of(request, body)
    if visitor is None:
        raise NoKey
    return visitor


def text_of(body: Body, name: str) -> str:
    """A short text of a body. Raises ConfigurationError."""
    given = body[name]
    if not isinstance(given, str) or not given.isascii() or len(given) > 100:
        raise ConfigurationError(name, Text("a text, as the room was given it"), given, Text("the one of the link"))
    return given


def version_of(body: Body) -> int:
    """The version that a browser knows, -1 for none. Raises ConfigurationError."""
    return whole_number("since", body["since"], -1, MAX_VERSION)


def act_of(body: Body) -> tuple[object, dict[str, Any]]:
    """The name of what is to be done, and its values. Raises ConfigurationError."""
    given = section("act", body["act"])
    return given.pop("name", None), given


def nothing_new() -> Response:
    """The answer where there is nothing new."""
    return Response(status_code=204, headers=NO_STORE)
