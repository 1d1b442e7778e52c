"""The place on the page at which the learner goes on: when another phase or question opens there, the browser moves its
focus to it, since the button that was pressed is gone, and scrolls to it where it is out of sight; a new step, or a
page of answers, begins at its top."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

KEY = "opened_part"
LIST = "list"
"""Name of the page that lists the lessons, in place of a step: it stays where it is."""

_component = st.components.v2.component(
    "dnn_opened_part",
    html='<div class="dnn-opened" role="group" tabindex="-1"></div>',
    js=Path(__file__).with_suffix(".js").read_text("utf-8"),
    isolate_styles=False,
)


def draw(step: str, phase: str, title: str, part: str = "") -> None:
    """Mark the place.

    Args:
        step: the lesson and the place of its step.
        phase: the phase that is open.
        title: what the place is called for those who hear the page.
        part: of several in a phase the one that is open.
    """
    _component(key=f"{KEY}_{phase}", data={"step": step, "part": f"{phase}/{part}", "title": title}, height="content")
