"""Shapes of the visitor's own: two arrays and an operator between them."""

from __future__ import annotations

import re

import streamlit as st

from dnn.errors import ConfigurationError, DnnError
from dnn.lessons.mistakes.products import MAX_AXES, MAX_MULTIPLIED_DIMENSION, Operator, check_product
from dnn.text.messages import Text
from pages.shared.frame import notices
from pages.shared.frame.text import _, say, strong
from pages.shared.session import control_keys

OPERATORS: dict[Operator, str] = {"@": "@", "*": "∗", "+": "+", "-": "−", "/": "/"}
MAX_SHAPE_LENGTH = 60


def free_product() -> None:
    """Any two shapes and a sign: whether they go together, and what comes out."""
    st.markdown(strong(_("Try shapes of your own")))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", wrap=False):
        left = st.text_input(
            _("Left shape"), key=control_keys.control("lab_left", "(3, 4)"), label_visibility="collapsed"
        )
        operator = st.selectbox(
            _("Operator"),
            list(OPERATORS),
            format_func=OPERATORS.__getitem__,
            key=control_keys.control("lab_operator", "@"),
            label_visibility="collapsed",
            width=90,
        )
        right = st.text_input(
            _("Right shape"), key=control_keys.control("lab_right", "(4, 350)"), label_visibility="collapsed"
        )
    try:
        result = check_product(_shape(left), operator, _shape(right))
    except DnnError as problem:
        notices.error(problem)
        return
    show = st.success if result.shape is not None else st.error
    show(say(result.explanation), icon=":material/check:" if result.shape is not None else ":material/block:")
    for broadcast in result.broadcasts:
        st.markdown(f"- {say(broadcast.text)}")
    if result.numpy_message is not None:
        numpy_message(result.numpy_message)


def numpy_message(message: str) -> None:
    """Show NumPy's own error message."""
    st.caption(_("NumPy's error message"))
    st.code(message, language=None, wrap_lines=True)


def _shape(text: str) -> tuple[int, ...]:
    """ "(3, 4)", "3x4" or "3" as a shape.

    Raises:
        ConfigurationError: it is none.
    """
    numbers = re.findall(r"\d+", text[:MAX_SHAPE_LENGTH])
    rest = re.sub(r"[\d\s(),\[\]x×，（）]", "", text[:MAX_SHAPE_LENGTH])
    if rest or len(text) > MAX_SHAPE_LENGTH or len(numbers) > MAX_AXES or any(len(each) > 6 for each in numbers):
        expected = Text("at most {axes} whole numbers up to {largest}", axes=MAX_AXES, largest=MAX_MULTIPLIED_DIMENSION)
        raise ConfigurationError("shape", expected, text[:MAX_SHAPE_LENGTH], "(3, 4)")
    return tuple(map(int, numbers))
