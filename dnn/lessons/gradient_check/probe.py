"""Central differences of the cost for the entries of W and b of one layer."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dnn.activations import Array
from dnn.forward import cost, forward
from dnn.lessons.gradient_check.comparison import FINE, Comparison, Entry, ratio_of
from dnn.losses import TASKS
from dnn.network import Parameters, activate

NUMBERS = 500_000
"""Number of entries of one Z that are computed at a time."""
Positions = NDArray[np.int64]
"""Positions of entries in a matrix laid flat, row after row."""
Smooth = NDArray[np.bool_]

KINKED = ("relu", "leaky_relu", "elu")
"""Activation functions with a kink at 0: of the function, or of its derivative."""


@dataclass(frozen=True, eq=False)
class Probe:
    """The layers from l on, the input of layer l, and how to compare."""

    tail: Parameters
    A_previous: Array  # (n^[l-1], m)
    Y: Array  # (n_y, m)
    step: float
    tolerance: float
    across_kinks: bool = False
    """True if entries whose change moves a z across a kink are compared as well."""

    @np.errstate(all="ignore")
    def compare(self, name: str, letter: str, gradient: Array, positions: Positions) -> Comparison:
        """dW or db of the first layer of the tail at `positions` of the matrix laid flat."""
        g_hat, smooth = self.differences(letter, positions)
        smooth = smooth | self.across_kinks  # (k,)
        g, g_hat = gradient.ravel()[positions[smooth]], g_hat[smooth]  # (compared,), (compared,)
        distance = float(np.linalg.norm(g - g_hat))
        within_rounding = distance <= self.rounding() * len(g) ** 0.5
        with_half = extrapolated = None
        if not within_rounding and relative_error(g, g_hat) > FINE:
            finer, _ = replace(self, step=self.step / 2).differences(letter, positions[smooth])  # (compared,)
            with_half, extrapolated = relative_error(g, finer), relative_error(g, (4 * finer - g_hat) / 3)
        return Comparison(
            name,
            entries=gradient.size,
            compared=len(g),
            skipped=len(positions) - len(g),
            distance=distance,
            norm=float(np.linalg.norm(g)),
            norm_hat=float(np.linalg.norm(g_hat)),
            within_rounding=within_rounding,
            tolerance=self.tolerance,
            with_half=with_half,
            extrapolated=extrapolated,
            worst=_worst(g, g_hat, positions[smooth], gradient.shape[1]),
        )

    def rounding(self) -> float:
        """The error of one difference that comes from rounding J: a few of its last digits, divided by 2ε."""
        J = cost(self.tail, forward(self.tail, self.A_previous), self.Y)
        return 4 * float(np.finfo(np.float64).eps) * max(1.0, J) / (2 * self.step)

    def differences(self, letter: str, positions: Positions) -> tuple[Array, Smooth]:
        """(k,) (J(θ + ε) - J(θ - ε)) / 2ε for k entries of W or b, and (k,) whether no z crosses a kink on the way."""
        return self.differences_with(letter, positions, np.full(len(positions), self.step))

    @np.errstate(all="ignore")
    def differences_with(self, letter: str, positions: Positions, steps: Array) -> tuple[Array, Smooth]:
        """Compute `differences`, each entry with an ε of its own, (k,)."""
        at_once = max(1, NUMBERS // (2 * self.Y.shape[1] * max(len(layer.W) for layer in self.tail.layers)))
        parts = [
            self._differences(letter, positions[k : k + at_once], steps[k : k + at_once])
            for k in range(0, len(positions), at_once)
        ]
        differences, smooth = (np.concatenate(column) for column in zip(*parts, strict=True))
        return differences, smooth

    def _differences(self, letter: str, positions: Positions, steps: Array) -> tuple[Array, Smooth]:
        """All of them at once."""
        k, m = len(positions), self.Y.shape[1]
        Zs = self._Z_with_changes(letter, positions, steps)
        smooth = np.ones(k, bool)
        for layer, Z in zip(self.tail.layers, Zs, strict=True):
            if layer.activation in KINKED:
                above, below = (Z > 0).reshape(len(Z), 2, k, m).swapaxes(0, 1)  # (n, k, m), (n, k, m)
                smooth &= (above == below).all(axis=(0, 2))  # (k,)
        losses = TASKS[self.tail.task].losses(Zs[-1], np.tile(self.Y, 2 * k))  # (2 k m,)
        J_above, J_below = losses.reshape(2, k, m).mean(axis=2)  # (k,), (k,)
        return (J_above - J_below) / (2 * steps), smooth

    def _matrix(self, letter: str) -> Array:
        """W or b of the first layer of the tail."""
        layer = self.tail.layers[0]
        return layer.W if letter == "W" else layer.b

    def _Z_with_changes(self, letter: str, positions: Positions, steps: Array) -> list[Array]:
        """Z of every layer of the tail, (n, 2 k m): with each of the k entries + ε, then with each of them - ε.

        A changed entry of W or b changes one row of the first Z; everything behind it is an ordinary forward pass.
        """
        layer, k, m = self.tail.layers[0], len(positions), self.Y.shape[1]
        n_previous = self._matrix(letter).shape[1]
        i, j = np.tile(positions // n_previous, 2), np.tile(positions % n_previous, 2)
        numbers, h = np.arange(2 * k), np.concatenate((steps, -steps))
        W_rows, b_rows = layer.W[i], layer.b[i]  # (2k, n_previous), (2k, 1)
        (W_rows if letter == "W" else b_rows)[numbers, j] += h
        Z = np.repeat((layer.W @ self.A_previous + layer.b)[:, np.newaxis], 2 * k, axis=1)  # (n, 2k, m)
        Z[i, numbers] = W_rows @ self.A_previous + b_rows  # (2k, m)
        Zs = [Z.reshape(len(Z), 2 * k * m)]  # (n, 2 k m)
        if self.tail.L > 1:
            rest = Parameters(self.tail.layers[1:], self.tail.task)
            Zs += [each.Z for each in forward(rest, activate(self.tail, 1, Zs[0]))]
        return Zs


def relative_error(g: Array, g_hat: Array) -> float:
    """‖g - ĝ‖ / (‖g‖ + ‖ĝ‖) of g (k,) and ĝ (k,), 0 where both are 0."""
    return ratio_of(float(np.linalg.norm(g - g_hat)), float(np.linalg.norm(g)) + float(np.linalg.norm(g_hat)))


def _worst(g: Array, g_hat: Array, positions: Positions, columns: int) -> Entry | None:
    """The entry at which g (k,) and ĝ (k,) differ most."""
    if not len(g):
        return None
    k = int(np.abs(g - g_hat).argmax())
    row, column = divmod(int(positions[k]), columns)
    return Entry(row, column, float(g[k]), float(g_hat[k]))
