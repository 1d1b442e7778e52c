"""The stepper on the page: it sends the window that the browser asks for, and writes the step into the link."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dnn.lessons.walkthrough import IterationTrace
from pages.learn.iteration import step_fallback
from pages.learn.iteration.step_data import View, pack, step_key
from pages.live.stepper import step_texts, stepper
from pages.server.files.assets import view_path
from pages.shared.frame.text import translator
from pages.shared.session import address, session, values

KEY = "stepper"
REQUESTED_VIEW = "stepper_requested_view"


@st.fragment
def draw(trace: IterationTrace, chart: str, picked: Sequence[int]) -> None:
    """Show a trace with its flow chart; `picked` are the numbers of its picked examples in the training part."""
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
        on_requested_window=_take_requested_view,
        on_settled=_take_step,
        on_unreachable=session.set_routes_missing,
    )
    address.write_link()


def _view() -> View:
    """The window that the browser asked for last, at the step of the link."""
    requested: View = session.page_value(REQUESTED_VIEW, View())
    return View(session.parameter("step") or requested.step, requested.starts)


def _take_requested_view() -> None:
    requested = View.from_browser(values.component_value(KEY, "requested_window"))
    session.set_page_value(REQUESTED_VIEW, requested)
    if requested.step is not None:
        session.set_parameter("step", requested.step)


def _take_step() -> None:
    step = step_key(values.component_value(KEY, "settled"))
    if step is not None:
        session.set_parameter("step", step)
