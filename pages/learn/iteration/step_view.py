"""The stepper on the page: it sends what the browser wants, and keeps the place in the link."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dnn.lessons.walkthrough import IterationTrace
from pages.learn.iteration import step_fallback
from pages.learn.iteration.step_data import View, pack, step_told
from pages.live.stepper import step_texts, stepper
from pages.server.assets import view_path
from pages.shared.frame.text import translator
from pages.shared.session import address, session, values

KEY = "stepper"
WANT = "stepper_want"


@st.fragment
def draw(trace: IterationTrace, chart: str, picked: Sequence[int]) -> None:
    """Show a trace with its flow chart; `picked` are the numbers of its examples in the training part, if picked."""
    if session.routes_missing():
        step_fallback.draw(trace, chart)
        return
    stepper(
        key=KEY,
        module_url=view_path("step.js"),
        chart=chart,
        packed=pack(trace, _view(), session.theme_mode(), picked),
        texts=step_texts(translator()),
        language=session.language(),
        on_wanted=_take_wanted,
        on_settled=_take_place,
        on_unreachable=session.set_routes_missing,
    )
    address.write_link()


def _view() -> View:
    """What the browser wanted last, at the place that the link has."""
    wanted: View = session.kept(WANT, View())
    return View(session.parameter("step") or wanted.step, wanted.starts)


def _take_wanted() -> None:
    wanted = View.from_browser(values.component_value(KEY, "wanted"))
    session.keep(WANT, wanted)
    if wanted.step is not None:
        session.set_parameter("step", wanted.step)


def _take_place() -> None:
    place = step_told(values.component_value(KEY, "settled"))
    if place is not None:
        session.set_parameter("step", place)
