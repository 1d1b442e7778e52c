"""The course's notation (course §1), bound to a network: what each symbol means and what it is here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dnn.configuration import RunConfig
from dnn.network import layer_sizes
from dnn.shapes import training_examples
from dnn.text.messages import Text


@dataclass(frozen=True)
class Bound:
    """A network as far as notation goes: n^[0] … n^[L], and m."""

    sizes: tuple[int, ...]
    m: int

    @property
    def L(self) -> int:
        """The number of layers, the input not counted."""
        return len(self.sizes) - 1


@dataclass(frozen=True)
class Symbol:
    """One entry of the notation.

    Attributes:
        name: its key, as in "n[l]".
        latex: how it is written.
        meaning: what it stands for.
        here: its value or shape in a network, as LaTeX.
        pages: where it can be seen, by the pages' addresses.
    """

    name: str
    latex: str
    meaning: Text
    here: Callable[[Bound], str]
    pages: tuple[str, ...]


def bind(config: RunConfig) -> Bound:
    """The network that a configuration makes."""
    return Bound(layer_sizes(config), training_examples(config.dataset))


def _sizes(bound: Bound) -> str:
    values = [rf"n^{{[{l}]}}={n}" for l, n in enumerate(bound.sizes)]
    shown = values if len(values) <= 6 else [*values[:3], r"\dots", *values[-2:]]
    return r",\;".join(shown)


def _per_layer(shape: Callable[[Bound, int], str], symbol: str) -> Callable[[Bound], str]:
    """The shapes of a quantity in the first and the last layer."""

    def here(bound: Bound) -> str:
        layers = range(1, bound.L + 1)
        shown = [rf"{symbol.format(l=l)}:\,{shape(bound, l)}" for l in layers]
        return r",\;".join(shown if len(shown) <= 4 else [*shown[:2], r"\dots", shown[-1]])

    return here


def _pair(rows: object, columns: object) -> str:
    return rf"({rows},\,{columns})"


NOTATION: dict[str, Symbol] = {
    symbol.name: symbol
    for symbol in (
        Symbol(
            "L",
            "L",
            Text("number of layers; the input is layer 0 and is not counted, so there are L − 1 hidden layers"),
            lambda bound: f"L={bound.L}",
            ("", "dimensions"),
        ),
        Symbol("l", "l", Text("index of a layer, 1 … L"), lambda bound: rf"l=1,\dots,{bound.L}", ("dimensions",)),
        Symbol("n[l]", "n^{[l]}", Text("number of units of layer l"), _sizes, ("", "dimensions")),
        Symbol(
            "n[0]",
            "n^{[0]}=n_x",
            Text("number of input features"),
            lambda bound: rf"n^{{[0]}}={bound.sizes[0]}",
            ("dimensions",),
        ),
        Symbol("m", "m", Text("number of training examples"), lambda bound: f"m={bound.m}", ("", "dimensions")),
        Symbol(
            "(i)",
            "x^{(i)}",
            Text("round brackets number the examples: the i-th column"),
            lambda bound: rf"i=1,\dots,{bound.m}",
            ("dimensions",),
        ),
        Symbol(
            "X",
            "X=A^{[0]}",
            Text("the input: all examples, one per column"),
            lambda bound: _pair(bound.sizes[0], bound.m),
            ("dimensions",),
        ),
        Symbol(
            "Y",
            "Y",
            Text("the labels, one example per column"),
            lambda bound: _pair(bound.sizes[-1], bound.m),
            ("dimensions",),
        ),
        Symbol(
            "W[l]",
            "W^{[l]}",
            Text("weights of layer l: one row per unit, one column per unit of the layer before"),
            _per_layer(lambda bound, l: _pair(bound.sizes[l], bound.sizes[l - 1]), "W^{{[{l}]}}"),
            ("dimensions",),
        ),
        Symbol(
            "b[l]",
            "b^{[l]}",
            Text("biases of layer l, a column that broadcasting repeats for each example"),
            _per_layer(lambda bound, l: _pair(bound.sizes[l], 1), "b^{{[{l}]}}"),
            ("dimensions",),
        ),
        Symbol(
            "Z[l]",
            "Z^{[l]}",
            Text("linear part of layer l; cached, because g′ is evaluated at it in backward propagation"),
            _per_layer(lambda bound, l: _pair(bound.sizes[l], bound.m), "Z^{{[{l}]}}"),
            ("dimensions",),
        ),
        Symbol(
            "A[l]",
            "A^{[l]}=g^{[l]}(Z^{[l]})",
            Text("activations of layer l; those of layer L are the prediction Ŷ"),
            _per_layer(lambda bound, l: _pair(bound.sizes[l], bound.m), "A^{{[{l}]}}"),
            ("dimensions",),
        ),
        Symbol(
            "g[l]",
            "g^{[l]}",
            Text("activation function of layer l"),
            lambda bound: rf"g^{{[1]}},\dots,g^{{[{bound.L}]}}",
            ("",),
        ),
        Symbol(
            "J",
            r"J=\frac1m\sum_i\mathcal L(\hat y^{(i)},y^{(i)})",
            Text("cost: the mean loss of the examples; with L2, its penalty too"),
            lambda bound: r"\mathbb R",
            ("",),
        ),
        Symbol(
            "dW[l]",
            r"dW^{[l]},\;db^{[l]}",
            Text("derivatives of J with respect to the weights and biases; of the same shapes"),
            _per_layer(lambda bound, l: _pair(bound.sizes[l], bound.sizes[l - 1]), "dW^{{[{l}]}}"),
            ("dimensions",),
        ),
        Symbol(
            "dZ[l]",
            r"dZ^{[l]},\;dA^{[l]}",
            Text("derivatives of each example's own loss with respect to Z and A; of the same shapes"),
            _per_layer(lambda bound, l: _pair(bound.sizes[l], bound.m), "dZ^{{[{l}]}}"),
            ("dimensions",),
        ),
        Symbol("α", r"\alpha", Text("learning rate: W := W − α dW"), lambda bound: r"\alpha>0", ("",)),
    )
}
"""All symbols in the order of the course."""
