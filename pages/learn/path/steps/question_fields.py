"""The fields that a question is answered in."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Any

import streamlit as st

from dnn.lessons.path.questions.question import ChoiceQuestion, Question
from dnn.text.messages import Text
from pages.learn.path.lesson_words import NO_BREAK_SPACE, our_words
from pages.shared.frame.text import _, strong
from pages.shared.session import session, values

MAX_NUMBER_LETTERS = 24
"""Letters that a number may have."""
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
SIGNS = str.maketrans({",": ".", "−": "-", "–": "-", "。": "."})
"""Signs that stand in numbers as people write them, and what they mean."""
MISSING = "answer_missing"
"""The name under which the page holds the key of a field that was left when its button was pressed."""


def choice_titles(question: ChoiceQuestion) -> list[str]:
    """The choices of a question as Markdown."""
    return [said(choice.text) for choice in question.choices]


def said(text: Text | str) -> str:
    """A choice's words; those that are not translated are formulas, shapes and numbers of ours, which stand in one
    line."""
    return our_words(text) if isinstance(text, Text) else text.replace(", ", f",{NO_BREAK_SPACE}")


def answer_text(question: Question, answer: float) -> str:
    """An answer in words: of several choices the one taken, else the number."""
    if isinstance(question, ChoiceQuestion):
        return said(question.choices[int(answer)].text)
    return strong(signed(f"{answer:g}"))


def signed(number: str) -> str:
    """A number with a minus that is as wide as a plus."""
    return number.replace("-", "−")


def right_text(question: Question) -> str:
    """The right answer in words; a number has the digits that are asked for, noughts as well."""
    if isinstance(question, ChoiceQuestion):
        return said(question.choices[question.right].text)
    if question.decimals is not None:
        return strong(signed(f"{question.value:.{question.decimals}f}"))
    return strong(signed(f"{question.value:#.3g}".rstrip(".")))


def number_field(key: str, decimals: int | None) -> float | None:
    """A field for a number; None while there is none in it.

    Args:
        decimals: those that are asked for; None for three significant digits, and what these are is said with it.
    """
    written = st.text_input(
        _("Your number: three significant digits, such as 1.74 or 0.0347") if decimals is None else _("Your number"),
        max_chars=MAX_NUMBER_LETTERS,
        key=key,
        width="stretch",
        autocomplete="off",
    )
    return number_of(written)


def number_of(written: str) -> float | None:
    """The number in a text, in the letters of any keyboard and with a point or a comma; None where it is none."""
    plain = unicodedata.normalize("NFKC", written).translate(SIGNS).replace(" ", "")
    if not NUMBER.fullmatch(plain) or not math.isfinite(float(plain)):
        return None
    return float(plain)


def taken(key: str) -> Any:
    """The value in a field when a button is pressed, even where the page has not drawn it yet; None where there is
    nothing, which `draw_missing` says then."""
    value = _value(key)
    session.set_page_value(MISSING, key if value is None else "")
    return value


def _value(key: str) -> Any:
    value = values.widget_value(key)
    return number_of(value) if isinstance(value, str) else value


def draw_missing(key: str, *, is_number: bool = False) -> None:
    """Say that a field had no number in it, or that nothing was chosen, when its button was pressed."""
    if session.page_value(MISSING, "") == key and _value(key) is None:
        st.warning(
            _("Type a number first, such as 0.25 or -1.4.") if is_number else _("Choose one of the answers first.")
        )
