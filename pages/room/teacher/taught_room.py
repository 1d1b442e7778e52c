"""The room that this visitor teaches: her key for it, as this session knows it, and what the server says of both."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dnn.background.rooms.refusals import OnlyLooking
from dnn.background.services import get_rooms
from dnn.background.wire import RoomOpening, RoomWallDocument
from dnn.errors import DnnError
from pages.locale.languages import translations
from pages.menu import ROOM_KEY, ROOM_TAUGHT
from pages.server.visitor import is_key
from pages.shared.session import session

KEYS = "teacher_keys"
"""The keys of rooms by their ids; empty where the browser has none either."""


@dataclass(frozen=True)
class TaughtRoom:
    """A room with the key by which it is looked at.

    Attributes:
        id, code, title: of the room.
        key: the teacher's, or a co-teacher's.
        co_teacher_key: for looking on.
        is_looking: the key is the co-teacher's.
    """

    id: str
    code: str
    title: str
    key: str
    co_teacher_key: str
    is_looking: bool


def key_of(room_id: str) -> str | None:
    """The key for a room; empty where the browser has none, None where it was not asked yet."""
    keys: dict[str, str] = session.page_value(KEYS, {})
    return keys.get(room_id)


def set_key(room_id: str, key: object) -> None:
    """Note the key for a room; one that cannot be a key counts as none."""
    known: dict[str, str] = session.page_value(KEYS, {})
    session.set_page_value(KEYS, known | {room_id: key if is_key(key) else ""})


def take_key_of_link(room_id: str) -> None:
    """Take over the key that the link has, and have it in no address any more."""
    given = session.parameter(ROOM_KEY)
    if given is not None:
        set_key(room_id, given)
        session.set_parameter(ROOM_KEY, None)


def teach(opening: RoomOpening) -> None:
    """Turn to a room that has just been opened."""
    set_key(opening["room"], opening["teacher_key"])
    session.set_parameter(ROOM_TAUGHT, opening["room"])


def leave() -> None:
    """Turn to no room."""
    session.set_parameter(ROOM_TAUGHT, None)
    session.set_parameter(ROOM_KEY, None)


def find(room_id: str, key: str) -> TaughtRoom:
    """The room of an id and a key.

    Raises:
        RoomClosed, RoomGone, NotTeacher: there is no such room, or not with this key.
    """
    try:
        get_rooms().keys(room_id, key)
        is_looking = False
    except OnlyLooking:
        is_looking = True
    wall = wall_of(room_id, key)
    return TaughtRoom(room_id, wall["code"], wall["title"], key, wall["co_teacher_key"], is_looking)


def wall_of(room_id: str, key: str) -> RoomWallDocument:
    """All that the teacher sees. Raises as `find`."""
    document = get_rooms().wall(room_id, key, -1, translations)
    assert document is not None  # all of it is news to who knows nothing
    wall: RoomWallDocument = json.loads(document)
    return wall


def steer(room: TaughtRoom, name: str, **given: Any) -> None:
    """Do something to a room; a refusal is said on the page."""
    steer_all(room, [(name, given)])


def steer_all(room: TaughtRoom, acts: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """Do one act after the other, each with its values, until one is refused; that is said on the page."""
    try:
        for name, given in acts:
            get_rooms().steer(room.id, room.key, name, _as_json(given), visitor=session.visitor())
    except DnnError as problem:
        session.add_problem(problem)


def _as_json(given: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they come from a browser: lists in place of tuples."""
    values: dict[str, Any] = json.loads(json.dumps(given))
    return values


def close(room: TaughtRoom) -> None:
    """Delete a room with everything in it, and turn to none."""
    try:
        get_rooms().close_room(room.id, room.key)
    except DnnError as problem:
        session.add_problem(problem)
        return
    leave()
