"""One step of a lesson in its phases: words, the prediction, the experiment, what was seen, the check."""

from __future__ import annotations

import streamlit as st

from dnn.lessons.path.lesson import PHASES, Lesson, Phase, Step
from dnn.lessons.path.progress import phase_of
from dnn.text.messages import Text
from pages.learn.path import learner
from pages.learn.path.lesson_words import words
from pages.learn.path.room import class_answers, pace
from pages.learn.path.steps import checking, experimenting, observing, overlay, predicting
from pages.menu import MENU
from pages.shared.frame import notices
from pages.shared.frame.text import _, say

PHASE_TITLES: dict[Phase, Text] = {
    "predict": Text("Predict"),
    "try": Text("Try"),
    "see": Text("See"),
    "check": Text("Check"),
    "done": Text("Done"),
}


def draw(lesson: Lesson, place: int) -> None:
    """Show a step; what comes later than the phase that is open is not shown yet."""
    step, progress = lesson.steps[place], learner.progress_of(lesson)
    own = progress.step(place)
    phase = phase_of(step, own)
    with st.container(key="lesson_step"):
        with st.container(key="lesson_text", gap="small"):
            st.subheader(words(step.title), anchor=False)
            st.markdown(words(step.text))
        with st.container(key="lesson_picture", gap="small"):
            experimenting.draw_picture(lesson, place, phase)
        with st.container(key="lesson_work", gap="small"):
            _phases(step, phase)
            notices.pending()
            overlay.draw(lesson, place, progress.seed, own)
            class_answers.draw(lesson, place)
            _work(lesson, place, phase)


def phases_of(step: Step) -> tuple[Phase, ...]:
    """The phases that a step has, but for the last, in which it is done."""
    has = {
        "predict": step.prediction is not None,
        "try": True,
        "see": step.observation is not None,
        "check": bool(step.questions),
    }
    return tuple(phase for phase in PHASES if has.get(phase, False))


def _phases(step: Step, phase: Phase) -> None:
    """Show which phase is open, and which are done."""
    done = PHASES.index(phase)
    marks = []
    for each in phases_of(step):
        title = say(PHASE_TITLES[each])
        if PHASES.index(each) < done:
            marks.append(f":green[✓ {title}]")
        else:
            marks.append(f"**{title}**" if each == phase else f":gray[{title}]")
    st.markdown(" → ".join(marks))


def _work(lesson: Lesson, place: int, phase: Phase) -> None:
    """Draw what the learner is at."""
    step = lesson.steps[place]
    if phase == "predict":
        predicting.draw(lesson, place)
        return
    if phase == "try":
        experimenting.draw_task(lesson, place, phase)
        return
    if phase == "see":
        observing.draw(lesson, place)
        return
    observing.draw_seen(lesson, place)
    if step.explanation:
        st.markdown(words(step.explanation))
    checking.draw(lesson, place)
    if phase == "done":
        _ways_on(lesson, place)


def _ways_on(lesson: Lesson, place: int) -> None:
    """The extra task for who is ahead, and the page on which the same can be looked at freely."""
    step, is_ahead = lesson.steps[place], pace.is_ahead(lesson, place)
    if is_ahead and not step.extra:
        st.info(pace.task_ahead(has_page=step.page in MENU), icon=":material/rocket_launch:")
    if step.extra:
        with st.expander(_("If you are ahead"), icon=":material/rocket_launch:", expanded=is_ahead):
            st.markdown(words(step.extra))
    if step.page in MENU:
        entry = MENU[step.page]
        label = _("Look at it freely: {title}").format(title=say(entry.title))
        st.page_link(entry.file, label=label, icon=f":material/{entry.icon}:", width="content")
