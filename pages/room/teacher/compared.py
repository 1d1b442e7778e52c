"""The comparison of starred tiles, on the page Compare."""

from __future__ import annotations

from collections.abc import Sequence

from dnn.background.replay.recipe import Recipe
from dnn.background.wire import RoomMemberTile
from dnn.configuration import RunConfig
from dnn.errors import DnnError
from dnn.text.messages import Text
from pages.menu import COMPARE, COMPARED
from pages.room.teacher import taught_room
from pages.room.teacher.taught_room import TaughtRoom
from pages.server.comparison.comparison_text import ComparedRun, write_comparison
from pages.shared.session import session


def compare(room: TaughtRoom, ids: Sequence[str]) -> None:
    """Turn to the comparison of the starred tiles of some members, in their order; a refusal is said on the page."""
    try:
        members = {tile["id"]: tile for tile in taught_room.wall_of(room.id, room.key)["members"]}
        text = comparison_of([members[each] for each in ids if each in members])
    except DnnError as problem:
        session.add_problem(problem)
        return
    session.set_parameter(COMPARED, text)
    session.set_next_page(COMPARE)


def comparison_of(tiles: Sequence[RoomMemberTile]) -> str:
    """The text of a comparison of starred tiles, each as far as it had come then.

    Raises:
        DnnError: fewer than two have a star and iterations, or they cannot be trained again.
    """
    starred = [(tile, star) for tile in tiles if (star := tile["star"]) is not None and star["iteration"] > 0]
    if len(starred) < 2:
        raise DnnError(Text("Two starred tiles with iterations are compared; star another one."))
    runs = [
        ComparedRun(Recipe(RunConfig.from_json(star["config"]), star["iteration"]), tile["seat"], place)
        for place, (tile, star) in enumerate(starred)
    ]
    return write_comparison(runs)
