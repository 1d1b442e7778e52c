"""An entry at a kink: J as a function of it alone, its slope by backward propagation, and its central difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from dnn.activations import Array
from dnn.forward import cost, forward
from dnn.lessons.gradient_check.check import CheckedNetwork, Effort, affordable, probes, sample
from dnn.lessons.gradient_check.probe import KINKED
from dnn.network import Layer, Parameters

POINTS = 81
SPAN = 3.0
"""Number of ε that the picture shows on either side."""
MAX_STEP = 0.11
"""The largest ε with which a kink is searched for: 0.1, and its last digit."""
SEEN = 0.05
"""A bend that is seen in a picture."""


@dataclass(frozen=True, eq=False)
class Kink:
    """One entry whose change by ± ε moves some z across 0.

    Attributes:
        name: of the gradient, as in "dW^[1]".
        row, column: the entry, from 0.
        step: ε.
        offsets: (k,) by how much the entry is moved.
        costs: (k,) J(θ + offset) - J(θ).
        g, g_hat: the slope by backward propagation, and by the central difference.
    """

    name: str
    row: int
    column: int
    step: float
    offsets: Array
    costs: Array
    g: float
    g_hat: float

    @property
    def bend(self) -> float:
        """The difference of the two, as a share of the larger one."""
        larger = max(abs(self.g), abs(self.g_hat))
        return abs(self.g - self.g_hat) / larger if larger else 0.0


def find_kink(network: CheckedNetwork, effort: Effort) -> Kink | None:
    """The entry at a kink where backward propagation and the central difference differ most.

    Where there is none with ε, ten times as large an ε is tried, and so on up to MAX_STEP, until one differs enough to
    be seen; None if that finds none.
    """
    if not any(layer.activation in KINKED for layer in network.parameters.layers):
        return None
    best = _find(network, effort)
    if best is not None:
        return best
    for larger in _larger(effort):
        found = _find(network, larger)
        if found is not None and (best is None or found.bend > best.bend):
            best = found
        if best is not None and best.bend > SEEN:
            break
    return best


def _larger(effort: Effort) -> Iterator[Effort]:
    """The effort with ten times the ε, a hundred times …; the further, the less work."""
    while 10 * effort.step <= MAX_STEP:
        effort = replace(effort, step=10 * effort.step, work=effort.work / 4)
        yield effort


def _find(network: CheckedNetwork, effort: Effort) -> Kink | None:
    """The entry at a kink with the largest difference, with this ε alone."""
    parameters, rng = network.parameters, np.random.default_rng(network.seed)
    _examples, max_entries = affordable(parameters, effort)
    found: list[tuple[float, int, str, int, float, float]] = []
    for l, gradient, probe in probes(network, effort):
        for letter, array in (("W", gradient.dW), ("b", gradient.db)):
            positions = sample(array.size, max_entries, rng)
            g_hat, smooth = probe.differences(letter, positions)
            g = array.ravel()[positions]  # (k,)
            found += [
                (abs(float(g[k] - g_hat[k])), l, letter, int(positions[k]), float(g[k]), float(g_hat[k]))
                for k in np.flatnonzero(~smooth)
            ]
    if not found:
        return None
    _distance, l, letter, position, slope, secant = max(found)
    row, column = divmod(position, parameters.layers[l - 1].W.shape[1] if letter == "W" else 1)
    offsets = effort.step * np.linspace(-SPAN, SPAN, POINTS)  # (k,)
    costs = np.array([_cost_at(network, l, letter, (row, column), float(offset)) for offset in offsets])  # (k,)
    middle = costs[POINTS // 2]
    return Kink(f"d{letter}^[{l}]", row, column, effort.step, offsets, costs - middle, slope, secant)


def _cost_at(network: CheckedNetwork, l: int, letter: str, entry: tuple[int, int], offset: float) -> float:
    """J with one entry moved."""
    layers = list(network.parameters.layers)
    moved = getattr(layers[l - 1], letter).copy()
    moved[entry] += offset
    changed: Layer = replace(layers[l - 1], **{letter: moved})
    layers[l - 1] = changed
    parameters = Parameters(tuple(layers), network.parameters.task)
    return cost(parameters, forward(parameters, network.X), network.Y)
