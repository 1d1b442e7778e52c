"""Practice: questions on shapes without end, each wrong choice explained; one link gives a class the same questions."""

from __future__ import annotations

import secrets
from functools import partial

import streamlit as st

from dnn.lessons.practice import Choice, Question, question
from dnn.text.messages import Text
from pages.shared.frame.text import _, say
from pages.shared.run import sidebar
from pages.shared.session import session

MAX_SET_NUMBER = 10**6
MAX_QUESTIONS = 10**6
Answers = dict[int, int]
"""Number of a question -> the choice that was taken."""


def page() -> None:
    """Draw the page."""
    sidebar.draw()
    number, set_number = _position()
    answers: Answers = session.page_value(f"answers_{set_number}", {})
    asked = question(set_number, number)
    with st.container(key="practice", width=760):
        _score(answers, set_number)
        st.header(_("Question {number}").format(number=number + 1))
        st.markdown(_words(asked.prompt))
        if number in answers:
            _verdict(asked, answers[number])
            st.button(
                _("Next question"),
                icon=":material/arrow_forward:",
                type="primary",
                shortcut="Q",
                key="next_question",
                on_click=partial(_go_to, number + 1),
            )
        else:
            _choices(asked, set_number, number)


def _position() -> tuple[int, int]:
    """The numbers of question and set in the link, or those of a new set from its beginning."""
    set_number = _whole(session.parameter("set"), MAX_SET_NUMBER)
    if set_number is None:
        set_number = secrets.randbelow(MAX_SET_NUMBER)
        session.set_parameter("set", str(set_number))
    number = _whole(session.parameter("question"), MAX_QUESTIONS) or 0
    return number, set_number


def _whole(written: str | None, largest: int) -> int | None:
    """A whole number of the link; None where there is none that can be used."""
    if written is None or not (written.isascii() and written.isdigit()) or len(written) > 9:
        return None
    return int(written) if int(written) < largest else None


def _go_to(number: int) -> None:
    session.set_parameter("question", str(number))


def _begin_set() -> None:
    session.set_parameter("set", str(secrets.randbelow(MAX_SET_NUMBER)))
    session.set_parameter("question", None)


def _score(answers: Answers, set_number: int) -> None:
    """Show the number of right answers, and the number of the set."""
    right = sum(question(set_number, number).choices[taken].right for number, taken in answers.items())
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(_("**{right}** of {count} right").format(right=right, count=len(answers)))
        st.caption(_("Set {number}: whoever opens this page's link gets the same questions.").format(number=set_number))
        st.space("stretch")
        st.button(_("New set"), icon=":material/shuffle:", key="new_set", on_click=_begin_set)


def _choices(asked: Question, set_number: int, number: int) -> None:
    """The choices, and the button that takes one."""
    titles = {index: _words(choice.text) for index, choice in enumerate(asked.choices)}
    taken = st.radio(
        _("Your answer"),
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        key=f"practice_{set_number}_{number}",
        label_visibility="collapsed",
    )
    st.button(
        _("Check"),
        icon=":material/check:",
        type="primary",
        shortcut="Q",
        key="check_answer",
        disabled=taken is None,
        on_click=partial(_answer, set_number, number, taken),
    )


def _answer(set_number: int, number: int, taken: int | None) -> None:
    """Store the answer to a question, if one was chosen."""
    if taken is None:
        return
    session.set_page_value(f"answers_{set_number}", session.page_value(f"answers_{set_number}", {}) | {number: taken})


def _verdict(asked: Question, taken: int) -> None:
    """Show the right choice, and the reason why each of the others is wrong."""
    for index, choice in enumerate(asked.choices):
        if choice.right or index == taken:
            show, icon = (st.success, ":material/check:") if choice.right else (st.error, ":material/close:")
            show(_explained(choice), icon=icon)
    with st.expander(_("And the other choices?")):
        for index, choice in enumerate(asked.choices):
            if not choice.right and index != taken:
                st.markdown(_explained(choice))


def _explained(choice: Choice) -> str:
    return f"{_words(choice.text)} · {_words(choice.explanation)}"


def _words(text: Text | str) -> str:
    return say(text) if isinstance(text, Text) else text


with st.container(key="page", gap="small"):
    page()
