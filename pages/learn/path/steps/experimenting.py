"""The experiment of a step: its task and its press in the column of words, its picture beside it."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dnn.errors import DnnError
from dnn.lessons.path.condition import Condition
from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.lesson import Experiment, Lesson, Phase, Step
from dnn.lessons.path.progress import tried
from dnn.lessons.path.step_setup import step_configs, step_facts, step_options
from pages.learn.path import learner
from pages.learn.path.figures import FIGURES
from pages.learn.path.figures.shown import ShownExperiment
from pages.learn.path.lesson_words import words
from pages.learn.path.steps import controls, running
from pages.shared.frame import notices
from pages.shared.frame.text import _, labelled
from pages.shared.session import session


def draw_task(lesson: Lesson, place: int, phase: Phase) -> None:
    """Say what the learner is to do, unless that stands above the controls, with the press that does it where it is no
    control."""
    experiment = lesson.steps[place].experiment
    if experiment.task and not has_controls_beside(lesson.steps[place]):
        st.markdown(words(experiment.task))
    if EXPERIMENTS[experiment.kind].trains:
        running.draw_task(lesson, place, phase)
        return
    if phase == "try" and experiment.until is not None:
        _draw_still_to_do(experiment, has_changed=bool(session.page_value(_changed_key(lesson, place), False)))
    if phase == "try" and not experiment.controls:
        st.button(
            _("Show what happens"),
            icon=":material/play_arrow:",
            type="primary",
            key="try_it",
            on_click=partial(_try, lesson, place),
        )
    elif phase == "try" and experiment.until is None:
        has_changed = bool(session.page_value(_changed_key(lesson, place), False))
        if not has_changed:
            st.caption(_("Change what stands above the picture first."))
        st.button(
            _("I have tried it"),
            icon=":material/done:",
            type="primary",
            key="try_it",
            disabled=not has_changed,
            on_click=partial(_try, lesson, place),
        )


def _draw_still_to_do(experiment: Experiment, *, has_changed: bool) -> None:
    """Say the task beside the picture as well, and after a first try what of it is still missing, where one control
    does it."""
    if experiment.task:
        st.markdown(words(experiment.task))
    if not has_changed:
        return
    until = experiment.until
    names = [control.name for control in experiment.controls]
    if until is None or until.equals is None or until.fact not in names:
        st.caption(_("Not there yet: change the controls above the picture."))
        return
    title, value = controls.title_of(until.fact), controls.value_title(until.fact, _value_of(experiment, until))
    missing = _("Not there yet. This is missing, above the picture: {title} → {value}.")
    st.caption(missing.format(title=title, value=value))


def _value_of(experiment: Experiment, until: Condition) -> Any:
    """The value of a control that a task asks for, as the control has it: facts are numbers with a point."""
    values = next(control.values for control in experiment.controls if control.name == until.fact)
    return next((value for value in values if value == until.equals), until.equals)


def _changed_key(lesson: Lesson, place: int) -> str:
    """The name under which the page holds whether a control of a step was changed."""
    return f"lesson_changed_{lesson.name}_{place}"


def draw_picture(lesson: Lesson, place: int, phase: Phase) -> None:
    """The picture of the experiment, with its controls above it once there is something to try."""
    step, progress = lesson.steps[place], learner.progress_of(lesson)
    if EXPERIMENTS[step.experiment.kind].trains:
        running.draw_picture(lesson, place, phase)
        return
    if has_controls_beside(step) and step.experiment.task:
        task = words(step.experiment.task)
        st.markdown(labelled(_("After your prediction"), task) if phase == "predict" else task)
    controls.draw(lesson, place, progress.seed, partial(_changed, lesson, place), is_open=phase != "predict")
    settings = controls.settings_of(lesson, place, progress.seed) if phase != "predict" else {}
    is_shown = phase not in ("predict", "try") or bool(step.experiment.controls and phase == "try")
    try:
        config = step_configs(lesson, step, progress.seed, settings)[0]
        facts = step_facts(lesson, step, progress.seed, settings) if is_shown else None
    except DnnError as problem:
        notices.error(problem)
        return
    options = dict(step_options(step, settings))
    key = f"figure_{lesson.name}_{place}"
    names = tuple(control.name for control in step.experiment.controls)
    before = _options_before(key, options) if is_shown else None
    is_seen = phase in ("check", "done")
    FIGURES[step.experiment.kind].draw(
        ShownExperiment(key, config, options, facts, is_shown, is_seen=is_seen, before=before, controls=names)
    )


def has_controls_beside(step: Step) -> bool:
    """True if the learner tries by changing controls above the picture; those of runs stand beside their press."""
    return bool(step.experiment.controls) and not EXPERIMENTS[step.experiment.kind].trains


def _options_before(key: str, options: dict[str, Any]) -> dict[str, Any] | None:
    """The options of a figure before they were last changed; the same at each drawing until the next change."""
    now, before = session.page_value(f"{key}_options", (options, None))
    if now != options:
        before = now
    session.set_page_value(f"{key}_options", (options, before))
    found: dict[str, Any] | None = before
    return found


@learner.reporting_refusals
def _changed(lesson: Lesson, place: int) -> None:
    """A control was changed: it is tried at once where the task says when it is done."""
    step = lesson.steps[place]
    session.set_page_value(_changed_key(lesson, place), True)
    if step.experiment.until is not None:
        _try(lesson, place)


@learner.reporting_refusals
def _try(lesson: Lesson, place: int) -> None:
    """Note what the experiment finds, as long as that is what the learner is at."""
    step, progress = lesson.steps[place], learner.progress_of(lesson)
    before = progress.step(place)
    if not learner.is_at(lesson, place, "try"):
        return
    settings = controls.settings_of(lesson, place, progress.seed)
    facts = step_facts(lesson, step, progress.seed, settings)
    learner.store_step(lesson, place, tried(before, facts, (), (settings,)))
