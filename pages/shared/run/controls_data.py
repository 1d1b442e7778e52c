"""Controls of the data: which, how many, how noisy, how divided and scaled; with a small picture of them."""

from __future__ import annotations

import dataclasses

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dnn.configuration import DatasetConfig
from dnn.datasets import DATASETS, OFFERED, load_dataset
from dnn.datasets.contents import CONTENTS
from dnn.datasets.own_table import DIVISION, uses_content
from dnn.system.cache import BoundedCache
from pages.menu import DATA
from pages.shared.drawing import svg
from pages.shared.drawing.data_preview import HEIGHT, data_preview
from pages.shared.frame.text import _, literal, say
from pages.shared.run.network_description import TAKEN_OVER
from pages.shared.run.option_widgets import more, option_widget, option_widgets, registry_menu
from pages.shared.session import control_keys, session, table_access, table_names

_PICTURES: BoundedCache[str] = BoundedCache(entries=64, bytes=8_000_000)
SPLIT_AND_SCALING = (DIVISION, "test_fraction", "seed", "standardize")
"""Options that stand behind a button of this name; all others stand in front."""


def data_controls(dataset: DatasetConfig, line: DeltaGenerator) -> DatasetConfig:
    menu = OFFERED | {dataset.name: DATASETS[dataset.name]} | {DATA.name: DATA}
    name = registry_menu(
        *("data", _("Dataset"), menu, dataset.name),
        label_visibility="collapsed",
        on_change=control_keys.on_change("data", _take_dataset),
    )
    entry = DATASETS[name]
    values = dataset.values()
    preview = st.container()
    texts = {option.name: values[option.name] for option in entry.options if option.kind == "text"}
    front = [option for option in entry.options if option.name not in (*SPLIT_AND_SCALING, *texts)]
    behind = [option for option in entry.options if option.name in SPLIT_AND_SCALING]
    chosen = texts | option_widgets(front, values)
    with more(line, "data", _("Split and scaling")):
        for option in behind:
            chosen[option.name] = option_widget(option, values[option.name], f"option_{option.name}")
        st.caption(say(entry.description))
        st.caption(say(entry.source))
        if any(option.kind == "subset" for option in front):
            st.caption(_("The sines are those of πx, since the shapes lie between −1 and 1."))
    taken = DatasetConfig.from_dict({"name": name, **chosen})
    if table_access.is_waiting():
        st.button(
            _("Look for the table of the link again"),
            icon=":material/refresh:",
            key="look_for_table",
            help=_("Once its owner shares it, in the dialog Share, the link opens with it."),
            on_click=table_access.settle,
        )
    with preview:
        name_of_table = table_names.name_of(taken)
        if name_of_table is not None:
            st.caption(literal(name_of_table))
        _preview(taken)
    return taken


def _preview(dataset: DatasetConfig) -> None:
    """A small picture of the examples."""
    entry = DATASETS[dataset.name]
    label = _("A picture of the dataset {name}").format(name=say(entry.title))
    class_names = tuple(say(name) for name in entry.class_names_for(dataset))
    svg.picture(_picture(dataset, label, class_names), key="data_preview", height=HEIGHT)


def _picture(dataset: DatasetConfig, label: str, class_names: tuple[str, ...]) -> str:
    """The picture as SVG, cached: every click runs the script, and the data are the same on most."""
    key = dataset, label, class_names
    picture = _PICTURES.get(key)
    if picture is None:
        discards = _PICTURES.discards
        picture = data_preview(load_dataset(dataset), label, class_names)
        _PICTURES.put(key, picture, len(picture), discards)
    return picture


def _forget(digest: str) -> None:
    """Forget the pictures of a table that is no longer to be there."""
    _PICTURES.discard(lambda key: uses_content(key[0], digest))


CONTENTS.on_discard(_forget)


def _take_dataset() -> None:
    """A new dataset starts from its own defaults; network and hyperparameters stay. The last entry of the menu is the
    page of the visitor's own data."""
    name = control_keys.control_value("data")
    if name == DATA.name:
        control_keys.forget("data")
        session.set_next_page(DATA)
    elif name is not None:
        session.set_page_value(TAKEN_OVER, None)
        session.set_config(dataclasses.replace(session.config(), dataset=DatasetConfig.from_dict({"name": name})))
