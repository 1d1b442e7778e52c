"""A run of the teacher's own among those of her class, chosen by Streamlit's own widgets."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dnn.background.notebook.entry import NotebookEntry
from dnn.background.services import get_run_manager
from dnn.background.wire import RoomWallDocument
from dnn.network import layer_sizes
from pages.room.teacher import taught_room
from pages.room.teacher.taught_room import TaughtRoom
from pages.shared.session import control_keys, session

OWN_RUN = "slow_own_run"
Texts = Mapping[str, str]


def draw(room: TaughtRoom, wall: RoomWallDocument, texts: Texts) -> None:
    """The runs that have a curve, the latest first, and the button that shows one, or takes it away."""
    choices = run_choices(texts)
    st.caption(texts["own_run_hint"])
    if not choices:
        st.markdown(texts["no_own_run"])
        return
    shown, first = wall["teacher"], next(iter(choices))
    usual = shown["id"] if shown is not None and shown["id"] in choices else first
    st.selectbox(
        texts["own_run"], list(choices), format_func=choices.__getitem__,
        key=control_keys.control_among(OWN_RUN, usual, choices, first),
    )  # fmt: skip
    chosen = control_keys.control_value(OWN_RUN)
    is_shown = shown is not None and shown["id"] == chosen
    st.button(
        texts["hide_run" if is_shown else "show_run"], key="slow_show_run", on_click=taught_room.steer,
        args=(room, "show_run"), kwargs={"run": None if is_shown else chosen},
    )  # fmt: skip


def run_choices(texts: Texts) -> dict[str, str]:
    """The visitor's runs that have a curve by their ids, the latest first, each in words."""
    entries = get_run_manager().notebook.listed(session.visitor())
    return {
        entry.id: texts["own_run_words"].format(
            number=entry.labels.number,
            name=entry.labels.name or " → ".join(map(str, layer_sizes(entry.config))),
            iteration=entry.iteration,
            cost="–" if entry.train_cost is None else f"{entry.train_cost:.4g}",
        )
        for entry in entries
        if isinstance(entry, NotebookEntry) and entry.iteration > 0
    }
