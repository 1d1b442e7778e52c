"""The wall in Streamlit's own elements, for hosts that serve no routes: a table, counts, answers, and the steering."""

from __future__ import annotations

import streamlit as st

from dnn.background.wire import RoomMemberTile, RoomWallDocument
from dnn.errors import DnnError
from pages.live.room_wall.texts import wall_texts
from pages.room.teacher import links, slow_steering, taught_room
from pages.room.teacher.taught_room import TaughtRoom
from pages.shared.frame import notices
from pages.shared.frame.text import _, literal, translator

SECONDS = 2
"""Seconds from one table to the next."""


def draw(room: TaughtRoom) -> None:
    """Show it, and again every two seconds."""
    st.info(
        _("This host serves no live view; the wall is a table here, which is drawn anew every two seconds."),
        icon=":material/info:",
    )
    _head(room)
    slow_steering.draw(room)
    _live(room)


def _head(room: TaughtRoom) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="slow_wall_head"):
        st.markdown(_("Code: {code}").format(code=f"**{room.code}**"), width="content")
        st.markdown(literal(links.join_link(room.code)), width="content")


@st.fragment(run_every=SECONDS)
def _live(room: TaughtRoom) -> None:
    try:
        wall = taught_room.wall_of(room.id, room.key)
    except DnnError as problem:
        notices.error(problem)
        return
    counts, texts = wall["counts"], wall_texts(translator())
    named = ("present", "done", "stuck", "question", "unasked", "reached_goal", "waiting")
    words = {"waiting": _("knocking")} | {name: texts[f"count_{name}"] for name in named if name != "waiting"}
    st.markdown(" · ".join(f"{counts[name]} {words[name]}" for name in named))  # type: ignore[literal-required]
    st.dataframe(rows(wall), hide_index=True, key="slow_wall_table")
    slow_steering.draw_questions(room, wall)


def rows(wall: RoomWallDocument) -> list[dict[str, object]]:
    """The members as rows of a table, in the visitor's language."""
    texts = wall_texts(translator())
    return [_row(tile, texts) for tile in wall["members"]]


def _row(tile: RoomMemberTile, texts: dict[str, str]) -> dict[str, object]:
    run, position = tile.get("run"), tile["position"]
    place = (
        ""
        if position is None
        else texts["place"].format(number=position["step"] + 1, phase=texts[f"phase_{position['phase']}"])
    )
    return {
        _("Seat"): tile["seat"],
        _("Name"): tile["name"],
        _("Signal"): "" if tile["signal"] == "none" else texts[f"count_{tile['signal']}"],
        _("Help"): "" if tile["need"] == "none" else texts[f"need_{tile['need']}"],
        _("Step"): place,
        _("Iteration"): None if run is None else run["iteration"],
        _("Cost"): None if run is None else run["cost"],
        _("Answer"): "" if tile["prediction"] is None else str(tile["prediction"]),
    }
