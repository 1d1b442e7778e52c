"""The stepper on the page: it sends what the browser wants, and keeps the place in the link."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dnn.lessons.walkthrough import IterationTrace
from pages.learn.iteration import step_fallback
from pages.learn.iteration.step_data import View, pack, stage_told
from pages.live.stepper import step_texts, stepper
from pages.server.assets import view_path
from pages.shared.frame.text import translator
from pages.shared.session import session

KEY = "stepper"
WANT = "stepper_want"


@st.fragment
def draw(walk: IterationTrace, chart: str, picked: Sequence[int]) -> None:
    """Show a walk with its flow chart; `picked` are the numbers of its examples in the training part, if picked."""
    if session.routes_missing():
        step_fallback.draw(walk, chart)
        return
    stepper(
        key=KEY,
        module_url=view_path("step.js"),
        chart=chart,
        packed=pack(walk, _view(), session.theme_mode(), picked),
        texts=step_texts(translator()),
        language=session.language(),
        on_want=_take_wish,
        on_rest=_take_place,
        on_unreachable=session.set_routes_missing,
    )
    session.write_link()


def _view() -> View:
    """What the browser wanted last, at the place that the link has."""
    wanted: View = session.kept(WANT, View())
    return View(session.parameter("step") or wanted.stage, wanted.starts)


def _take_wish() -> None:
    wanted = View.from_browser(session.told(KEY, "want"))
    session.keep(WANT, wanted)
    if wanted.stage is not None:
        session.set_parameter("step", wanted.stage)


def _take_place() -> None:
    place = stage_told(session.told(KEY, "rest"))
    if place is not None:
        session.set_parameter("step", place)
