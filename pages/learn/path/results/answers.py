"""A learner's own answers: what she predicted, saw and answered in each step, and what to repeat."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dnn.lesson_files import lessons
from dnn.lessons.path.lesson import Lesson
from dnn.lessons.path.progress import AnsweredQuestion, StepProgress, has_seen, open_step
from pages.learn.path import learner
from pages.learn.path.lesson_words import words
from pages.learn.path.results import misses
from pages.learn.path.steps import overlay
from pages.learn.path.steps.asked import asked_question
from pages.learn.path.steps.question_fields import answer_text
from pages.menu import LESSON, PART
from pages.shared.frame.text import _, labelled, ngettext, say, strong
from pages.shared.session import session


def draw_lesson(lesson: Lesson) -> None:
    """The answers of one lesson."""
    progress = learner.progress_of(lesson)
    right, count = score(lesson)
    if count:
        st.markdown(
            ngettext(
                "**{right}** of {count} question answered so far was right at once, without the last hint.",
                "**{right}** of {count} questions answered so far were right at once, without the last hint.",
                count,
            ).format(right=right, count=count)
        )
    to_repeat(lesson)
    for place, step in enumerate(lesson.steps):
        own = progress.step(place)
        if own == StepProgress():  # not reached yet
            continue
        with st.container(gap="xsmall", key=f"answers_{lesson.name}_{place}"):
            st.markdown(strong(_("Step {number}: {title}").format(number=place + 1, title=words(step.title))))
            asked_first = _predicted(lesson, place, progress.seed, own)
            if asked_first:
                st.markdown(asked_first)
            overlay.draw(lesson, place, progress.seed, own, has_chart=False)
            for line in _lines(lesson, place, progress.seed, own):
                st.markdown(line)
            misses.draw(lesson, place, progress.seed, own)


def score(lesson: Lesson) -> tuple[int, int]:
    """The number of questions of a lesson that were right at once, and of all that were answered so far."""
    progress = learner.progress_of(lesson)
    places = [(at, which) for at, step in enumerate(lesson.steps) for which in range(len(step.questions))]
    asked = [progress.step(at).question(which) for at, which in places]
    answered = [each for each in asked if each.attempts]
    return sum(each.is_right_at_once for each in answered), len(answered)


def missed_questions(lesson: Lesson) -> list[tuple[int, str]]:
    """The questions of a lesson that were not right at once, nor when they were asked once more: the place of the step,
    and the kind."""
    progress = learner.progress_of(lesson)
    return [
        (at, asked.kind)
        for at, step in enumerate(lesson.steps)
        for which, asked in enumerate(step.questions)
        if progress.step(at).question(which).is_to_be_repeated
    ]


def to_repeat(lesson: Lesson) -> None:
    """List what to repeat, each with the way to its step."""
    missed = missed_questions(lesson)
    if not missed:
        return
    st.markdown(strong(_("To be repeated")))
    with st.container(key=f"to_repeat_{lesson.name}", gap=None):
        for place in dict.fromkeys(place for place, _kind in missed):
            template = _("Step {number}: {title}")
            st.button(
                template.format(number=place + 1, title=words(lesson.steps[place].title)),
                icon=":material/replay:", type="tertiary", key=f"repeat_{lesson.name}_{place}",
                on_click=partial(_open_step, lesson.name, place),
            )  # fmt: skip
        with st.container(key=f"screen_only_{lesson.name}"):
            st.caption(_("Each opens as you left it; below its answer a button asks once more, with other numbers."))


def _open_step(name: str, place: int) -> None:
    """Callback: turn to a step."""
    session.set_parameter(LESSON, name)
    session.set_parameter(PART, str(place + 1))


def _predicted(lesson: Lesson, place: int, seed: int, own: StepProgress) -> str:
    """The question asked before the experiment, as Markdown; empty where nothing was predicted."""
    prediction = lesson.steps[place].prediction
    if prediction is None or own.prediction is None:
        return ""
    asked = [words(prediction.question)] if prediction.question else []
    if prediction.asked is not None:
        asked.append(say(asked_question(lesson, place, seed, own, prediction.asked, "prediction", 0).prompt))
    return "  \n".join(asked)


def _lines(lesson: Lesson, place: int, seed: int, own: StepProgress) -> list[str]:
    """The observation and the questions, each with the answer given last and how many tries there were, as Markdown."""
    step, lines = lesson.steps[place], []
    if step.observation is not None and own.seen:
        is_at_once = has_seen(step, own) and len(own.seen) == 1
        verdict = ":green[✓] " + _("at once") if is_at_once else _after(len(own.seen))
        answer = words(step.observation.alternatives[own.seen[-1]].text)
        lines.append(_line(words(step.observation.question), answer, verdict))
    for which, asked in enumerate(step.questions):
        answered = own.question(which)
        if not answered.attempts:
            continue
        draw, given = answered.forgotten + len(answered.attempts) - 1, answered.attempts[-1].answer
        question = asked_question(lesson, place, seed, own, asked, str(which), draw)
        if question.takes(given):  # else of a version that asked something else
            lines.append(_line(say(question.prompt), answer_text(question, given), _verdict(answered)))
    return lines


def _line(question: str, answer: str, verdict: str) -> str:
    """A question, and below it how it went and the answer."""
    return f"{question}  \n{labelled(verdict, answer.strip('*'))}"


def _verdict(answered: AnsweredQuestion) -> str:
    tries = len(answered.attempts)
    if answered.repetition is not None and answered.repetition.is_done:
        return _after(tries) + " · :green[✓] " + _("right when asked once more")
    if answered.is_right_at_once:
        return ":green[✓] " + _("at once")
    if answered.is_done and tries == 1:
        return ":orange[✓] " + _("with all hints")
    return _after(tries)


def _after(tries: int) -> str:
    return ":orange[↻] " + ngettext("after {count} try", "after {count} tries", tries).format(count=tries)


def draw_all() -> None:
    """The answers of every lesson that was begun."""
    begun = learner.begun_lessons()
    if not begun:
        st.info(_("There is nothing yet; begin with the first lesson."))
        return
    names = list(lessons())
    for lesson in begun:
        done = open_step(lesson, learner.progress_of(lesson))
        title = words(lesson.title)
        if lesson.name in names:
            title = _("Lesson {number}: {title}").format(number=names.index(lesson.name) + 1, title=title)
        st.subheader(title, anchor=False)
        count = len(lesson.steps)
        st.caption(ngettext("{done} of {count} step", "{done} of {count} steps", count).format(done=done, count=count))
        draw_lesson(lesson)
