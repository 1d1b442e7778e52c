"""The fields that a question is answered in."""

from __future__ import annotations

import streamlit as st

from dnn.lessons.path.questions.question import ChoiceQuestion
from dnn.text.messages import Text
from pages.shared.frame.text import _, say


def choice_titles(question: ChoiceQuestion) -> list[str]:
    """The choices of a question as Markdown."""
    return [said(choice.text) for choice in question.choices]


def said(text: Text | str) -> str:
    """A choice's words; those that are not translated are formulas, shapes and numbers of ours."""
    return say(text) if isinstance(text, Text) else text


def number_field(key: str) -> float | None:
    """A field for a number; None while it is empty. What "three digits" are is said with it."""
    return st.number_input(
        _("Your number: three significant digits, such as 1.74 or 0.0347"),
        value=None,
        format="%g",
        step=None,
        key=key,
        width="stretch",
    )
