"""All lessons: what each is about, how far it is, and the way in; the test before and after; lessons of one's own."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from dnn.lesson_files import lessons
from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import next_step, open_step
from pages.learn.path import learner, own_lessons
from pages.learn.path.lesson_view import open_lesson
from pages.learn.path.lesson_words import words
from pages.learn.path.results import ideas_test
from pages.learn.path.results.answers import score
from pages.learn.path.steps import opened_part
from pages.shared.drawing import theme
from pages.shared.frame.text import _, ngettext, strong
from pages.shared.session import session

ANSWERS = "answers"
"""The name in the link, in place of a lesson's, of the learner's own answers."""


def draw() -> None:
    """Draw it."""
    opened_part.draw(opened_part.LIST, opened_part.LIST, _("Lessons"))
    st.markdown(
        _(
            "Ten lessons in the course's order, at most six minutes each. In every step you first say what you expect; "
            "then the real network shows it, you say what you saw, and a question with numbers of your own checks it. "
            "Nobody has the same numbers as you."
        )
    )
    all_lessons = lessons()
    begins_with_test = ideas_test.score_of("before") is None and not any(map(_is_begun, all_lessons.values()))
    ideas_test.draw_way_in("before", is_next=begins_with_test)
    opened = None if begins_with_test else _next(all_lessons)
    with st.container(key="lesson_list"):
        for number, lesson in enumerate(all_lessons.values(), start=1):
            _row(number, lesson, is_next=lesson.name == opened)
    ideas_test.draw_way_in("after")
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="lesson_ways"):
        st.button(
            _("My answers"), icon=":material/assignment:", key="my_answers", on_click=partial(open_lesson, ANSWERS)
        )
    own_lessons.draw()


def _next(all_lessons: dict[str, Lesson]) -> str | None:
    """The lesson to go on with: of those that are begun the one that was answered last, else the first that is not
    done."""
    left = {name: lesson for name, lesson in all_lessons.items() if _done(lesson) < len(lesson.steps)}
    begun = [name for name, lesson in left.items() if _is_begun(lesson)]
    latest = max(begun, key=lambda name: learner.progress_of(left[name]).updated, default=None)
    return latest or next(iter(left), None)


def _is_begun(lesson: Lesson) -> bool:
    return bool(learner.progress_of(lesson).steps)


def _done(lesson: Lesson) -> int:
    return open_step(lesson, learner.progress_of(lesson))


def _row(number: int, lesson: Lesson, *, is_next: bool) -> None:
    """One lesson as a card: number, title and aim, how far it is, and its button; the title opens it as well."""
    done, count = _done(lesson), len(lesson.steps)
    with st.container(border=True, key=f"lesson_row_{number}", gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(progress_ring(number, done, count, session.theme_mode()), width="content")
            with st.container(width="stretch"):
                st.button(
                    strong(words(lesson.title)),
                    key=f"open_title_{lesson.name}",
                    type="tertiary",
                    on_click=partial(open_lesson, lesson.name),
                )
            label = _("Look again") if done == count else _("Go on") if _is_begun(lesson) else _("Begin")
            with st.container(
                horizontal=True, vertical_alignment="center", gap="small", width="content",
                key=f"next_open_lesson_{number}" if is_next else None,
            ):  # fmt: skip
                st.markdown(_state(lesson, done, count), width="content")
                st.button(
                    f"{label} *{words(lesson.title)}*",  # the title is for who hears it
                    key=f"open_lesson_{lesson.name}",
                    type="primary" if is_next else "secondary",
                    on_click=partial(open_lesson, lesson.name),
                )
        st.caption(words(lesson.aim))


def progress_ring(number: int, done: int, count: int, mode: str) -> str:
    """The number of a lesson in a ring that fills with its steps, as HTML."""
    scheme = theme.SCHEMES[mode]
    share = 100 * done / count
    colors = f"--path-full:{scheme.train};--path-rest:{scheme.grid}"
    style = f"--path-share:{share:.0f}%;{colors}"
    template = ngettext("Lesson {number}: {done} of {count} step", "Lesson {number}: {done} of {count} steps", count)
    label = template.format(number=number, done=done, count=count)
    return f'<span class="path-ring" role="img" aria-label="{escape(label)}" style="{style}"><b>{number}</b></span>'


def _state(lesson: Lesson, done: int, count: int) -> str:
    if done == count:
        right, asked = score(lesson)
        return _(":green[✓] done; {right} of {count} at once").format(right=right, count=asked)
    if not _is_begun(lesson):
        return ngettext("{count} minute", "{count} minutes", lesson.minutes).format(count=lesson.minutes)
    place = next_step(lesson, learner.progress_of(lesson))
    return _("step {done} of {count}").format(done=place + 1, count=count)
