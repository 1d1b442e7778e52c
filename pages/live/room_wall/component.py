"""The component of a room's wall: it asks the server for news once a second, and sends what the teacher does."""

from __future__ import annotations

from collections.abc import Callable

from dnn.background.wire import RoomWallData
from pages.live.folder import loading_component

__all__ = ["room_wall"]

_component = loading_component("dnn_room_wall", '<div class="dnn-wall"></div>', "wall.css")


def room_wall(
    *,
    key: str,
    data: RoomWallData,
    on_compare: Callable[[], None],
    on_closed: Callable[[], None],
    on_root: Callable[[], None],
    on_unreachable: Callable[[], None],
) -> None:
    """Show the wall. A rerun with other arguments changes what is shown; the view that is open stays.

    Args:
        key: the component's key; callbacks find the RoomWallValues in the session under it.
        data: the room, and all that can be sent to it; the words as `wall_texts` gives them.
        on_compare: called when starred tiles are to be compared, `.compare`.
        on_closed: called when the teacher has closed the room.
        on_root: called when the app's own address is another one, `.root`.
        on_unreachable: called when the modules or the routes of rooms are not served here.
    """
    _component(
        key=key,
        data=data,
        on_compare_change=on_compare,
        on_closed_change=on_closed,
        on_root_change=on_root,
        on_unreachable_change=on_unreachable,
    )
