"""A learner's own answers: what she predicted, saw and answered in each step, and what to repeat."""

from __future__ import annotations

import streamlit as st

from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import AnsweredQuestion, StepProgress, has_seen, open_step
from dnn.lessons.path.questions.ideas import IDEAS
from dnn.lessons.path.questions.registry import QUESTIONS
from pages.learn.path import learner
from pages.learn.path.lesson_words import words
from pages.learn.path.steps import overlay
from pages.shared.drawing.markdown_table import markdown
from pages.shared.frame.text import _, ngettext, say, strong


def draw_lesson(lesson: Lesson) -> None:
    """The answers of one lesson."""
    progress = learner.progress_of(lesson)
    right, count = score(lesson)
    st.markdown(
        ngettext(
            "**{right}** of {count} question right at once, without the last hint.",
            "**{right}** of {count} questions right at once, without the last hint.",
            count,
        ).format(right=right, count=count)
    )
    for place, step in enumerate(lesson.steps):
        own = progress.step(place)
        st.markdown(strong(_("Step {number}: {title}").format(number=place + 1, title=words(step.title))))
        overlay.draw(lesson, place, progress.seed, own)
        st.markdown(_table(lesson, place, own))
    to_repeat(lesson)


def score(lesson: Lesson) -> tuple[int, int]:
    """The number of questions of a lesson that were right at once, and of all of them."""
    progress = learner.progress_of(lesson)
    places = [(at, which) for at, step in enumerate(lesson.steps) for which in range(len(step.questions))]
    return sum(progress.step(at).question(which).is_right_at_once for at, which in places), len(places)


def missed_ideas(lesson: Lesson) -> list[str]:
    """The ideas of the questions that were not right at once, each once."""
    progress, found = learner.progress_of(lesson), []
    for at, step in enumerate(lesson.steps):
        for which, asked in enumerate(step.questions):
            answered = progress.step(at).question(which)
            if answered.attempts and not answered.is_right_at_once:
                found.append(QUESTIONS[asked.kind].idea)
    return list(dict.fromkeys(found))


def to_repeat(lesson: Lesson) -> None:
    """List the ideas to repeat."""
    ideas = missed_ideas(lesson)
    if ideas:
        st.markdown(strong(_("To be repeated")))
        st.markdown("\n".join(f"- {say(IDEAS[idea])}" for idea in ideas))


def _table(lesson: Lesson, place: int, own: StepProgress) -> str:
    """The observation and the answers as a table."""
    step = lesson.steps[place]
    rows = []
    if step.observation is not None and own.seen:
        mark = ":green[✓]" if has_seen(step, own) and len(own.seen) == 1 else ":orange[↻]"
        rows.append([_("seen"), words(step.observation.alternatives[own.seen[-1]].text), mark])
    for which, asked in enumerate(step.questions):
        answered = own.question(which)
        if answered.attempts:
            rows.append(
                [
                    _("asked"),
                    say(QUESTIONS[asked.kind].title),
                    _verdict(answered),
                ]
            )
    return markdown((_("what"), _("about"), _("result")), rows, "lll") if rows else ""


def _verdict(answered: AnsweredQuestion) -> str:
    tries = len(answered.attempts)
    if answered.is_right_at_once:
        return ":green[✓] " + _("at once")
    if answered.is_done and tries == 1:
        return ":orange[✓] " + _("with all hints")
    words_of = ngettext("after {count} try", "after {count} tries", tries)
    return ":orange[↻] " + words_of.format(count=tries)


def draw_all() -> None:
    """The answers of every lesson that was begun."""
    begun = learner.begun_lessons()
    if not begun:
        st.info(_("There is nothing yet; begin with the first lesson."))
        return
    for lesson in begun:
        done = open_step(lesson, learner.progress_of(lesson))
        title = ngettext(
            "{title}: {done} of {count} step", "{title}: {done} of {count} steps", len(lesson.steps)
        ).format(title=words(lesson.title), done=done, count=len(lesson.steps))
        st.subheader(title, anchor=False)
        draw_lesson(lesson)
