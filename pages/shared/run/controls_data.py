"""Controls of the data: which, how many, how noisy, how divided and scaled; with a small picture of them."""

from __future__ import annotations

import dataclasses
from functools import lru_cache

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dnn.configuration import DatasetConfig
from dnn.datasets import DATASETS, load_dataset
from pages.shared.drawing import charts
from pages.shared.frame.text import _, say
from pages.shared.run.network_description import TAKEN_OVER
from pages.shared.run.option_widgets import more, option_widget, option_widgets, registry_menu
from pages.shared.session import control_keys, session

COMMON_OPTIONS = ("test_fraction", "seed", "standardize")
"""Options of every dataset; they stand behind "Split and scaling", the dataset's own stand in front."""


def data_controls(dataset: DatasetConfig, line: DeltaGenerator) -> DatasetConfig:
    name = registry_menu(
        "data", _("Data set"), DATASETS, dataset.name, label_visibility="collapsed", on_change=_take_dataset
    )
    entry = DATASETS[name]
    values = dataset.values()
    preview = st.container()
    texts = {option.name: values[option.name] for option in entry.options if option.kind == "text"}
    front = [option for option in entry.options if option.name not in (*COMMON_OPTIONS, *texts)]
    behind = [option for option in entry.options if option.name in COMMON_OPTIONS]
    chosen = texts | option_widgets(front, values)
    with more(line, "data", _("Split and scaling")):
        for option in behind:
            chosen[option.name] = option_widget(option, values[option.name], f"option_{option.name}")
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
    name = control_keys.control_value("data")
    if name is not None:
        session.keep(TAKEN_OVER, None)
        session.set_config(dataclasses.replace(session.config(), dataset=DatasetConfig.from_dict({"name": name})))
