"""The fields that a question is answered in."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dnn.lessons.path.questions.question import ChoiceQuestion, Question
from dnn.text.messages import Text
from pages.shared.frame.text import _, say, strong
from pages.shared.session import session, values

MISSING = "answer_missing"
"""The name under which the page holds the key of a field that was left when its button was pressed."""


def choice_titles(question: ChoiceQuestion) -> list[str]:
    """The choices of a question as Markdown."""
    return [said(choice.text) for choice in question.choices]


def said(text: Text | str) -> str:
    """A choice's words; those that are not translated are formulas, shapes and numbers of ours."""
    return say(text) if isinstance(text, Text) else text


def answer_text(question: Question, answer: float) -> str:
    """An answer in words: of several choices the one taken, else the number."""
    if isinstance(question, ChoiceQuestion):
        return said(question.choices[int(answer)].text)
    return strong(f"{answer:g}")


def number_field(key: str, decimals: int | None) -> float | None:
    """A field for a number; None while it is empty.

    Args:
        decimals: those that are asked for; None for three significant digits, and what these are is said with it.
    """
    return st.number_input(
        _("Your number: three significant digits, such as 1.74 or 0.0347") if decimals is None else _("Your number"),
        value=None,
        format="%g",
        step=None,
        key=key,
        width="stretch",
    )


def taken(key: str) -> Any:
    """The value in a field when a button is pressed, even where the page has not drawn it yet; None where there is
    nothing, which `draw_missing` says then."""
    value = values.widget_value(key)
    session.set_page_value(MISSING, key if value is None else "")
    return value


def draw_missing(key: str, *, is_number: bool = False) -> None:
    """Say that a field was left empty, or that nothing was chosen, when its button was pressed."""
    if session.page_value(MISSING, "") == key and values.widget_value(key) is None:
        st.warning(_("Type a number first.") if is_number else _("Choose one of the answers first."))
