"""Widgets for the options of a configuration, with their words and ranges from the registries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dnn.datasets.features import FEATURES
from dnn.text.messages import Text
from dnn.validation.option import SEPARATOR, Option
from pages.shared.frame.text import _, say
from pages.shared.room import held_controls
from pages.shared.session import control_keys


class Titled(Protocol):
    """An entry of a registry, as far as a menu is concerned."""

    @property
    def title(self) -> Text: ...


def heading(title: str, icon: str) -> DeltaGenerator:
    """A section's title; returns the rest of its line, for what is seldom touched."""
    line = st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False)
    line.markdown(f"**{icon} {title}**", width="content")
    return line


def more(line: DeltaGenerator, key: str, label: str) -> DeltaGenerator:
    """The end of a section's line: it opens what is seldom touched."""
    return line.container(key=f"more_{key}", width="content").popover(label, type="tertiary")


# What the room of a visitor hides is not drawn and stays as it is; what it locks is disabled, and says why.


def number_field(name: str, label: str, low: float, high: float, value: float | None, **settings: Any) -> Any:
    """A field for a number. What it shows is given as its default too: a field in a closed popover is drawn by the
    browser when that opens, and knows nothing of what was said before."""
    if held_controls.held(name) == "hidden":
        return value
    settings = held_controls.settings(name, settings)
    key = control_keys.control(name, value)
    return st.number_input(label, low, high, value=control_keys.control_value(name), key=key, **settings)


def choice_menu(name: str, label: str, options: Sequence[Any], value: Any, **settings: Any) -> Any:
    """A drop-down menu; its default is what it shows, for the same reason."""
    if held_controls.held(name) == "hidden":
        return value
    settings = held_controls.settings(name, settings)
    key = control_keys.control(name, value)
    shown = control_keys.control_value(name)
    index = options.index(shown) if shown in options else 0
    return st.selectbox(label, options, index=index, key=key, **settings)


def registry_menu(name: str, label: str, registry: Mapping[str, Titled], value: str, **settings: Any) -> str:
    """A drop-down menu over a registry, in the registry's order, in the visitor's words."""
    titles = {entry: say(registry[entry].title) for entry in registry}
    chosen: str = choice_menu(name, label, list(registry), value, format_func=titles.__getitem__, **settings)
    return chosen


def option_widgets(options: Iterable[Option], values: Mapping[str, Any]) -> dict[str, Any]:
    options = list(options)
    wide = [option for option in options if option.kind == "subset"]
    options = [option for option in options if option not in wide]
    chosen: dict[str, Any] = {}
    for start in range(0, len(options), 2):
        for option, column in zip(options[start : start + 2], st.columns(2, gap="small"), strict=False):
            with column:
                chosen[option.name] = option_widget(option, values[option.name], f"option_{option.name}")
    for option in wide:
        chosen[option.name] = option_widget(option, values[option.name], f"option_{option.name}")
    return chosen


def option_widget(option: Option, value: Any, name: str, **settings: Any) -> Any:
    """The widget that fits an option's kind, with the option's words and range."""
    settings = {"label": say(option.title), "help": say(option.help) or None, **settings}
    if held_controls.held(name) == "hidden":
        return value
    if option.kind == "boolean":
        settings = held_controls.settings(name, settings)
        key = control_keys.control(name, value)
        return st.toggle(value=control_keys.control_value(name), key=key, **settings)
    if option.kind == "subset":
        return _subset_pills(option, str(value), name, settings)
    if option.kind == "choice":
        titles = [say(title) for title in option.choice_titles] or option.choices
        named = dict(zip(option.choices, titles, strict=True))
        return choice_menu(name, options=option.choices, value=value, format_func=named.__getitem__, **settings)
    assert option.low is not None and option.high is not None, "every number has a range"
    if option.kind == "integer":
        if option.default is None:
            settings["placeholder"] = _("all")
        return number_field(name, low=int(option.low), high=int(option.high), value=value, **{"step": 1, **settings})
    settings = {"step": 0.05, "format": "%.4g", **settings}
    return number_field(name, low=float(option.low), high=float(option.high), value=value, **settings)


def _subset_pills(option: Option, value: str, name: str, settings: dict[str, Any]) -> str:
    """Pills of which several may be chosen."""
    settings = held_controls.settings(name, settings)
    key = control_keys.control(name, value.split(SEPARATOR))
    chosen = st.pills(
        options=option.choices,
        selection_mode="multi",
        default=control_keys.control_value(name),
        format_func=lambda feature: FEATURES[feature].symbol,
        key=key,
        **settings,
    )
    return SEPARATOR.join(chosen)
