"""One unit's sum in numbers: inputs times weights, plus b, through g."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from dnn.activations import Array
from dnn.lessons.path.experiments.unit_sum import looked_at
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


@dataclass(frozen=True, eq=False)
class UnitSum:
    """Unit j of layer l for one example, the example's number from 1 on.

    Attributes:
        inputs: a of the layer before, (n_previous,).
        weights: its row of W, (n_previous,).
        b, z, a: its bias, sum and activation.
        activation: the name of g.
    """

    l: int
    j: int
    example: int
    inputs: Array
    weights: Array
    b: float
    z: float
    a: float
    activation: str

    @property
    def products(self) -> Array:
        """The terms of the sum but b, (n_previous,)."""
        return self.weights * self.inputs


def summed(shown: ShownExperiment) -> UnitSum:
    """The unit that the options name."""
    l, j, i = (shown.options[name] for name in ("layer", "unit", "example"))
    parameters, passes = looked_at(shown.config)
    layer, cache = parameters.layers[l - 1], passes[l - 1]
    inputs, z, a = cache.A_previous[:, i - 1], cache.Z[j - 1, i - 1], cache.A[j - 1, i - 1]
    return UnitSum(l, j, i, inputs, layer.W[j - 1], float(layer.b[j - 1, 0]), float(z), float(a), layer.activation)


def draw(shown: ShownExperiment) -> None:
    """Draw the unit in its network, and its sum beside it."""
    parameters, _passes = looked_at(shown.config)
    sizes = (parameters.layers[0].W.shape[1], *(len(layer.W) for layer in parameters.layers))
    unit, mode = summed(shown), session.theme_mode()
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
            st.caption(_("Unit {j} of layer {l}, example {i}").format(j=unit.j, l=unit.l, i=unit.example))
            st.markdown(sum_table(unit, mode, is_tried=shown.is_tried))


def sum_table(unit: UnitSum, mode: str, *, is_tried: bool) -> str:
    """The products one a row, b, their sum z, and a = g(z); before the try without products, z and a."""
    shown = list(range(len(unit.weights)))[: MAX_PRODUCTS if len(unit.weights) > MAX_PRODUCTS + 1 else None]
    rest = len(unit.weights) - len(shown)
    remaining = float(np.sum(unit.products[len(shown) :]))
    inputs, weights = (numbers.column(list(each[shown])) for each in (unit.inputs, unit.weights))
    tail = [*([remaining] if rest else []), unit.b, unit.z, unit.a]
    products = numbers.column([*unit.products[shown], *tail])
    values = [row[0] for row in products.rows]
    rows = [[f"${k + 1}$", inputs.rows[k][0], weights.rows[k][0], values[k] if is_tried else WITHHELD] for k in shown]
    if rest:
        more = _("{count} more").format(count=rest)
        rows.append([f"⋮ {more}", "", "", values[-4] if is_tried else WITHHELD])
    b, z, a = (f"${symbols.tex(letter, unit.l, mode)}$" for letter in ("b", "z", "a"))
    rows.append([b, "", "", values[-3]])
    rows.append([f"{z} = Σ + {b}", "", "", strong(values[-2]) if is_tried else WITHHELD])
    g = rf"\mathrm{{{unit.activation.replace('_', chr(92) + '_')}}}"
    rows.append([f"{a} = ${g}(z)$", "", "", strong(values[-1]) if is_tried else WITHHELD])
    previous = f"${symbols.tex('a', unit.l - 1, mode)}${inputs.factor}"
    weight = f"${symbols.tex('W', unit.l, mode)}${weights.factor}"
    product = _("product") + products.factor
    return markdown(("$k$", previous, weight, product), rows, "lrrr")
