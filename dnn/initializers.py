"""Initial weights: the distributions they are drawn from before training; biases always start at 0."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dnn.activations import Array
from dnn.text.messages import Text

EQUAL_WEIGHT = 0.1
SMALL, LARGE = 0.01, 10.0


@dataclass(frozen=True)
class Initializer:
    """One way to draw W of shape (n_out, n_in).

    Attributes:
        name: what configurations call it.
        title: what visitors read.
        draw: (n_out, n_in), generator -> W (n_out, n_in) in float64.
        latex: the formula of an entry.
        code: the same draw in an exported script: an expression of `shape`, `rng`, `n` and `l`.
        source: where it was published.
    """

    name: str
    title: Text
    draw: Callable[[tuple[int, int], np.random.Generator], Array]
    latex: str
    code: str
    source: Text = Text("")

    @property
    def is_equal(self) -> bool:
        """True if all weights of a layer start equal."""
        return bool(np.ptp(self.draw((2, 2), np.random.default_rng(0))) == 0)


def _normal(
    standard_deviation: Callable[[int, int], float],
) -> Callable[[tuple[int, int], np.random.Generator], Array]:
    def draw(shape: tuple[int, int], rng: np.random.Generator) -> Array:
        n_out, n_in = shape
        return rng.standard_normal(shape) * standard_deviation(n_out, n_in)  # (n_out, n_in)

    return draw


INITIALIZERS: dict[str, Initializer] = {
    initializer.name: initializer
    for initializer in (
        Initializer("zeros", Text("Zeros"), lambda shape, rng: np.zeros(shape), r"0", "np.zeros(shape)"),
        Initializer(
            "constant",
            Text("Equal constant"),
            lambda shape, rng: np.full(shape, EQUAL_WEIGHT),
            r"0.1",
            f"np.full(shape, {EQUAL_WEIGHT})",
        ),
        Initializer(
            "small_normal",
            Text("0.01 · normal"),
            _normal(lambda n_out, n_in: SMALL),
            r"0.01\,\mathcal N(0,1)",
            f"rng.standard_normal(shape) * {SMALL}",
        ),
        Initializer(
            "normal", Text("Normal"), _normal(lambda n_out, n_in: 1.0), r"\mathcal N(0,1)", "rng.standard_normal(shape)"
        ),
        Initializer(
            "large_normal",
            Text("10 · normal"),
            _normal(lambda n_out, n_in: LARGE),
            r"10\,\mathcal N(0,1)",
            f"rng.standard_normal(shape) * {LARGE:g}",
        ),
        Initializer(
            "xavier",
            Text("Xavier (Glorot)"),
            _normal(lambda n_out, n_in: (2 / (n_in + n_out)) ** 0.5),
            r"\mathcal N\left(0,\tfrac{2}{n^{[l-1]}+n^{[l]}}\right)",
            "rng.standard_normal(shape) * (2 / (n[l - 1] + n[l])) ** 0.5",
            Text("Glorot and Bengio 2010"),
        ),
        Initializer(
            "he",
            Text("He"),
            _normal(lambda n_out, n_in: (2 / n_in) ** 0.5),
            r"\mathcal N\left(0,\tfrac{2}{n^{[l-1]}}\right)",
            "rng.standard_normal(shape) * (2 / n[l - 1]) ** 0.5",
            Text("He et al. 2015"),
        ),
        Initializer(
            "lecun",
            Text("LeCun"),
            _normal(lambda n_out, n_in: (1 / n_in) ** 0.5),
            r"\mathcal N\left(0,\tfrac{1}{n^{[l-1]}}\right)",
            "rng.standard_normal(shape) * (1 / n[l - 1]) ** 0.5",
            Text("LeCun et al. 1998"),
        ),
    )
}
"""All initialisers by name, in the order of the menu."""
