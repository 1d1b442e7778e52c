"""One lesson: its title and aim, its steps as a row of buttons, the step that is open, and the way on."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dnn.lesson_files import lessons
from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import LessonProgress, furthest_step, next_step, phase_of
from dnn.lessons.path.questions.six_ideas import FORMS
from pages.learn.path import learner
from pages.learn.path.lesson_words import words
from pages.learn.path.results import answers, printing
from pages.learn.path.room import pace, reporting
from pages.learn.path.steps import controls, opened_part, step_view
from pages.menu import LESSON, PART
from pages.shared.frame import notices
from pages.shared.frame.text import _
from pages.shared.session import session
from pages.shared.session.written_numbers import digits

AFTER = FORMS[-1]
"""The name in the link, in place of a lesson's, of the six questions after all lessons."""
RESULT = "result"
"""The part after the last step: the learner's own answers."""


def draw(lesson: Lesson) -> None:
    """Show the lesson at the step that the link names, or else at the first that is not done."""
    progress = learner.progress_of(lesson)
    place = _place(lesson, progress)
    if session.parameter(PART) is None or pace.holds(lesson):  # a step which is done stays until the learner goes on
        session.set_parameter(PART, RESULT if place == len(lesson.steps) else str(place + 1))
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="lesson_head"):
        st.button(
            _("All lessons"), icon=":material/arrow_back:", type="tertiary", key="all_lessons",
            on_click=partial(open_lesson, None),
        )  # fmt: skip
        st.header(words(lesson.title), anchor=False, width="content")
        st.space("stretch")
        _steps(lesson, progress, place)
    _say_what_is_closed(lesson, place)
    reporting.report_place(lesson, progress, place)
    pace.draw_word(lesson)
    if place == len(lesson.steps):
        opened_part.draw(f"{lesson.name}/{RESULT}", RESULT, _("Your answers in this lesson"))
        notices.draw()
        printing.draw_head()
        answers.draw_lesson(lesson)
        _after(lesson)
        return
    step_view.draw(lesson, place, partial(_next, lesson, place))


def _say_what_is_closed(lesson: Lesson, place: int) -> None:
    """Say once that the step that the link names is not open yet; from then on the link names the one that is shown,
    and nothing turns to another step by itself."""
    wanted = digits(session.parameter(PART) or "", 2)
    if wanted is None or not place + 1 < wanted <= len(lesson.steps) or pace.holds(lesson):
        return
    st.caption(_("Step {number} opens once the steps before it are done.").format(number=wanted))
    session.set_parameter(PART, str(place + 1))


def open_lesson(name: str | None, part: str | None = None) -> None:
    """Callback: turn to a lesson, or to all of them."""
    session.set_parameter(LESSON, name)
    session.set_parameter(PART, part)


def _place(lesson: Lesson, progress: LessonProgress) -> int:
    """The place of the step to show; a step can be opened once those before it are done or may be left open, or where
    the class is."""
    written, furthest = session.parameter(PART), furthest_step(lesson, progress)
    if written == RESULT:
        return pace.held_at(lesson, furthest)
    number, last = digits(written or "", 2), max(furthest, pace.class_step(lesson))
    if number is None or not 1 <= number <= last + 1:
        return pace.held_at(lesson, next_step(lesson, progress))
    return pace.held_at(lesson, min(number - 1, len(lesson.steps) - 1))


def _steps(lesson: Lesson, progress: LessonProgress, place: int) -> None:
    """A button for each step, with a mark where it is done; those that are not open yet are locked."""
    furthest = max(furthest_step(lesson, progress), pace.class_step(lesson))
    with st.container(horizontal=True, gap="xxsmall", width="content", key="lesson_steps"):
        for at, step in enumerate(lesson.steps):
            is_done = phase_of(step, progress.step(at)) == "done"
            st.button(
                f"{at + 1} :green[✓]" if is_done else f"{at + 1}",
                key=f"lesson_step_{at}",
                type="secondary" if at == place else "tertiary",
                disabled=at > furthest or pace.is_locked(lesson, at),
                help=pace.help_of(lesson, at, words(step.title)),
                on_click=partial(open_lesson, lesson.name, str(at + 1)),
            )


def _next(lesson: Lesson, place: int, *, is_left_open: bool = False) -> None:
    """The button to the next step, or to the answers after the last."""
    is_last = place + 1 == len(lesson.steps)
    if pace.is_locked(lesson, place + 1):
        return
    label = _("Your answers in this lesson") if is_last else _("Next step")
    if is_left_open:
        label = _("Leave this step open and go on")
    st.button(
        label,
        icon=":material/arrow_forward:",
        type="secondary" if is_left_open else "primary",
        shortcut="N",
        key="next_step",
        on_click=partial(open_lesson, lesson.name, RESULT if is_last else str(place + 2)),
    )


def _after(lesson: Lesson) -> None:
    """The ways on from a lesson that is done."""
    names = list(lessons())
    following = names[names.index(lesson.name) + 1 :] if lesson.name in names else []
    with st.container(horizontal=True, gap="small", key="lesson_after"):
        if following:
            name = following[0]
            st.button(
                _("Next lesson: {title}").format(title=words(lessons()[name].title)),
                icon=":material/arrow_forward:", type="primary", key="next_lesson",
                on_click=partial(open_lesson, name),
            )  # fmt: skip
        elif lesson.name in names:
            st.button(
                _("Six questions after"), icon=":material/arrow_forward:", type="primary", key="open_test_after",
                on_click=partial(open_lesson, AFTER),
            )  # fmt: skip
        with st.popover(_("This lesson once more"), icon=":material/restart_alt:", key="lesson_again_asked"):
            st.markdown(_("It begins with another network and other questions; your answers in it are forgotten."))
            st.button(
                _("Forget them and begin"), icon=":material/restart_alt:", key="lesson_again",
                on_click=partial(_again, lesson),
            )  # fmt: skip


@learner.reporting_refusals
def _again(lesson: Lesson) -> None:
    learner.begin_again(lesson)
    controls.forget(lesson)
    open_lesson(lesson.name)
