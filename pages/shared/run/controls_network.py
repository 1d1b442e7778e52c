"""Controls of the network: how many hidden layers, the units and the activation of each, the initial weights."""

from __future__ import annotations

import streamlit as st

from dnn.activations import ACTIVATIONS
from dnn.configuration import MAX_HIDDEN_LAYERS, MAX_UNITS, ArchitectureConfig, HiddenLayer
from dnn.initializers import INITIALIZERS
from pages.shared.frame.text import _
from pages.shared.run.option_widgets import number_field, registry_menu

NEW_LAYER = HiddenLayer(units=4, activation="tanh")


def network_controls(architecture: ArchitectureConfig) -> ArchitectureConfig:
    count_column, initializer_column = st.columns(2, gap="small")
    with count_column:
        count = number_field(
            *("hidden_layers", _("Hidden layers"), 0, MAX_HIDDEN_LAYERS, len(architecture.hidden)),
            step=1,
            help=_("L counts every layer but the input, so there are L − 1 hidden layers."),
        )
    with initializer_column:
        initializer = registry_menu("initializer", _("Initialiser"), INITIALIZERS, architecture.initializer)
    hidden = [
        _layer_controls(index, architecture.hidden[index - 1] if index <= len(architecture.hidden) else NEW_LAYER)
        for index in range(1, count + 1)
    ]
    return ArchitectureConfig(hidden=tuple(hidden), initializer=initializer)


def _layer_controls(index: int, layer: HiddenLayer) -> HiddenLayer:
    """Units and activation of hidden layer `index`, on one line behind its symbol."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", wrap=False):
        st.markdown(f"$n^{{[{index}]}}$", width=34)
        units = number_field(
            *(f"units_{index}", _("Units of layer {index}").format(index=index), 1, MAX_UNITS, layer.units),
            step=1,
            label_visibility="collapsed",
            width=96,
        )
        activation = registry_menu(
            f"activation_{index}",
            _("Activation function of layer {index}").format(index=index),
            ACTIVATIONS,
            layer.activation,
            label_visibility="collapsed",
            width="stretch",
        )
    return HiddenLayer(units=units, activation=activation)
