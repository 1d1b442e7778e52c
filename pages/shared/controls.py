"""The controls: widgets in the left column that make one frozen RunConfig.

Every widget is seeded from the configuration and read back into it; what is on offer comes from the registries, so a
new dataset, activation or optimiser appears here by itself. Nothing is corrected behind the visitor's back: what
RunConfig refuses is raised as ConfigurationError.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import streamlit as st

from dnn.activations import ACTIVATIONS
from dnn.configuration import (
    ArchitectureConfig,
    DatasetConfig,
    HiddenLayer,
    Hyperparameters,
    RunConfig,
    ScheduleConfig,
)
from dnn.datasets import DATASETS
from dnn.errors import DnnError
from dnn.initializers import INITIALIZERS
from dnn.messages import Text
from dnn.optimizers import OPTIMIZERS
from dnn.options import Option
from dnn.schedules import SCHEDULES
from pages.shared import charts, notices, state
from pages.shared.examples import examples
from pages.shared.text import _, say

COMMON_OPTIONS = ("test_fraction", "seed", "standardize")
"""Options of every dataset; they stand behind "More", the dataset's own stand in front."""

MAXIMAL_HIDDEN_LAYERS = 32
MAXIMAL_UNITS = 1_024
NEW_LAYER = HiddenLayer(units=4, activation="tanh")
LEARNING_RATES = tuple(float(f"{digit}e{power}") for power in range(-5, 2) for digit in (1, 2, 3, 5, 7)) + (100.0,)
L2_STRENGTHS = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
FULL_BATCH = 0
BATCH_SIZES = (1, 2, 4, 8, 10, 16, 32, 64, 128, 256, 512, 1024)


class Titled(Protocol):
    """An entry of a registry, as far as a menu is concerned."""

    @property
    def title(self) -> Text: ...


def configuration(config: RunConfig) -> RunConfig | None:
    """Draw all controls; what they say, or None after telling what is wrong with it."""
    try:
        return _configuration(config)
    except DnnError as problem:
        notices.error(problem)
        return None


def _configuration(config: RunConfig) -> RunConfig:
    """Draw all controls and return what they say.

    Raises:
        ConfigurationError: the values together are not a configuration that can be trained.
    """
    _heading(_("Data"), ":material/scatter_plot:")
    dataset = _dataset_controls(config.dataset)
    _heading(_("Network"), ":material/account_tree:")
    architecture = _architecture_controls(config.architecture)
    _heading(_("Hyperparameters"), ":material/tune:")
    hyperparameters, seed = _hyperparameter_controls(config)
    return RunConfig(dataset=dataset, architecture=architecture, hyperparameters=hyperparameters, seed=seed)


def _heading(title: str, icon: str) -> None:
    st.markdown(f"**{icon} {title}**")


def _menu(name: str, label: str, registry: Mapping[str, Titled], value: str, **settings: Any) -> str:
    """A drop-down menu over a registry, in the registry's order, in the visitor's words."""
    return st.selectbox(
        label,
        list(registry),
        format_func=lambda entry: say(registry[entry].title),
        key=state.control(name, value),
        **settings,
    )


def _dataset_controls(dataset: DatasetConfig) -> DatasetConfig:
    name = _menu("data", _("Data set"), DATASETS, dataset.name, label_visibility="collapsed", on_change=_take_dataset)
    entry = DATASETS[name]
    values = dataset.values()
    preview = st.container()
    front = [option for option in entry.options if option.name not in COMMON_OPTIONS]
    behind = [option for option in entry.options if option.name in COMMON_OPTIONS]
    chosen = _option_row(front, values)
    with st.popover(_("Split and scaling"), icon=":material/content_cut:", width="stretch"):
        for option in behind:
            chosen[option.name] = _option_control(option, values[option.name])
        st.caption(say(entry.description))
        st.caption(say(entry.source))
    taken = DatasetConfig.from_dict({"name": name, **chosen})
    with preview:
        _preview(taken)
    return taken


def _preview(dataset: DatasetConfig) -> None:
    """A small picture of the examples."""
    st.plotly_chart(
        charts.data_preview(examples(dataset), state.theme_mode()),
        key="data_preview",
        theme=None,
        config={"staticPlot": True},
        alt=_("A picture of the data set {name}").format(name=say(DATASETS[dataset.name].title)),
    )


def _take_dataset() -> None:
    """A new dataset starts from its own defaults; the network and the hyperparameters stay."""
    dataset = DatasetConfig.from_dict({"name": state.control_value("data")})
    state.set_config(dataclasses.replace(state.config(), dataset=dataset))


def _option_row(options: Iterable[Option], values: Mapping[str, Any]) -> dict[str, Any]:
    options = list(options)
    chosen: dict[str, Any] = {}
    for start in range(0, len(options), 2):
        for option, column in zip(options[start : start + 2], st.columns(2, gap="small"), strict=False):
            with column:
                chosen[option.name] = _option_control(option, values[option.name])
    return chosen


def _option_control(option: Option, value: Any) -> Any:
    """The widget that fits an option's kind."""
    key = state.control(f"option_{option.name}", value)
    label, help_text = say(option.title), say(option.help)
    if option.kind == "boolean":
        return st.toggle(label, key=key, help=help_text)
    if option.kind == "choice":
        return st.selectbox(label, list(option.choices), key=key, help=help_text)
    if option.kind == "integer":
        return st.number_input(label, option.low, option.high, step=1, key=key, help=help_text)
    return st.number_input(
        label, float(option.low), float(option.high), step=0.05, format="%.4g", key=key, help=help_text
    )


def _architecture_controls(architecture: ArchitectureConfig) -> ArchitectureConfig:
    count_column, initializer_column = st.columns(2, gap="small")
    with count_column:
        count = st.number_input(
            _("Hidden layers"),
            0,
            MAXIMAL_HIDDEN_LAYERS,
            step=1,
            key=state.control("hidden_layers", len(architecture.hidden)),
            help=_("L counts every layer but the input, so there are L − 1 hidden layers."),
        )
    with initializer_column:
        initializer = _menu("initializer", _("Initialiser"), INITIALIZERS, architecture.initializer)
    hidden = [
        _layer_controls(index, architecture.hidden[index - 1] if index <= len(architecture.hidden) else NEW_LAYER)
        for index in range(1, count + 1)
    ]
    return ArchitectureConfig(hidden=tuple(hidden), initializer=initializer)


def _layer_controls(index: int, layer: HiddenLayer) -> HiddenLayer:
    """Units and activation of hidden layer `index`, on one line behind its symbol."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", wrap=False):
        st.markdown(f"$n^{{[{index}]}}$", width=40)
        units = st.number_input(
            _("Units of layer {index}").format(index=index),
            1,
            MAXIMAL_UNITS,
            step=1,
            key=state.control(f"units_{index}", layer.units),
            label_visibility="collapsed",
            width=120,
        )
        activation = _menu(
            f"activation_{index}",
            _("Activation of layer {index}").format(index=index),
            ACTIVATIONS,
            layer.activation,
            label_visibility="collapsed",
            width="stretch",
        )
    return HiddenLayer(units=units, activation=activation)


def _hyperparameter_controls(config: RunConfig) -> tuple[Hyperparameters, int]:
    current = config.hyperparameters
    learning_rate = _learning_rate_control(current.learning_rate)
    left, right = st.columns(2, gap="small")
    iterations = left.number_input(
        _("Iterations"), 1, 100_000_000, step=1_000, key=state.control("iterations", current.iterations)
    )
    with right:
        batch_size = _batch_control(current.batch_size)
    left, right = st.columns([1.3, 1], gap="small")
    with left:
        optimizer = _menu("optimizer", _("Optimiser"), OPTIMIZERS, current.optimizer)
    l2 = right.number_input(
        _("L2 strength λ"), 0.0, 1_000.0, step=0.1, format="%.4g", key=state.control("l2", current.l2)
    )
    with st.popover(_("More hyperparameters"), icon=":material/more_horiz:", width="stretch"):
        schedule = _schedule_controls(current.schedule)
        target_cost = st.number_input(
            _("Stop at cost J ≤"),
            0.0,
            value=None,
            format="%.4g",
            key=state.control("target_cost", current.target_cost),
            placeholder=_("no target"),
        )
        precision = st.selectbox(
            _("Precision"), ["float64", "float32"], key=state.control("precision", current.precision)
        )
        seed = st.number_input(
            _("Seed of the weights"),
            0,
            2**31 - 1,
            step=1,
            key=state.control("seed", config.seed),
            help=_("The same seed gives the same initial weights and the same shuffling."),
        )
    hyperparameters = dataclasses.replace(
        current,
        learning_rate=learning_rate,
        iterations=iterations,
        batch_size=batch_size,
        optimizer=optimizer,
        l2=l2,
        schedule=schedule,
        precision=precision,
        target_cost=target_cost,
    )
    return hyperparameters, seed


def _learning_rate_control(value: float) -> float:
    """The learning rate twice: a slider on a log scale, and a field for any number; each follows the other."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", wrap=False):
        st.select_slider(
            _("Learning rate α"),
            LEARNING_RATES,
            format_func=lambda rate: f"{rate:g}",
            key=state.control("learning_rate_slider", _nearest_rate(value)),
            on_change=_take_slider,
            width="stretch",
        )
        return st.number_input(
            _("Learning rate α, exactly"),
            min_value=0.0,
            max_value=1_000.0,
            step=0.01,
            format="%.6g",
            key=state.control("learning_rate", value),
            on_change=_take_field,
            label_visibility="collapsed",
            width=120,
        )


def _nearest_rate(value: float) -> float:
    """The slider's position nearest to `value` on the log scale."""
    return min(LEARNING_RATES, key=lambda rate: abs(math.log(rate / value)) if value > 0 else rate)


def _take_slider() -> None:
    state.set_control("learning_rate", state.control_value("learning_rate_slider"))


def _take_field() -> None:
    state.set_control("learning_rate_slider", _nearest_rate(state.control_value("learning_rate")))


def _batch_control(value: int | None) -> int | None:
    sizes = sorted({FULL_BATCH, *BATCH_SIZES, value or FULL_BATCH})
    size = st.selectbox(
        _("Batch size"),
        sizes,
        format_func=lambda size: str(size) if size else _("full batch"),
        key=state.control("batch_size", value or FULL_BATCH),
    )
    return size or None


def _schedule_controls(schedule: ScheduleConfig) -> ScheduleConfig:
    name = _menu("schedule", _("Learning-rate schedule"), SCHEDULES, schedule.name)
    values = schedule.values() if name == schedule.name else {}
    options = SCHEDULES[name].options
    chosen = {option.name: _option_control(option, values.get(option.name, option.default)) for option in options}
    return ScheduleConfig.from_dict({"name": name, **chosen})
