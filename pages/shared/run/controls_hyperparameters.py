"""Controls of the hyperparameters: learning rate and schedule, iterations, batch size, optimiser, penalty, end."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from functools import partial
from typing import Any, Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dnn.background.wire import HyperparameterField, MenuOption
from dnn.configuration import HYPERPARAMETERS, SEED, Hyperparameters, RunConfig, ScheduleConfig
from dnn.optimizers import OPTIMIZERS
from dnn.schedules import SCHEDULES
from pages.live.hyperparameters import control_texts, hyperparameters
from pages.server.files.assets import view_path
from pages.shared.frame.text import _, say, translator
from pages.shared.room import held_controls
from pages.shared.run import hyperparameter_edits
from pages.shared.run.hyperparameter_edits import FIELDS
from pages.shared.run.option_widgets import choice_menu, more, option_widget, registry_menu
from pages.shared.session import control_keys, session

LEARNING_RATES = tuple(float(f"{digit}e{power}") for power in range(-5, 2) for digit in (1, 2, 3, 5, 7)) + (100.0,)
SLIDERS = ("learning_rate_slider", "learning_rate_at_hand")
"""The learning rate's sliders: that of the controls, and that of the page itself."""
FULL_BATCH = 0
STEPS = {"learning_rate": 0.01, "iterations": 1_000.0, "l2": 0.1}
"""Steps of the buttons beside a field."""
Arrangement = Literal["column", "row", "slider"]
BATCH_SIZES = (1, 2, 4, 8, 10, 16, 32, 64, 128, 256, 512, 1024)


def hyperparameter_controls(config: RunConfig, line: DeltaGenerator) -> tuple[Hyperparameters, int]:
    current = config.hyperparameters
    chosen: dict[str, Any] = {}
    if session.routes_missing():
        chosen = _slow_controls(current)
    else:
        live_controls("hyperparameters", current)

    def control(name: str, **settings: Any) -> None:
        chosen[name] = option_widget(HYPERPARAMETERS[name], getattr(current, name), name, **settings)

    with more(line, "hyperparameters", _("More")):
        chosen["schedule"] = _schedule_controls(current.schedule)
        control("target_cost", label=_("Stop at cost J ≤"), placeholder=_("no target"))
        control("precision")
        seed = option_widget(SEED, config.seed, "seed")
    return dataclasses.replace(current, **chosen), seed


def live_controls(
    key: str, current: Hyperparameters, names: Sequence[str] = FIELDS, arrangement: Arrangement = "column"
) -> None:
    """Fields of hyperparameters, which the run on the page obeys without a rerun of the page."""
    hyperparameters(
        key=key,
        module_url=view_path("controls.js"),
        fields=[_field(name, getattr(current, name)) for name in names if held_controls.held(name) != "hidden"],
        arrangement=arrangement,
        texts=control_texts(translator()),
        edits_done=session.edits_done(key),
        on_edits=partial(hyperparameter_edits.take, key),
        on_unreachable=session.set_routes_missing,
    )


def _field(name: str, value: Any) -> HyperparameterField:
    option = HYPERPARAMETERS[name]
    options: list[MenuOption] = []
    if name == "batch_size":
        options = [{"value": size or None, "text": title} for size, title in _batch_titles(value).items()]
    elif option.kind == "choice":
        options = [{"value": entry, "text": say(OPTIMIZERS[entry].title)} for entry in option.choices]
    return {
        "name": name,
        "kind": "rate" if name == "learning_rate" else "menu" if options else "number",
        "label": say(option.title),
        "exact_label": _("Learning rate α, exactly") if name == "learning_rate" else "",
        "value": value,
        "low": option.low,
        "high": option.high,
        "low_excluded": option.low_excluded,
        "is_whole": option.kind == "integer",
        "step": STEPS.get(name, 1),
        "positions": list(LEARNING_RATES) if name == "learning_rate" else [],
        "options": options,
        "locked": held_controls.reason() if held_controls.held(name) == "locked" else "",
    }


def _slow_controls(current: Hyperparameters) -> dict[str, Any]:
    """The same fields as widgets of Streamlit's, each change of which is a rerun."""
    chosen: dict[str, Any] = {"learning_rate": _slow_learning_rate(current.learning_rate)}

    def control(name: str, **settings: Any) -> None:
        chosen[name] = option_widget(HYPERPARAMETERS[name], getattr(current, name), name, **settings)

    left, right = st.columns(2, gap="small")
    with left:
        control("iterations", step=int(STEPS["iterations"]))
    with right:
        chosen["batch_size"] = _batch_control(current.batch_size)
    left, right = st.columns([1.3, 1], gap="small")
    with left:
        chosen["optimizer"] = registry_menu("optimizer", _("Optimiser"), OPTIMIZERS, current.optimizer)
    with right:
        control("l2", step=STEPS["l2"])
    return chosen


def learning_rate_control(current: Hyperparameters) -> float:
    """The learning rate alone, as a slider and a field in a row."""
    if session.routes_missing():
        return _slow_learning_rate(current.learning_rate)
    live_controls("learning_rate_control", current, ("learning_rate",), "row")
    return current.learning_rate


def _slow_learning_rate(value: float) -> float:
    """The learning rate twice: a slider on a log scale, and a field for any number; each follows the other."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", wrap=False):
        _slider(SLIDERS[0], value)
        rate: float = option_widget(
            *(HYPERPARAMETERS["learning_rate"], value, "learning_rate"),
            label=_("Learning rate α, exactly"),
            help=None,
            step=STEPS["learning_rate"],
            format="%.6g",
            on_change=control_keys.on_change("learning_rate", _take_field),
            label_visibility="collapsed",
            width=session.scaled(120),
        )
    return rate


def learning_rate_at_hand(current: Hyperparameters) -> None:
    """The slider of the learning rate once more, for a page beside whose run the controls are folded away."""
    with st.container(key="learning_rate_at_hand"):
        if session.routes_missing():
            _slider(SLIDERS[1], current.learning_rate)
        else:
            live_controls("learning_rate_slider", current, ("learning_rate",), "slider")


def _slider(name: str, value: float) -> None:
    if held_controls.held(name) == "hidden":
        return
    key = control_keys.control(name, _nearest_rate(value))
    st.select_slider(
        _("Learning rate α"),
        LEARNING_RATES,
        value=control_keys.control_value(name),
        format_func=lambda rate: f"{rate:g}",
        key=key,
        on_change=control_keys.on_change(name, partial(_take_slider, name)),
        width="stretch",
        **held_controls.settings(name, {}),
    )


def _nearest_rate(value: float) -> float:
    """The slider's position nearest to `value` on the log scale."""
    return min(LEARNING_RATES, key=lambda rate: abs(math.log(rate / value)) if value > 0 else rate)


def _take_slider(name: str) -> None:
    rate = control_keys.control_value(name)
    if rate is not None:
        control_keys.set_control("learning_rate", rate)
        for other in set(SLIDERS) - {name}:
            control_keys.set_control(other, rate)


def _take_field() -> None:
    rate = control_keys.control_value("learning_rate")
    if rate is not None:
        for slider in SLIDERS:
            control_keys.set_control(slider, _nearest_rate(rate))


def _batch_control(value: int | None) -> int | None:
    titles = _batch_titles(value)
    size: int = choice_menu(
        *("batch_size", _("Batch size"), list(titles), value or FULL_BATCH),
        format_func=titles.__getitem__,
    )
    return size or None


def _batch_titles(value: int | None) -> dict[int, str]:
    """The sizes of batches on offer, the chosen one among them, with their words."""
    sizes = sorted({FULL_BATCH, *BATCH_SIZES, value or FULL_BATCH})
    return {size: str(size) if size else _("full batch") for size in sizes}


def _schedule_controls(schedule: ScheduleConfig) -> ScheduleConfig:
    name = registry_menu("schedule", _("Learning-rate schedule"), SCHEDULES, schedule.name)
    values = schedule.values() if name == schedule.name else {}
    options = SCHEDULES[name].options
    chosen = {
        option.name: option_widget(option, values.get(option.name, option.default), f"schedule_{option.name}")
        for option in options
    }
    return ScheduleConfig.from_dict({"name": name, **chosen})
