"""The course's symbols: how they are set, what they mean, and what they are in a given network."""

from __future__ import annotations

import re

from dnn.text.messages import Text
from pages.shared.drawing import theme

MEANINGS: dict[str, Text] = {
    "X": Text("input, one example per column"),
    "Y": Text("labels, one example per column"),
    "W": Text("weights"),
    "b": Text("biases"),
    "Z": Text("linear part"),
    "A": Text("activations"),
    "dW": Text("derivative of J with respect to the weights"),
    "db": Text("derivative of J with respect to the biases"),
    "dZ": Text("derivative of the loss with respect to Z"),
    "dA": Text("derivative of the loss with respect to A"),
}
"""Each quantity in a few words; a small letter means the same of one example."""

FORWARD = ("X", "Y", "W", "b", "Z", "A")
BACKWARD = ("dA", "dZ", "dW", "db")
"""The derivatives, in the order in which a layer computes them."""


def quantity_of(symbol: str) -> str:
    """The quantity that a symbol stands for: "Z" for "z" of one example."""
    if symbol in MEANINGS:
        return symbol
    return symbol.upper() if len(symbol) == 1 else symbol[0] + symbol[1:].upper()


def tex(symbol: str, layer: int | str | None, mode: str, *, transposed: bool = False) -> str:
    """A symbol in its colour, as TeX: W^{[2]}; X and Y have no layer."""
    quantity = quantity_of(symbol)
    color = theme.quantity_color("A" if quantity in "XY" else quantity, mode)
    index = "" if layer in (0, None) and quantity in "XY" else f"^{{[{layer}]{'T' if transposed else ''}}}"
    return rf"\textcolor{{{color}}}{{{symbol}{index}}}"


def shape_tex(formula: str) -> str:
    """ "(n^[2], m)" as TeX."""
    return re.sub(r"\^\[(\w+)\]", r"^{[\1]}", formula).replace(", ", r",\,")


def name_tex(name: str) -> str:
    """ "A^[0]" or "Ŷ" as TeX."""
    return {"Ŷ": r"\hat{Y}", "ŷ": r"\hat{y}"}.get(name, re.sub(r"\^\[(\w+)\]", r"^{[\1]}", name))


def numbers(shape: tuple[int, ...]) -> str:
    """A shape in numbers as TeX: (3,\\,4), and (350,) with its comma."""
    return "(" + r",\,".join(map(str, shape)) + (",)" if len(shape) == 1 else ")")
