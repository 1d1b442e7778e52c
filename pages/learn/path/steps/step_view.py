"""One step of a lesson in its phases: words, the prediction, the experiment, what was seen, the check."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

import streamlit as st

from dnn.lesson_files import lessons
from dnn.lessons.path.glossary import new_words
from dnn.lessons.path.lesson import PHASES, Lesson, Phase, Step
from dnn.lessons.path.progress import may_be_left, phase_of
from dnn.text.messages import Enumeration, Text
from pages.learn.path import learner
from pages.learn.path.lesson_words import words
from pages.learn.path.room import class_answers, pace
from pages.learn.path.steps import checking, experimenting, observing, opened_part, overlay, predicting, running
from pages.menu import MENU
from pages.shared.drawing import theme
from pages.shared.frame import notices
from pages.shared.frame.text import _, labelled, say
from pages.shared.session import session

PHASE_TITLES: dict[Phase, Text] = {
    "predict": Text("Predict"),
    "try": Text("Try"),
    "see": Text("See"),
    "check": Text("Check"),
    "done": Text("Done"),
}


def draw(lesson: Lesson, place: int, draw_next: Callable[..., None]) -> None:
    """Show a step; what comes later than the phase that is open is not shown yet.

    Args:
        draw_next: draws the button that leads on once the step is done, or may be left open.
    """
    step = lesson.steps[place]
    running.conclude(lesson, place)  # its runs may have come to their end while nobody looked
    progress = learner.progress_of(lesson)
    own = progress.step(place)
    phase = phase_of(step, own)
    with st.container(key="lesson_step"):
        with st.container(key="lesson_text", gap="small"):
            st.subheader(words(step.title), anchor=False)
            st.markdown(words(step.text))
            _new_words(lesson, place, phase)
        with st.container(key="lesson_picture", gap="small"):
            if phase == "try" and experimenting.has_controls_beside(step):
                _open(lesson, place, phase)
            experimenting.draw_picture(lesson, place, phase)
        with st.container(key="lesson_work", gap="small"):
            st.html(stepper(step, phase))
            notices.pending()
            overlay.draw(lesson, place, progress.seed, own)
            class_answers.draw(lesson, place)
            _work(lesson, place, phase)
            if phase == "done":
                draw_next()
                _ways_on(lesson, place)
            elif may_be_left(step, own):
                _leave_open(draw_next)


def _leave_open(draw_next: Callable[..., None]) -> None:
    """The way on for who has missed a question often: the step is not done by it."""
    with st.container(border=True, gap="xsmall", key="leave_open"):
        st.markdown(
            _(
                "You have missed this several times: read slowly what is said above, and try once more. Or go on for "
                "now: the step stays open, and stands under “To be repeated” in your answers."
            )
        )
        draw_next(is_left_open=True)


def _new_words(lesson: Lesson, place: int, phase: Phase) -> None:
    """The words that stand for the first time in what is shown of this step, each with its meaning, behind a button
    that names them."""
    found = new_words(lessons().values(), lesson, place, phase)
    if not found:
        return
    names = [say(each.name) if isinstance(each.name, Text) else each.name for each in found]
    label = _("Words: {words}").format(words=say(Enumeration(names)))
    with st.popover(label, icon=":material/dictionary:", type="tertiary", key="lesson_new_words"):
        st.markdown(
            "\n".join(f"- {labelled(name, say(each.meaning))}" for name, each in zip(names, found, strict=True))
        )


def phases_of(step: Step) -> tuple[Phase, ...]:
    """The phases that a step has, but for the last, in which it is done."""
    has = {
        "predict": step.prediction is not None,
        "try": True,
        "see": step.observation is not None,
        "check": bool(step.questions),
    }
    return tuple(phase for phase in PHASES if has.get(phase, False))


def stepper(step: Step, phase: Phase) -> str:
    """The phases of a step as a line, those that are done with a mark and the open one standing out, as HTML."""
    done, items = PHASES.index(phase), []
    has_been, name = _("done"), _("Phases of this step")
    for number, each in enumerate(phases_of(step), start=1):
        title = escape(say(PHASE_TITLES[each]))
        if each == phase:
            items.append(f'<li aria-current="step"><i>{number}</i>{title}</li>')
        elif PHASES.index(each) < done:
            items.append(f'<li class="path-done"><i role="img" aria-label="{escape(has_been)}">✓</i>{title}</li>')
        else:
            items.append(f"<li><i>{number}</i>{title}</li>")
    style = f"--path-open:{theme.SCHEMES[session.theme_mode()].train}"
    head = f'<ol class="path-stepper" style="{style}" aria-label="{escape(name)}">'
    return f"{head}{''.join(items)}</ol>"


def _open(lesson: Lesson, place: int, phase: Phase, part: str = "") -> None:
    """Mark the place at which the learner goes on."""
    opened_part.draw(f"{lesson.name}/{place}", phase, say(PHASE_TITLES[phase]), part)


def _work(lesson: Lesson, place: int, phase: Phase) -> None:
    """Draw what the learner is at."""
    step = lesson.steps[place]
    open_part = partial(_open, lesson, place, phase)
    if phase == "predict" or (phase == "try" and not experimenting.has_controls_beside(step)):
        open_part()
    if phase == "predict":
        with st.container(key="lesson_asked_first" if predicting.needs_no_picture(step) else None, gap="small"):
            predicting.draw(lesson, place)
        return
    if phase == "try":
        experimenting.draw_task(lesson, place, phase)
        return
    if phase == "see":
        with st.container(key="lesson_see", gap="small"):
            open_part(str(len(learner.progress_of(lesson).step(place).seen)))
            observing.draw(lesson, place)
        return
    running.draw_tried(lesson, place)
    observing.draw_seen(lesson, place)
    if step.explanation:
        st.markdown(words(step.explanation))
    checking.draw(lesson, place, open_part)
    if phase == "done":
        open_part()


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
