"""One student of a room by Streamlit's own elements: all her answers, and what the teacher can do with her; and those
that are presented, side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from html import escape
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dnn.background.rooms.steering import MAX_PRESENTED
from dnn.background.services import get_rooms
from dnn.background.wire import (
    RoomGivenAnswer,
    RoomLesson,
    RoomMemberTile,
    RoomTeacherRun,
    RoomTileRun,
    RoomWallDocument,
)
from dnn.errors import DnnError
from pages.room.teacher import compared, taught_room
from pages.room.teacher.question_words import answer_words, question_words
from pages.room.teacher.taught_room import TaughtRoom
from pages.shared.drawing import theme
from pages.shared.frame import notices
from pages.shared.frame.text import _, literal, strong
from pages.shared.session import control_keys, session

CHOSEN = "slow_member"
MIN_DRAWN_COST = 1e-6
"""A cost below is drawn there, as on the tiles of the live wall."""
Acts = list[tuple[str, dict[str, Any]]]


def name_of(tile: RoomMemberTile, texts: Mapping[str, str], *, has_names: bool) -> str:
    """A member's name, or her seat where names are not shown."""
    return tile["name"] if has_names else texts["seat"].format(number=tile["seat"])


def draw(
    room: TaughtRoom, wall: RoomWallDocument, lessons: list[RoomLesson], texts: Mapping[str, str], *, has_names: bool
) -> None:
    """A menu of the students, and the one that is chosen."""
    tiles = {tile["id"]: tile for tile in wall["members"]}
    names = {"": "–"} | {key: name_of(tile, texts, has_names=has_names) for key, tile in tiles.items()}
    st.selectbox(
        _("Student"), list(names), format_func=names.__getitem__,
        key=control_keys.control_among(CHOSEN, "", names, ""),
    )  # fmt: skip
    tile = tiles.get(control_keys.control_value(CHOSEN))
    if tile is None:
        return
    if not room.is_looking:
        _buttons(room, tile, wall["presented"], texts)
    try:
        given = get_rooms().answers(room.id, room.key, tile["id"])["answers"]
    except DnnError as problem:  # she was removed meanwhile
        notices.error(problem)
        return
    st.markdown(strong(texts["given_answers"]))
    if given:
        st.table(answer_rows(given, lessons, texts))
    else:
        st.caption(texts["none_given"])


def answer_rows(
    given: Sequence[RoomGivenAnswer], lessons: list[RoomLesson], texts: Mapping[str, str]
) -> list[dict[str, str]]:
    """All answers of a student by lesson and step."""
    both = [(answer, question_words(answer["question"], lessons, texts)) for answer in given]
    both.sort(key=lambda pair: pair[1].place)

    def said(value: Any, index: int) -> str:
        return "" if value is None else literal(answer_words(value, both[index][1], texts))

    return [
        {
            _("Question"): literal(": ".join(filter(None, (words.title, words.prompt)))),
            texts["first_vote"]: said(answer["first"], index),
            texts["second_vote"]: said(answer["second"], index),
        }
        for index, (answer, words) in enumerate(both)
    ]


def _buttons(room: TaughtRoom, tile: RoomMemberTile, presented: Sequence[str], texts: Mapping[str, str]) -> None:
    def button(name: str, text: str, *, is_possible: bool = True, title: str | None = None) -> None:
        acts, press = acts_of(name, tile, presented), partial(taught_room.steer_all, room)
        st.button(texts[text], key=f"slow_{name}", on_click=press, args=(acts,), disabled=not is_possible, help=title)

    has_run = tile.get("run") is not None
    can_be_presented = has_run or tile["star"] is not None
    if not can_be_presented:
        st.caption(texts["needs_run"])
    with st.container(horizontal=True, key="slow_member_buttons"):
        if tile["id"] in presented:
            button("unpresent", "off_projector")
            if presented[0] != tile["id"]:
                button("earlier", "earlier")
        else:
            button("present", "beside_projector", is_possible=can_be_presented)
        button("spotlight", "as_start", is_possible=has_run)
        text = "unstar" if tile["star"] else "star"
        button("star", text, is_possible=can_be_presented, title=texts["star_help"])
        button("rename", "rename")
        with st.popover(texts["remove"]):
            button("remove", "really_remove")


def acts_of(name: str, tile: RoomMemberTile, presented: Sequence[str]) -> Acts:
    """The acts of a button, in their order."""
    member, others = {"member": tile["id"]}, [each for each in presented if each != tile["id"]]
    place = max(1, presented.index(tile["id"]) if tile["id"] in presented else 1)
    starring: Acts = [] if tile["star"] else [("star", member)]
    return {
        "present": [*starring, ("present", {"members": [*others[1 - MAX_PRESENTED :], tile["id"]]})],
        "unpresent": [("present", {"members": others})],
        "earlier": [("present", {"members": [*others[: place - 1], tile["id"], *others[place - 1 :]]})],
        "spotlight": [("push", {"push": {"kind": "spotlight", **member}})],
        "star": [("unstar" if tile["star"] else "star", member)],
        "rename": [("rename_member", member)],
        "remove": [("remove_member", member)],
    }[name]


def draw_presented(room: TaughtRoom, wall: RoomWallDocument, texts: Mapping[str, str], *, has_names: bool) -> None:
    """Those that are presented, side by side in the teacher's order."""
    by_id = {tile["id"]: tile for tile in wall["members"]}
    tiles = [by_id[each] for each in wall["presented"] if each in by_id]
    if not tiles:
        return
    st.markdown(strong(texts["view_presented"]))
    if not room.is_looking:
        with st.container(horizontal=True, key="slow_presented_buttons"):
            if len(tiles) > 1:
                ids = [tile["id"] for tile in tiles]
                st.button(texts["compare"], key="slow_compare", on_click=compared.compare, args=(room, ids))
            end = partial(taught_room.steer, room, "present", members=[])
            st.button(texts["end_presenting"], key="slow_end_presenting", on_click=end)
    for place, (column, tile) in enumerate(zip(st.columns(len(tiles)), tiles, strict=True)):
        with column:
            st.markdown(strong(literal(name_of(tile, texts, has_names=has_names))))
            st.markdown(literal(_state(tile, texts)))
            figure = curves_figure([tile], texts, session.theme_mode(), beside=tiles)
            st.plotly_chart(figure, theme=None, alt=texts["cost"], key=f"slow_presented_{place}")


def _state(tile: RoomMemberTile, texts: Mapping[str, str]) -> str:
    run = tile.get("run")
    if run is None:
        return texts["no_run"]
    cost = texts["diverged"] if run["cost"] is None else f"{run['cost']:.4g}"
    said = texts["run_state"].format(iteration=run["iteration"], cost=cost)
    return f"{said} · {texts['learning_rate']} {run['learning_rate']:.4g} · {' → '.join(map(str, run['sizes']))}"


def curves_figure(
    tiles: Sequence[RoomMemberTile],
    texts: Mapping[str, str],
    mode: str,
    beside: Sequence[RoomMemberTile] = (),
    teacher: RoomTeacherRun | None = None,
) -> go.Figure:
    """The curves of some runs in one chart, the cost on a logarithmic axis, with the teacher's own as a dashed line.
    The axes are those of all who stand beside each other."""
    figure, is_one = go.Figure(), len(tiles) == 1
    line = {"color": theme.SCHEMES[mode].train, "width": 2.4 if is_one else 1.2}
    for tile in tiles:
        run = tile.get("run")
        if run is not None:
            iterations, costs = run["curve"]
            figure.add_scatter(x=iterations, y=costs, mode="lines", line=line, hoverinfo="skip", showlegend=False)
    own = None if teacher is None else teacher["run"]
    if teacher is not None and own is not None:
        name = texts["teacher_run"].format(name=teacher["name"]) if teacher["name"] else texts["teacher"]
        dashed = {"color": theme.SCHEMES[mode].text, "width": 3.4, "dash": "longdash"}
        iterations, costs = own["curve"]
        figure.add_scatter(x=iterations, y=costs, mode="lines", line=dashed, name=escape(name), showlegend=True)
    drawn = [run for tile in beside or tiles if (run := tile.get("run"))] + ([] if own is None else [own])
    figure.update_layout(
        template=theme.plotly_template(mode),
        height=260 if is_one else 380,
        xaxis={"title": texts["iterations"], "range": [0, _last_iteration(drawn)]},
        yaxis={"title": texts["cost"], **theme.POWERS_OF_TEN, "range": _decades(drawn)},
        uirevision="room",
    )
    return figure


def _last_iteration(runs: Sequence[RoomTileRun]) -> float:
    return max((max(run["curve"][0], default=1) for run in runs), default=1)


def _decades(shown: Sequence[RoomTileRun]) -> list[int]:
    """The whole powers of ten that hold the first cost and the lowest of every run, as exponents."""
    runs = [run["curve"][1] for run in shown if run["curve"][1]]
    lowest = min((min(max(cost, MIN_DRAWN_COST) for cost in costs) for costs in runs), default=0.1)
    highest = max((max(costs[0], MIN_DRAWN_COST) for costs in runs), default=1.0)
    low = math.floor(math.log10(lowest))
    return [low, max(low + 1, math.ceil(math.log10(highest)))]
