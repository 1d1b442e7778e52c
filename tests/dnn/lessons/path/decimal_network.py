"""A small network in 50-digit arithmetic, example by example, and its derivatives by differences."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np

from tests.dnn.fifty_digits import DIGITS, log1p

H = Decimal("1e-20")
"""Step of the differences, whose error is of the order of its square."""
Bump = tuple[str, int, int, int]
"""A quantity, its layer, and an entry; of Z and A the second index is the example."""
ACTIVATIONS: dict[str, Callable[[Decimal], Decimal]] = {
    "tanh": lambda z: 1 - 2 / ((2 * z).exp() + 1),
    "sigmoid": lambda z: 1 / (1 + (-z).exp()),
    "relu": lambda z: max(z, Decimal(0)),
    "linear": lambda z: z,
}


class DecimalNetwork:
    """A network for two classes with the exact values of float64 weights and examples.

    Args:
        weights: W and b of each layer.
        activations: of the hidden layers.
        X: (n_x, m)
        Y: (1, m)
    """

    def __init__(
        self, weights: list[tuple[np.ndarray, np.ndarray]], activations: list[str], X: np.ndarray, Y: np.ndarray
    ) -> None:
        self.weights, self.activations = [(_exact(W), _exact(b)) for W, b in weights], activations
        self.X, self.Y = _exact(X), _exact(Y)

    def loss(self, example: int, bump: Bump | None = None, by: Decimal = Decimal(0)) -> Decimal:
        """The loss of one example, one of the network's numbers changed by a little."""
        a = [row[example] for row in self.X]
        for l, (W, b) in enumerate(self.weights, start=1):
            z = []
            for j, row in enumerate(W):
                terms = [
                    (w + _bumped(bump, by, ("W", l, j, k))) * a_k for k, (w, a_k) in enumerate(zip(row, a, strict=True))
                ]
                total = sum(terms) + b[j][0] + _bumped(bump, by, ("b", l, j, 0))
                z.append(total + _bumped(bump, by, ("Z", l, j, example)))
            if l < len(self.weights):
                g = ACTIVATIONS[self.activations[l - 1]]
                a = [g(each) + _bumped(bump, by, ("A", l, j, example)) for j, each in enumerate(z)]
        y = self.Y[0][example]
        return y * log1p((-z[0]).exp()) + (1 - y) * log1p(z[0].exp())

    def values(self, l: int, example: int) -> tuple[list[Decimal], list[Decimal]]:
        """z and a of layer l for one example."""
        with localcontext(DIGITS):
            a = [row[example] for row in self.X]
            for layer, (W, b) in enumerate(self.weights[:l], start=1):
                z = [sum(w * a_k for w, a_k in zip(row, a, strict=True)) + b[j][0] for j, row in enumerate(W)]
                name = "sigmoid" if layer == len(self.weights) else self.activations[layer - 1]
                a = [ACTIVATIONS[name](each) for each in z]
            return z, a

    def derivative(self, quantity: str, l: int, shape: tuple[int, int]) -> np.ndarray:
        """The derivatives with respect to W or b of the mean loss J, with respect to Z or A of each example's own."""
        m = len(self.X[0])
        found = np.empty(shape)
        with localcontext(DIGITS):
            for i, k in np.ndindex(shape):
                bump, examples = (quantity, l, i, k), [k] if quantity in "ZA" else range(m)
                ends = [sum(self.loss(example, bump, by) for example in examples) for by in (H, -H)]
                found[i, k] = float((ends[0] - ends[1]) / (2 * H) / (1 if quantity in "ZA" else m))
        return found


def _bumped(bump: Bump | None, by: Decimal, entry: Bump) -> Decimal:
    return by if bump == entry else Decimal(0)


def _exact(array: np.ndarray) -> list[list[Decimal]]:
    return [[Decimal(float(value)) for value in row] for row in array]
