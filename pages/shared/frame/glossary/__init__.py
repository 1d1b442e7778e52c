"""The glossary: a symbol in a formula anywhere in the app, pointed at or tapped, shows its meaning in this network."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dnn.background.wire import GlossaryData
from dnn.configuration import RunConfig
from dnn.network import layer_sizes
from dnn.shapes import training_examples
from dnn.text.messages import Text
from pages.shared.drawing import symbols
from pages.shared.frame.text import _, say

FOLDER = Path(__file__).parent

_component = st.components.v2.component(
    "dnn_glossary",
    html="<span hidden></span>",
    css=(FOLDER / "glossary.css").read_text("utf-8"),
    js=(FOLDER / "glossary.js").read_text("utf-8"),
    isolate_styles=False,
)

LETTERS: dict[str, Text] = {
    "n": Text("number of units of the layer"),
    "m": Text("number of training examples"),
    "L": Text("number of layers, the input not counted"),
    "l": Text("index of a layer"),
    "g": Text("activation function of the layer"),
    "J": Text("cost: the mean loss of the examples; with L2, its penalty too"),
    "α": Text("learning rate"),
}
"""The meaning of each symbol that is not an array of a layer."""


def glossary(config: RunConfig) -> None:
    """Let every formula of the page explain itself, for the network of `config`."""
    meanings = {name: say(text) for name, text in (symbols.MEANINGS | LETTERS).items()}
    data: GlossaryData = {
        "meanings": meanings,
        "sizes": list(layer_sizes(config)),
        "m": training_examples(config.dataset),
        "shape": _("shape {shape}"),
        "one": _("of one example"),
    }
    _component(key="glossary", data=data)
