"""The wall in Streamlit's own elements, for hosts that serve no routes: a table, one student with her answers, those
that are presented, all curves, the questions, and the steering.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dnn.background.wire import RoomMemberTile, RoomWallDocument
from dnn.errors import DnnError
from pages.live.room_wall.texts import wall_texts
from pages.room.teacher import links, sendable, slow_member, slow_questions, slow_steering, taught_room
from pages.room.teacher.question_words import QuestionWords, answer_words, question_words
from pages.room.teacher.taught_room import TaughtRoom
from pages.shared.frame import notices
from pages.shared.frame.text import _, literal, strong, translator
from pages.shared.session import control_keys, session

SECONDS = 2
"""Seconds from one table to the next."""
WITHOUT_NAMES = "slow_without_names"
COUNTS = ("present", "done", "stuck", "question", "unasked", "reached_goal", "waiting")


def draw(room: TaughtRoom) -> None:
    """Show it, and again every two seconds."""
    st.info(
        _(
            "This host serves no live view: the wall is a table here, drawn anew every two seconds. All steering "
            "works; tiles with boundaries and a projector that turns by itself are missing, since they need it."
        ),
        icon=":material/info:",
    )
    texts = wall_texts(translator())
    _head(room, texts)
    slow_steering.draw(room, texts)
    _live(room, texts)


def _head(room: TaughtRoom, texts: Mapping[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="slow_wall_head"):
        st.markdown(_("Code: {code}").format(code=strong(room.code)), width="content")
        st.markdown(literal(links.join_link(room.code)), width="content")
        st.toggle(texts["anonymous"], key=control_keys.control(WITHOUT_NAMES, value=False))


@st.fragment(run_every=SECONDS)
def _live(room: TaughtRoom, texts: Mapping[str, str]) -> None:
    try:
        wall = taught_room.wall_of(room.id, room.key)
    except DnnError as problem:
        notices.error(problem)
        return
    counts, has_names = wall["counts"], not control_keys.control_value(WITHOUT_NAMES)
    lessons = sendable.lesson_documents(sendable.sendable_lessons(session.visitor()))
    words = {name: texts[f"count_{name}"] for name in COUNTS if name != "waiting"} | {"waiting": _("knocking")}
    st.markdown(" · ".join(f"{counts[name]} {words[name]}" for name in COUNTS))  # type: ignore[literal-required]
    st.dataframe(rows(wall, texts, has_names=has_names), hide_index=True, key="slow_wall_table")
    slow_member.draw(room, wall, lessons, texts, has_names=has_names)
    slow_member.draw_presented(room, wall, texts, has_names=has_names)
    if any(tile.get("run") for tile in wall["members"]) or wall["teacher"]:
        with st.expander(texts["view_curves"]):
            figure = slow_member.curves_figure(wall["members"], texts, session.theme_mode(), teacher=wall["teacher"])
            st.plotly_chart(figure, theme=None, alt=texts["all_curves"], key="slow_curves")
    slow_questions.draw(room, wall, lessons, texts)


def rows(wall: RoomWallDocument, texts: Mapping[str, str], *, has_names: bool) -> list[dict[str, object]]:
    """The members as rows of a table, in the visitor's language."""
    lessons = sendable.lesson_documents(sendable.sendable_lessons(session.visitor()))
    words = {key: question_words(key, lessons, texts) for tile in wall["members"] if (key := tile["question"])}
    return [_row(tile, words, texts, has_names=has_names) for tile in wall["members"]]


def _row(
    tile: RoomMemberTile, words: Mapping[str, QuestionWords], texts: Mapping[str, str], *, has_names: bool
) -> dict[str, object]:
    run, position, key = tile.get("run"), tile["position"], tile["question"]
    place = (
        ""
        if position is None
        else texts["place"].format(number=position["step"] + 1, phase=texts[f"phase_{position['phase']}"])
    )
    return {
        _("Seat"): tile["seat"],
        _("Name"): slow_member.name_of(tile, texts, has_names=has_names),
        _("Signal"): "" if tile["signal"] == "none" else texts[f"count_{tile['signal']}"],
        _("Help"): "" if tile["need"] == "none" else texts[f"need_{tile['need']}"],
        _("Step"): place,
        _("Iterations"): None if run is None else run["iteration"],
        _("Cost"): None if run is None else run["cost"],
        _("Value in the sweep"): "" if tile["value"] is None else str(tile["value"]),
        _("Star"): "★" if tile["star"] else "",
        _("Answer"): "" if key is None else answer_words(tile["prediction"], words[key], texts),
    }
