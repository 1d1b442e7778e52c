"""The tries at a goal as a strip of pictures, one place for each that there may be, with the held-out costs below them
and the goal as a line among these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dnn.lessons.path.condition import Facts
from dnn.lessons.path.experiments.registry import Options
from dnn.lessons.path.experiments.side_by_side import baselines
from dnn.lessons.path.lesson import Lesson, Step
from dnn.lessons.path.progress import StepProgress
from dnn.lessons.path.step_setup import step_configs, step_options
from pages.learn.path.pictures import panels
from pages.learn.path.pictures.panels import RunPanel
from pages.learn.path.pictures.tries import tries_chart
from pages.learn.path.steps import controls
from pages.learn.path.steps.run_table import changed, tries_table
from pages.shared.drawing.svg import picture
from pages.shared.frame.text import _, ngettext
from pages.shared.session import session


def draw(lesson: Lesson, place: int, step: Step, own: StepProgress, seed: int) -> None:
    """Draw the strip: before the first try the data, and an empty place for each try that is still to come."""
    options = dict(step_options(step, {}))
    most, done = int(options["tries"]), int(float((own.facts or {}).get("tries", 0.0)))
    configs = [step_configs(lesson, step, seed, settings)[0] for settings in own.settings or ({},)]
    row = []
    for number in range(most):
        config = configs[number] if number < len(configs) else None
        row.append(RunPanel(config, str(number + 1), number if number < len(own.settings) else None, number < done))
    with st.container(key="lesson_tries", gap="xxsmall"):
        panels.draw(row, f"lesson_panels_{place}", is_filmstrip=True)
        facts = own.facts or {}
        costs = [float(facts[f"test_cost_{k}"]) for k in range(1, done + 1)]
        reached = [is_reached(facts, k, options) for k in range(1, done + 1)]
        blind = float(baselines(configs[0])["constant_cost"])
        chart = tries_chart(costs, reached, most, options["cost"], blind, session.theme_mode())
        picture(chart, key=f"lesson_tries_{place}")


def draw_table(step: Step, own: StepProgress) -> None:
    """A table of the tries: what was chosen, and what came of it."""
    if own.facts is not None:
        with st.container(key="lesson_runs_table"):
            st.markdown(tries_table(step, own.settings, own.facts))
        done = int(float(own.facts["tries"]))
        if sentence := changes_words(step, own.settings[:done]):
            st.caption(sentence)


def changes_words(step: Step, settings: Sequence[Mapping[str, Any]]) -> str:
    """The settings that the latest try has changed at once, where one at a time was asked for and it was more."""
    if len(settings) < 2 or not dict(step_options(step, {}))["one_at_a_time"]:
        return ""
    names = changed(step, settings[-2], settings[-1])
    if len(names) < 2:
        return ""
    sentence = _("Try {number} changed several settings at once: {names}. Which of them did it?")
    return sentence.format(number=len(settings), names=_(", ").join(names))


def draw_limit(lesson: Lesson, place: int, seed: int) -> None:
    """The hidden units that the controls make as they stand, and whether the goal allows so many."""
    step = lesson.steps[place]
    config = step_configs(lesson, step, seed, controls.settings_of(lesson, place, seed))[0]
    st.markdown(limit_words([layer.units for layer in config.architecture.hidden], step_options(step, {})))


def limit_words(units: list[int], options: Options) -> str:
    """The units of the hidden layers, what they come to, and whether that is too many."""
    most, count = int(dict(options)["units"]), sum(units)
    made = f"{' + '.join(map(str, units))} = {count}" if len(units) > 1 else str(count)
    unit_text = ngettext("{made} hidden unit", "{made} hidden units", count).format(made=made)
    if count > most:
        too_many = _("{units}: too many for the goal, which allows {most}").format(units=unit_text, most=most)
        return f":orange[:material/warning: {too_many}]"
    allowed = _("{units}; the goal allows {most}").format(units=unit_text, most=most)
    return f":green[:material/check:] {allowed}"


def is_reached(facts: Facts, k: int, options: dict[str, float]) -> bool:
    """True if try k is below the goal within its limits."""
    units, iterations, cost = (float(facts[f"{name}_{k}"]) for name in ("hidden_units", "iterations", "test_cost"))
    return units <= options["units"] and iterations <= options["iterations"] and cost < options["cost"]
