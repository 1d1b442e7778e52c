"""The hints that a learner has opened: the browser scrolls to one that has just come where it lies out of sight."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

KEY = "read_hints"

_component = st.components.v2.component(
    "dnn_read_hints",
    html="<span hidden></span>",
    js=Path(__file__).with_suffix(".js").read_text("utf-8"),
    isolate_styles=False,
)


def draw(question: str, hints: list[str]) -> None:
    """Show the hints, one below the other.

    Args:
        question: tells the question from every other one, and from its earlier draws.
    """
    for number, hint in enumerate(hints):
        with st.container(key=f"read_hint_{number}"):
            st.info(hint, icon=":material/lightbulb:")
    _component(key=KEY, data={"question": question, "count": len(hints)}, height="content")
