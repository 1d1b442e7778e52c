"""The observation: what the learner has seen, asked before anything is explained."""

from __future__ import annotations

from functools import partial
from random import Random

import streamlit as st

from dnn.lessons.path.lesson import Alternative, Lesson
from dnn.lessons.path.progress import has_seen, saw
from pages.learn.path import learner
from pages.learn.path.lesson_words import words
from pages.learn.path.steps import question_fields
from pages.shared.frame.text import _, strong


def draw(lesson: Lesson, place: int) -> None:
    """Ask what was seen; a wrong sentence is answered with its reason, and the experiment can be looked at again."""
    observation = lesson.steps[place].observation
    assert observation is not None
    progress = learner.progress_of(lesson)
    step = progress.step(place)
    st.markdown(words(observation.question))
    if step.seen:
        chosen = observation.alternatives[step.seen[-1]]
        st.error(_said(chosen), icon=":material/visibility:")
    order = _order(lesson, place, progress.seed)
    key = f"seen_{lesson.name}_{place}_{progress.seed}_{len(step.seen)}"
    st.radio(
        _("What did you see?"),
        order,
        index=None,
        format_func=lambda at: words(observation.alternatives[at].text),
        key=key,
        label_visibility="collapsed",
    )
    st.button(
        _("That is what I saw"),
        icon=":material/visibility:",
        type="primary",
        key="commit_observation",
        on_click=partial(_commit, lesson, place, key),
    )
    question_fields.draw_missing(key)


def draw_seen(lesson: Lesson, place: int) -> None:
    """Show what was seen, with its reason."""
    observation, step = lesson.steps[place].observation, learner.progress_of(lesson).step(place)
    if observation is None or not has_seen(lesson.steps[place], step):
        return
    chosen = observation.alternatives[step.seen[-1]]
    st.success(_said(chosen), icon=":material/visibility:")


def _said(chosen: Alternative) -> str:
    """A sentence and its reason below it."""
    return f"{strong(words(chosen.text))}  \n{words(chosen.because)}"


def _order(lesson: Lesson, place: int, seed: int) -> list[int]:
    """The sentences in an order that is another one for other learners, and stays as it is after each try."""
    observation = lesson.steps[place].observation
    assert observation is not None
    places = list(range(len(observation.alternatives)))
    Random(f"{lesson.name}/{place}/{seed}").shuffle(places)
    return places


@learner.reporting_refusals
def _commit(lesson: Lesson, place: int, key: str) -> None:
    """Callback: take the sentence that is chosen."""
    taken = question_fields.taken(key)
    if taken is not None and learner.is_at(lesson, place, "see"):
        learner.store_step(lesson, place, saw(learner.progress_of(lesson).step(place), taken))
