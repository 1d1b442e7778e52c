"""Six questions before the lessons and six after, on the same ideas with other numbers, and the gain between them.

Each is answered once, without a hint; what was right is said once all six are answered.
"""

from __future__ import annotations

from functools import partial

import streamlit as st

from dnn.background.services import get_learning_store
from dnn.lessons.path.gain import normalised_gain
from dnn.lessons.path.ideas_answers import Answers, read_answers, score, stored_name, written_answers
from dnn.lessons.path.questions.question import ChoiceQuestion
from dnn.lessons.path.questions.registry import QUESTIONS
from dnn.lessons.path.questions.six_ideas import FORMS, right_answers, six_questions
from pages.learn.path import learner
from pages.learn.path.lesson_view import open_lesson
from pages.learn.path.steps.question_fields import choice_titles
from pages.shared.frame.text import _, say
from pages.shared.session import session

__all__ = ["FORMS", "answers_of", "draw", "draw_gain", "draw_way_in", "score_of"]


def questions_of(form: str) -> tuple[ChoiceQuestion, ...]:
    """The six questions of this learner in a form."""
    return six_questions(session.visitor(), form)


def answers_of(form: str) -> Answers:
    """Her answers; None where she has not answered."""
    stored = get_learning_store().progress(session.visitor(), stored_name(form))
    return read_answers(None if stored is None else stored.document)


def score_of(form: str) -> int | None:
    """The number of right answers; None as long as one is missing."""
    return score(session.visitor(), form, answers_of(form))


def draw_way_in(form: str) -> None:
    """The line in the list of lessons that leads to the test, or says how it went."""
    score, count = score_of(form), len(questions_of(form))
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"test_row_{form}"):
        with st.container(gap=None, width="stretch"):
            if form == FORMS[0]:
                st.markdown(_("**Six questions before**"))
                st.caption(_("What do you know already? Two minutes; wrong answers cost nothing."))
            else:
                st.markdown(_("**Six questions after**"))
                st.caption(_("The same ideas with other numbers: they show what you have gained."))
        if score is not None:
            st.markdown(_("{right} of {count} right").format(right=score, count=count), width="content")
        label = _("Begin") if score is None else _("Look again")
        st.button(label, key=f"open_test_{form}", width=110, on_click=partial(open_lesson, form))


def draw(form: str) -> None:
    """The test of a form: the first question that is open, or how it went."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="lesson_head"):
        st.button(
            _("All lessons"), icon=":material/arrow_back:", type="tertiary", key="all_lessons",
            on_click=partial(open_lesson, None),
        )  # fmt: skip
        title = _("Six questions before") if form == FORMS[0] else _("Six questions after")
        st.header(title, anchor=False, width="content")
    questions, answers = questions_of(form), answers_of(form)
    open_places = [place for place, answer in enumerate(answers) if answer is None]
    with st.container(key="ideas_test", width=760):
        if open_places:
            _ask(form, open_places[0], questions)
        else:
            _result(form, questions, answers)


def draw_gain() -> None:
    """The gain from the test before to the one after, where both are done."""
    before, after = score_of(FORMS[0]), score_of(FORMS[1])
    count = len(questions_of(FORMS[0]))
    if before is not None and after is None:
        st.markdown(_("Before the lessons **{before}** of {count} right.").format(before=before, count=count))
    if before is None or after is None:
        return
    st.markdown(
        _("Before the lessons **{before}** of {count} right, after them **{after}**.").format(
            before=before, after=after, count=count
        )
    )
    gain = normalised_gain(before, after)
    if gain is None:
        st.caption(_("You knew all of it before; there was nothing to gain."))
    elif gain < 0:
        st.caption(_("Fewer than before: look below at what to repeat."))
    else:
        words = _("Of what you did not know you have learned {percent} %: that is the normalised gain.")
        st.caption(words.format(percent=f"{100 * gain:.0f}"))


def _ask(form: str, place: int, questions: tuple[ChoiceQuestion, ...]) -> None:
    st.markdown(_("**Question {number} of {count}**").format(number=place + 1, count=len(questions)))
    question = questions[place]
    st.markdown(say(question.prompt))
    titles = choice_titles(question)
    taken = st.radio(
        _("Your answer"), range(len(titles)), index=None, format_func=titles.__getitem__,
        key=f"test_{form}_{place}", label_visibility="collapsed",
    )  # fmt: skip
    st.button(
        _("Next question") if place + 1 < len(questions) else _("See the result"),
        icon=":material/arrow_forward:",
        type="primary",
        shortcut="Q",
        key="answer_test",
        disabled=taken is None,
        on_click=partial(_answer, form, place, taken),
    )


@learner.told
def _answer(form: str, place: int, taken: int | None) -> None:
    answers = list(answers_of(form))
    if taken is None or answers[place] is not None:
        return
    answers[place] = taken
    get_learning_store().put_progress(session.visitor(), stored_name(form), written_answers(tuple(answers)))


def _result(form: str, questions: tuple[ChoiceQuestion, ...], answers: Answers) -> None:
    right = right_answers(questions, answers)
    st.markdown(_("**{right}** of {count} right").format(right=right, count=len(questions)))
    draw_gain()
    for number, (question, answer) in enumerate(zip(questions, answers, strict=True), start=1):
        titles = choice_titles(question)
        is_right = answer == question.right
        title = f"{number} {'✓' if is_right else '✗'} {say(QUESTIONS[question.kind].title)}"
        with st.expander(title, expanded=not is_right):
            st.markdown(say(question.prompt))
            if not is_right and answer is not None:
                st.error(f"{titles[answer]} · {say(question.choices[answer].explanation)}", icon=":material/close:")
            right_choice = question.choices[question.right]
            st.success(f"{titles[question.right]} · {say(right_choice.explanation)}", icon=":material/check:")
