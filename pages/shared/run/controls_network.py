"""Controls of the network: how many hidden layers, the units and the activation of each, the initial weights."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dnn.activations import ACTIVATIONS
from dnn.configuration import MAX_HIDDEN_LAYERS, MAX_UNITS, ArchitectureConfig, HiddenLayer
from dnn.initializers import INITIALIZERS
from pages.shared.frame.text import _, say
from pages.shared.room import held_controls
from pages.shared.run.option_widgets import more, number_field, registry_menu
from pages.shared.session import control_keys

NEW_LAYER = HiddenLayer(units=4, activation="tanh")
MAX_LISTED_LAYERS = 6
"""Hidden layers up to which each has its line; more of them share one, which keeps the hyperparameters in sight."""
LIST_HEIGHT = 420
UNITS, ACTIVATION = "units", "activation"
SYMBOL_WIDTH, UNITS_WIDTH = 34, 96


def network_controls(architecture: ArchitectureConfig, line: DeltaGenerator) -> ArchitectureConfig:
    count_column, initializer_column = st.columns(2, gap="small")
    with count_column:
        count = number_field(
            *("hidden_layers", _("Hidden layers"), 0, MAX_HIDDEN_LAYERS, len(architecture.hidden)),
            step=1,
            help=_("L counts every layer but the input, so there are L − 1 hidden layers."),
        )
    with initializer_column:
        initializer = registry_menu("initializer", _("Initialiser"), INITIALIZERS, architecture.initializer)
    if count <= MAX_LISTED_LAYERS:
        hidden = _listed(architecture.hidden, count)
    else:
        alike = st.container()
        with more(line, "network", _("Layer by layer")), st.container(height=LIST_HEIGHT, border=False, gap="xsmall"):
            hidden = _listed(architecture.hidden, count)
        with alike:
            _alike_controls(hidden)
    return ArchitectureConfig(hidden=tuple(hidden), initializer=initializer)


def _listed(known: Sequence[HiddenLayer], count: int) -> list[HiddenLayer]:
    """Hidden layers 1 to `count`, each on a line."""
    return [
        _layer_controls(index, known[index - 1] if index <= len(known) else NEW_LAYER) for index in range(1, count + 1)
    ]


def _layer_controls(index: int, layer: HiddenLayer) -> HiddenLayer:
    """Units and activation of hidden layer `index`, on one line behind its symbol."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", wrap=False):
        st.html(f'<span class="dnn-units-symbol"><i>n</i><sup>[{index}]</sup></span>', width=SYMBOL_WIDTH)
        units = number_field(
            *(f"{UNITS}_{index}", _("Units of layer {index}").format(index=index), 1, MAX_UNITS, layer.units),
            step=1,
            label_visibility="collapsed",
            width=UNITS_WIDTH,
        )
        activation = registry_menu(
            f"{ACTIVATION}_{index}",
            _("Activation function of layer {index}").format(index=index),
            ACTIVATIONS,
            layer.activation,
            label_visibility="collapsed",
            width="stretch",
        )
    return HiddenLayer(units=units, activation=activation)


def _alike_controls(hidden: Sequence[HiddenLayer]) -> None:
    """Units and activation of all hidden layers on one line; empty where they differ."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="bottom", wrap=False, key="layers_alike"):
        if held_controls.held(UNITS) != "hidden":
            _alike_units(hidden)
        if held_controls.held(ACTIVATION) != "hidden":
            _alike_activations(hidden)


def _alike_units(hidden: Sequence[HiddenLayer]) -> None:
    units = [layer.units for layer in hidden]
    settings = {"help": _("Units and activation of every hidden layer; where they differ, the field is empty.")}
    st.number_input(
        _("All layers alike"),
        *(1, MAX_UNITS),
        value=_common(units),
        placeholder=_("differ"),
        **held_controls.settings(UNITS, settings | _shared(UNITS, units, len(hidden))),
        width=SYMBOL_WIDTH + UNITS_WIDTH + 6,
    )


def _alike_activations(hidden: Sequence[HiddenLayer]) -> None:
    titles = {name: say(activation.title) for name, activation in ACTIVATIONS.items()}
    settings = _shared(ACTIVATION, [layer.activation for layer in hidden], len(hidden))
    st.selectbox(
        _("Activation function of all layers"),
        list(titles),
        index=None,
        format_func=titles.__getitem__,
        placeholder=_("differ"),
        label_visibility="collapsed",
        **held_controls.settings(ACTIVATION, settings),
        width="stretch",
    )


def _common(values: Sequence[Any]) -> Any:
    """The one value that all are; None where they differ."""
    return values[0] if len(set(values)) == 1 else None


def _shared(kind: str, values: Sequence[Any], count: int) -> dict[str, Any]:
    """Key and callback of the control of all layers at once, which shows what the layers have in common."""
    name = f"{kind}_all"
    control_keys.set_control(name, _common(values))
    take = partial(_take_all, kind, count)
    return {"key": control_keys.control(name, None), "on_change": control_keys.on_change(name, take)}


def _take_all(kind: str, count: int) -> None:
    value = control_keys.control_value(f"{kind}_all")
    if value is not None:
        for index in range(1, count + 1):
            control_keys.set_control(f"{kind}_{index}", value)
