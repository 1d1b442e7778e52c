"""The controls of a step: the settings that the learner may change; all others are locked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st

from dnn.configuration.variations import VARIATIONS
from dnn.errors import DnnError
from dnn.lessons.mistakes import MISTAKES
from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.lesson import Control, Lesson
from dnn.lessons.path.step_setup import step_configs
from dnn.lessons.recomputation.ways import WAYS
from dnn.text.messages import Text
from pages.shared.frame.text import say
from pages.shared.room import held_controls
from pages.shared.session import control_keys

OPTION_TITLES: dict[str, Text] = {
    "examples": Text("Examples"),
    "layer": Text("Layer l"),
    "unit": Text("Unit j"),
    "example": Text("Example i"),
    "mistake": Text("The line"),
    "of": Text("dA and dZ are derivatives of"),
    "times": Text("Every example"),
    "way": Text("Cached on the way forward"),
    "z": Text("z of the output unit"),
    "y": Text("label y"),
}
"""Titles of the options that a lesson may let the learner change."""
VALUE_TITLES: dict[str, Mapping[Any, Text]] = {
    "examples": {"one": Text("one example"), "all": Text("all m examples")},
    "of": {"example": Text("the loss of one example"), "mean": Text("the mean over m")},
    "times": {1: Text("once"), 2: Text("twice")},
    "way": {name: way.title for name, way in WAYS.items()},
    "mistake": {name: mistake.title for name, mistake in MISTAKES.items()},
}
"""Titles of their values, where these are words."""


def settings_of(lesson: Lesson, place: int, seed: int) -> dict[str, Any]:
    """The values of the controls of a step, as they stand."""
    found = {}
    for control in lesson.steps[place].experiment.controls:
        value = control_keys.control_value(_name(lesson, place, control))
        found[control.name] = _initial(lesson, place, seed, control) if value is None else value
    return {name: value for name, value in found.items() if value is not None}


def draw(lesson: Lesson, place: int, seed: int, on_change: Callable[[], None], *, is_open: bool = True) -> None:
    """Draw the controls of a step.

    Args:
        on_change: called when the learner has changed one.
        is_open: False before there is something to try: then they stand in their place and wait.
    """
    controls = lesson.steps[place].experiment.controls
    if not controls:
        return
    with st.container(horizontal=True, gap="medium", key="lesson_controls"):
        for control in controls:
            name, initial = _name(lesson, place, control), _initial(lesson, place, seed, control)
            if held_controls.held(control.name) == "hidden":
                continue
            st.segmented_control(
                title_of(control.name),
                list(control.values),
                format_func=partial(value_title, control.name),
                key=control_keys.control(name, initial),
                default=control_keys.control_value(name),
                on_change=control_keys.on_change(name, on_change),
                width="content",
                **held_controls.settings(control.name, {"disabled": not is_open}),
            )


def title_of(name: str) -> str:
    """The title of a control."""
    return say(VARIATIONS[name].title if name in VARIATIONS else OPTION_TITLES[name])


def value_title(name: str, value: Any) -> str:
    """The title of one of its values."""
    if name in VARIATIONS:
        titles = dict(VARIATIONS[name].options)
        return say(titles[value]) if value in titles else _written(value)
    titles = dict(VALUE_TITLES.get(name, {}))
    return say(titles[value]) if value in titles else _written(value)


def forget(lesson: Lesson) -> None:
    """Have the controls of a lesson stand where they begin."""
    names = [_name(lesson, at, control) for at, step in enumerate(lesson.steps) for control in step.experiment.controls]
    control_keys.forget(*names)


def _written(value: Any) -> str:
    words = f"{value:g}" if isinstance(value, float) else str(value)
    return words.replace("-", "−") if isinstance(value, int | float) else words


def _name(lesson: Lesson, place: int, control: Control) -> str:
    return f"lesson_{lesson.name}_{place}_{control.name}_value"


def _initial(lesson: Lesson, place: int, seed: int, control: Control) -> Any:
    """The value that a control begins with: that of the lesson where the learner may choose it, else none."""
    step = lesson.steps[place]
    if control.name in VARIATIONS:
        config = step_configs(lesson, step, seed, {})[0]
        return next((value for value in control.values if _has(config, control.name, value)), None)
    kind = EXPERIMENTS[step.experiment.kind]
    value = step.experiment.options.get(control.name, kind.options[control.name].default)
    return value if value in control.values else None


def _has(config: Any, name: str, value: Any) -> bool:
    try:
        return bool(VARIATIONS[name].vary(config, value) == config)
    except DnnError:
        return False
