"""One unit's sum in numbers: inputs times weights, plus b, through g."""

from __future__ import annotations

import numpy as np
import streamlit as st

from dnn.lessons.path.by_hand import decimals_in, without_noise
from dnn.lessons.path.experiments.unit_sum import OF_ACTIVATION, UnitSum, looked_at, summed
from pages.learn.path.figures import numbers
from pages.learn.path.figures.network_picture import NetworkWords, Unit, network_picture
from pages.learn.path.figures.shown import WITHHELD, ShownExperiment
from pages.shared.drawing import symbols
from pages.shared.drawing.markdown_table import markdown
from pages.shared.drawing.svg import picture
from pages.shared.frame.text import _, strong
from pages.shared.session import session

MAX_PRODUCTS = 8
"""Products that stand each in a row; the rest is one sum."""


def draw(shown: ShownExperiment) -> None:
    """Draw the unit in its network, and its sum beside it."""
    parameters, _passes = looked_at(shown.config)
    sizes = (parameters.layers[0].W.shape[1], *(len(layer.W) for layer in parameters.layers))
    unit, mode = summed(shown.config, shown.options), session.theme_mode()
    label = _("The network, with unit {j} of layer {l} and its {n} weights standing out").format(
        j=unit.j, l=unit.l, n=len(unit.weights)
    )
    words = NetworkWords(label, _("input"), _("output"))
    with st.container(key=f"path_figure_{shown.key}"):
        left, right = st.columns([0.38, 0.62], gap="small", vertical_alignment="center")
        with left:
            svg = network_picture(sizes, words, mode, is_counted=True, unit=Unit(unit.l, unit.j))
            picture(svg, key=f"unit_{shown.key}")
        with right:
            st.caption(
                _("Unit {j} of layer {l}, example {i}, in rounded numbers").format(j=unit.j, l=unit.l, i=unit.example)
            )
            st.markdown(sum_table(unit, mode, is_tried=shown.is_tried))


def sum_table(unit: UnitSum, mode: str, *, is_tried: bool) -> str:
    """The products one a row, b, their sum z, and a = g(z); before the try without products, z and a. Inputs and
    weights have few decimals, so that products and z stand there with all of theirs."""
    shown = list(range(len(unit.weights)))[: MAX_PRODUCTS if len(unit.weights) > MAX_PRODUCTS + 1 else None]
    rest = len(unit.weights) - len(shown)
    remaining = without_noise(float(np.sum(unit.products[len(shown) :])))
    of_inputs, of_weights = decimals_in(unit.inputs), decimals_in(unit.weights)
    exact = max(of_inputs + of_weights, decimals_in(np.array([unit.b])))

    def number_text(value: float, decimals: int = exact) -> str:
        return numbers.number(value, decimals) if is_tried else WITHHELD

    rows = [
        [
            f"${k + 1}$",
            numbers.number(float(unit.inputs[k]), of_inputs),
            numbers.number(float(unit.weights[k]), of_weights),
            number_text(float(unit.products[k])),
        ]
        for k in shown
    ]
    if rest:
        more = _("{count} more").format(count=rest)
        rows.append([f"⋮ {more}", "", "", number_text(remaining)])
    b, z, a = (f"${symbols.tex(letter, unit.l, mode)}$" for letter in ("b", "z", "a"))
    rows.append([b, "", "", numbers.number(unit.b, exact if unit.b else 0)])
    rows.append([f"{z} = Σ + {b}", "", "", strong(number_text(unit.z)) if is_tried else WITHHELD])
    g = rf"\mathrm{{{unit.activation.replace('_', chr(92) + '_')}}}"
    rows.append([f"{a} = ${g}(z)$", "", "", strong(number_text(unit.a, OF_ACTIVATION)) if is_tried else WITHHELD])
    previous, weight = (f"${symbols.tex(letter, at, mode)}$" for letter, at in (("a", unit.l - 1), ("W", unit.l)))
    return markdown(("$k$", previous, weight, _("product")), rows, "lrrr")
