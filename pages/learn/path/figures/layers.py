"""The network of a lesson as a picture; after the try its layers are counted."""

from __future__ import annotations

import streamlit as st

from dnn.network import layer_sizes
from dnn.text.messages import Enumeration
from pages.learn.path.figures.network_picture import NetworkWords, network_picture
from pages.learn.path.figures.shown import ShownExperiment
from pages.shared.drawing.svg import picture
from pages.shared.frame.text import _, ngettext, say, sentences
from pages.shared.session import session

SCALE = 1.9
"""Of the picture, which has the room for itself."""


def draw(shown: ShownExperiment) -> None:
    """Draw the network, and what counting its layers gives."""
    sizes = layer_sizes(shown.config)
    with st.container(key=f"path_figure_{shown.key}"):
        svg = network_picture(sizes, _words(sizes), session.theme_mode(), is_counted=shown.is_tried, scale=SCALE)
        picture(svg, key=f"layers_{shown.key}")
        if shown.is_seen or shown.controls:
            st.markdown(counted(sizes))


def _words(sizes: tuple[int, ...]) -> NetworkWords:
    units = say(Enumeration(map(str, sizes)))
    label = _("A network as circles in columns, from the input to the output: {units}").format(units=units)
    hidden = ngettext("{count} hidden layer", "{count} hidden layers", len(sizes) - 2).format(count=len(sizes) - 2)
    return NetworkWords(label, _("input"), _("output"), hidden)


def counted(sizes: tuple[int, ...]) -> str:
    """L and the hidden layers in a sentence or two."""
    L = len(sizes) - 1
    layers = _("$L={L}$: every layer that has weights counts, the output layer too; the input is $l=0$.").format(L=L)
    return sentences(layers, _("Hidden layers: $L-1={hidden}$.").format(hidden=L - 1))
