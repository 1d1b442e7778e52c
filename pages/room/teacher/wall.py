"""The wall on the page: the component in the browser, or Streamlit's own elements where it cannot be had."""

from __future__ import annotations

from dnn.background.wire import RoomWallData
from pages.live.room_wall.component import room_wall
from pages.live.room_wall.texts import wall_texts
from pages.room.teacher import compared, links, sendable, slow_wall, taught_room
from pages.room.teacher.taught_room import TaughtRoom
from pages.server.files.assets import view_path
from pages.server.paths import NOTEBOOK, ROOM_ANSWERS, ROOM_RESULTS, ROOM_STEER, ROOM_WALL
from pages.shared.drawing import theme
from pages.shared.frame.text import translator
from pages.shared.session import session, values
from pages.shared.share import root
from pages.shared.share.qr_code import qr_code

KEY = "room_wall"
MAX_IDS = 20
"""Ids that a browser may name to be compared."""


def draw(room: TaughtRoom) -> None:
    """Show it."""
    if session.routes_missing():
        slow_wall.draw(room)
        return
    room_wall(
        key=KEY,
        data=component_data(room),
        on_compare=lambda: _compare(room),
        on_closed=taught_room.leave,
        on_root=lambda: root.take(values.component_value(KEY, "root")),
        on_unreachable=session.set_routes_missing,
    )


def component_data(room: TaughtRoom) -> RoomWallData:
    """All that the component is given."""
    config, link = session.config(), links.join_link(room.code)
    code = qr_code(link)
    return {
        "module_url": view_path("wall.js"),
        "wall_url": ROOM_WALL,
        "steer_url": ROOM_STEER,
        "answers_url": ROOM_ANSWERS,
        "results_url": ROOM_RESULTS,
        "notebook_url": NOTEBOOK,
        "owner": session.visitor(),
        "texts": wall_texts(translator()),
        "language": session.language(),
        "palette": theme.live_palettes(),
        "class_colors": list(theme.CLASSES),
        "room": room.id,
        "key": room.key,
        "is_looking": room.is_looking,
        "root": root.root(),
        "join_url": link,
        "typed_url": links.typed_link(),
        "qr": None if code is None else code.image,
        "lessons": sendable.lesson_documents(sendable.sendable_lessons(session.visitor())),
        "settings": sendable.settings_documents(config),
        "controls": sendable.control_documents(),
        "scenario": config.to_json(),
        "scenario_words": sendable.config_in_words(config),
    }


def _compare(room: TaughtRoom) -> None:
    """Turn to the comparison of the tiles that the browser names."""
    sent = values.component_value(KEY, "compare")
    ids = sent if isinstance(sent, list) and len(sent) <= MAX_IDS else []
    compared.compare(room, [each for each in ids if isinstance(each, str)])
