"""The controls: widgets in the left column that make one frozen RunConfig.

Every widget is seeded from the configuration and read back into it; what is on offer comes from the registries, so a
new dataset, activation or optimiser appears here by itself. Nothing is corrected behind the visitor's back: what
RunConfig refuses is raised as ConfigurationError.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Protocol

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dnn.activations import ACTIVATIONS
from dnn.configuration import (
    HYPERPARAMETERS,
    MAX_HIDDEN_LAYERS,
    MAX_UNITS,
    SEED,
    ArchitectureConfig,
    DatasetConfig,
    HiddenLayer,
    Hyperparameters,
    RunConfig,
    ScheduleConfig,
)
from dnn.datasets import DATASETS, load_dataset
from dnn.datasets.features import FEATURES
from dnn.errors import DnnError
from dnn.initializers import INITIALIZERS
from dnn.optimizers import OPTIMIZERS
from dnn.schedules import SCHEDULES
from dnn.text.messages import Text
from dnn.validation.option import SEPARATOR, Option
from pages.shared.drawing import charts
from pages.shared.frame import notices
from pages.shared.frame.text import _, say
from pages.shared.run.network_description import TAKEN_OVER
from pages.shared.session import session

COMMON_OPTIONS = ("test_fraction", "seed", "standardize")
"""Options of every dataset; they stand behind "Split and scaling", the dataset's own stand in front."""

NEW_LAYER = HiddenLayer(units=4, activation="tanh")
LEARNING_RATES = tuple(float(f"{digit}e{power}") for power in range(-5, 2) for digit in (1, 2, 3, 5, 7)) + (100.0,)
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
    dataset = _dataset_controls(config.dataset, _heading(_("Data"), ":material/scatter_plot:"))
    _heading(_("Network"), ":material/account_tree:")
    architecture = _architecture_controls(config.architecture)
    hyperparameters, seed = _hyperparameter_controls(config, _heading(_("Hyperparameters"), ":material/tune:"))
    return RunConfig(dataset=dataset, architecture=architecture, hyperparameters=hyperparameters, seed=seed)


def _heading(title: str, icon: str) -> DeltaGenerator:
    """A section's title; returns the rest of its line, for what is seldom touched."""
    line = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False)
    line.markdown(f"**{icon} {title}**", width="content")
    return line


def _more(line: DeltaGenerator, key: str, label: str) -> DeltaGenerator:
    """The end of a section's line: it opens what is seldom touched."""
    return line.container(key=f"more_{key}", width="content").popover(label, type="tertiary")


def _number(name: str, label: str, low: float, high: float, value: float | None, **settings: Any) -> Any:
    """A field for a number. What it shows is given as its default too: a field in a closed popover is drawn by the
    browser when that opens, and knows nothing of what was said before."""
    key = session.control(name, value)
    return st.number_input(label, low, high, value=session.control_value(name), key=key, **settings)


def _choice(name: str, label: str, options: Sequence[Any], value: Any, **settings: Any) -> Any:
    """A drop-down menu; its default is what it shows, for the same reason."""
    key = session.control(name, value)
    shown = session.control_value(name)
    index = options.index(shown) if shown in options else 0
    return st.selectbox(label, options, index=index, key=key, **settings)


def _menu(name: str, label: str, registry: Mapping[str, Titled], value: str, **settings: Any) -> str:
    """A drop-down menu over a registry, in the registry's order, in the visitor's words."""
    titles = {entry: say(registry[entry].title) for entry in registry}
    chosen: str = _choice(name, label, list(registry), value, format_func=titles.__getitem__, **settings)
    return chosen


def _dataset_controls(dataset: DatasetConfig, line: DeltaGenerator) -> DatasetConfig:
    name = _menu("data", _("Data set"), DATASETS, dataset.name, label_visibility="collapsed", on_change=_take_dataset)
    entry = DATASETS[name]
    values = dataset.values()
    preview = st.container()
    texts = {option.name: values[option.name] for option in entry.options if option.kind == "text"}
    front = [option for option in entry.options if option.name not in (*COMMON_OPTIONS, *texts)]
    behind = [option for option in entry.options if option.name in COMMON_OPTIONS]
    chosen = texts | _option_row(front, values)
    with _more(line, "data", _("Split and scaling")):
        for option in behind:
            chosen[option.name] = _option_control(option, values[option.name], f"option_{option.name}")
        st.caption(say(entry.description))
        st.caption(say(entry.source))
    taken = DatasetConfig.from_dict({"name": name, **chosen})
    with preview:
        _preview(taken)
    return taken


def _preview(dataset: DatasetConfig) -> None:
    """A small picture of the examples."""
    st.plotly_chart(
        _picture(dataset, session.theme_mode()),
        key="data_preview",
        theme=None,
        config={"staticPlot": True},
        alt=_("A picture of the data set {name}").format(name=say(DATASETS[dataset.name].title)),
    )


@lru_cache(maxsize=64)
def _picture(dataset: DatasetConfig, mode: str) -> go.Figure:
    """Kept: to draw it anew takes longer than all the rest of the script, which every click runs."""
    return charts.data_preview(load_dataset(dataset), mode)


def _take_dataset() -> None:
    """A new dataset starts from its own defaults; the network and the hyperparameters stay."""
    name = session.control_value("data")
    if name is not None:
        session.keep(TAKEN_OVER, None)
        session.set_config(dataclasses.replace(session.config(), dataset=DatasetConfig.from_dict({"name": name})))


def _option_row(options: Iterable[Option], values: Mapping[str, Any]) -> dict[str, Any]:
    options = list(options)
    wide = [option for option in options if option.kind == "subset"]
    options = [option for option in options if option not in wide]
    chosen: dict[str, Any] = {}
    for start in range(0, len(options), 2):
        for option, column in zip(options[start : start + 2], st.columns(2, gap="small"), strict=False):
            with column:
                chosen[option.name] = _option_control(option, values[option.name], f"option_{option.name}")
    for option in wide:
        chosen[option.name] = _option_control(option, values[option.name], f"option_{option.name}")
    return chosen


def _option_control(option: Option, value: Any, name: str, **settings: Any) -> Any:
    """The widget that fits an option's kind, with the option's words and range."""
    settings = {"label": say(option.title), "help": say(option.help) or None, **settings}
    if option.kind == "boolean":
        key = session.control(name, value)
        return st.toggle(value=session.control_value(name), key=key, **settings)
    if option.kind == "subset":
        return _subset(option, str(value), name, settings)
    if option.kind == "choice":
        return _choice(name, options=option.choices, value=value, **settings)
    assert option.low is not None and option.high is not None, "every number has a range"
    if option.kind == "integer":
        if option.default is None:
            settings["placeholder"] = _("all")
        return _number(name, low=int(option.low), high=int(option.high), value=value, **{"step": 1, **settings})
    settings = {"step": 0.05, "format": "%.4g", **settings}
    return _number(name, low=float(option.low), high=float(option.high), value=value, **settings)


def _subset(option: Option, value: str, name: str, settings: dict[str, Any]) -> str:
    """Pills of which several may be chosen."""
    key = session.control(name, value.split(SEPARATOR))
    chosen = st.pills(
        options=option.choices,
        selection_mode="multi",
        default=session.control_value(name),
        format_func=lambda feature: FEATURES[feature].symbol,
        key=key,
        **settings,
    )
    return SEPARATOR.join(chosen)


def _architecture_controls(architecture: ArchitectureConfig) -> ArchitectureConfig:
    count_column, initializer_column = st.columns(2, gap="small")
    with count_column:
        count = _number(
            *("hidden_layers", _("Hidden layers"), 0, MAX_HIDDEN_LAYERS, len(architecture.hidden)),
            step=1,
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
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", wrap=False):
        st.markdown(f"$n^{{[{index}]}}$", width=34)
        units = _number(
            *(f"units_{index}", _("Units of layer {index}").format(index=index), 1, MAX_UNITS, layer.units),
            step=1,
            label_visibility="collapsed",
            width=96,
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


def _hyperparameter_controls(config: RunConfig, line: DeltaGenerator) -> tuple[Hyperparameters, int]:
    current = config.hyperparameters
    chosen: dict[str, Any] = {"learning_rate": _learning_rate_control(current.learning_rate)}

    def control(name: str, **settings: Any) -> None:
        chosen[name] = _option_control(HYPERPARAMETERS[name], getattr(current, name), name, **settings)

    left, right = st.columns(2, gap="small")
    with left:
        control("iterations", step=1_000)
    with right:
        chosen["batch_size"] = _batch_control(current.batch_size)
    left, right = st.columns([1.3, 1], gap="small")
    with left:
        chosen["optimizer"] = _menu("optimizer", _("Optimiser"), OPTIMIZERS, current.optimizer)
    with right:
        control("l2", step=0.1)
    with _more(line, "hyperparameters", _("More")):
        chosen["schedule"] = _schedule_controls(current.schedule)
        control("target_cost", label=_("Stop at cost J ≤"), placeholder=_("no target"))
        control("precision")
        seed = _option_control(SEED, config.seed, "seed")
    return dataclasses.replace(current, **chosen), seed


def _learning_rate_control(value: float) -> float:
    """The learning rate twice: a slider on a log scale, and a field for any number; each follows the other."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", wrap=False):
        key = session.control("learning_rate_slider", _nearest_rate(value))
        st.select_slider(
            _("Learning rate α"),
            LEARNING_RATES,
            value=session.control_value("learning_rate_slider"),
            format_func=lambda rate: f"{rate:g}",
            key=key,
            on_change=_take_slider,
            width="stretch",
        )
        rate: float = _option_control(
            *(HYPERPARAMETERS["learning_rate"], value, "learning_rate"),
            label=_("Learning rate α, exactly"),
            help=None,
            step=0.01,
            format="%.6g",
            on_change=_take_field,
            label_visibility="collapsed",
            width=120,
        )
    return rate


def _nearest_rate(value: float) -> float:
    """The slider's position nearest to `value` on the log scale."""
    return min(LEARNING_RATES, key=lambda rate: abs(math.log(rate / value)) if value > 0 else rate)


def _take_slider() -> None:
    rate = session.control_value("learning_rate_slider")
    if rate is not None:
        session.set_control("learning_rate", rate)


def _take_field() -> None:
    rate = session.control_value("learning_rate")
    if rate is not None:
        session.set_control("learning_rate_slider", _nearest_rate(rate))


def _batch_control(value: int | None) -> int | None:
    sizes = sorted({FULL_BATCH, *BATCH_SIZES, value or FULL_BATCH})
    titles = {size: str(size) if size else _("full batch") for size in sizes}
    size: int = _choice(
        *("batch_size", _("Batch size"), sizes, value or FULL_BATCH),
        format_func=titles.__getitem__,
    )
    return size or None


def _schedule_controls(schedule: ScheduleConfig) -> ScheduleConfig:
    name = _menu("schedule", _("Learning-rate schedule"), SCHEDULES, schedule.name)
    values = schedule.values() if name == schedule.name else {}
    options = SCHEDULES[name].options
    chosen = {
        option.name: _option_control(option, values.get(option.name, option.default), f"schedule_{option.name}")
        for option in options
    }
    return ScheduleConfig.from_dict({"name": name, **chosen})
