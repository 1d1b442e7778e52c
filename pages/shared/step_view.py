"""The stepper on the page: it sends what the browser wants, and keeps the place in the link."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dnn.walkthrough import Walk
from pages.live.stepper import step_texts, stepper
from pages.server.assets import view_path
from pages.shared import state, step_fallback
from pages.shared.step_data import View, pack, stage_told
from pages.shared.text import translator

KEY = "stepper"
WANT = "stepper_want"


@st.fragment
def draw(walk: Walk, chart: str, picked: Sequence[int]) -> None:
    """Show a walk with its flow chart; `picked` are the numbers of its examples in the training part, if picked."""
    if state.routes_missing():
        step_fallback.draw(walk, chart)
        return
    stepper(
        key=KEY,
        module_url=view_path("step.js"),
        chart=chart,
        packed=pack(walk, _view(), state.theme_mode(), picked),
        texts=step_texts(translator()),
        language=state.language(),
        on_want=_take_wish,
        on_rest=_take_place,
        on_unreachable=state.set_routes_missing,
    )
    state.write_link()


def _view() -> View:
    """What the browser wanted last, at the place that the link has."""
    wanted: View = state.kept(WANT, View())
    return View(state.parameter("step") or wanted.stage, wanted.starts)


def _take_wish() -> None:
    wanted = View.from_browser(state.told(KEY, "want"))
    state.keep(WANT, wanted)
    if wanted.stage is not None:
        state.set_parameter("step", wanted.stage)


def _take_place() -> None:
    place = stage_told(state.told(KEY, "rest"))
    if place is not None:
        state.set_parameter("step", place)
