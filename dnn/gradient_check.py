"""The gradient check: backward propagation against central differences of the cost, entry by entry.

    ĝ = (J(θ + h) - J(θ - h)) / 2h,    relative error = ‖g - ĝ‖ / (‖g‖ + ‖ĝ‖)

in float64, for W and b of every layer of the network before training, J being the mean loss without L2. At most
EXAMPLES examples are used, and of a large matrix a sample of its entries. ReLU, leaky ReLU and ELU have a kink at
z = 0, where a central difference sees both sides: an entry whose change by ± h moves any z of such a layer across 0
is skipped, and counted as skipped.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dnn import text_table
from dnn.activations import Array
from dnn.backward import backward
from dnn.configuration import RunConfig
from dnn.datasets.load import load_dataset
from dnn.forward import cost, forward
from dnn.losses import TASKS
from dnn.messages import Text
from dnn.network import Parameters, activate, initialize

EXAMPLES = 50
ENTRIES = 200
STEP = 1e-5
TOLERANCE = 1e-6
NUMBERS = 500_000
"""How many entries of one Z are computed at a time."""
WORK = 5e9
"""About how many multiplications a check takes at most; where they do not suffice, fewer entries and examples do."""
Positions = NDArray[np.int64]
"""Places of entries in a matrix laid flat, row after row."""

KINKED = ("relu", "leaky_relu", "elu")
"""Activation functions with a kink at 0: of the function, or of its derivative."""


@dataclass(frozen=True)
class Comparison:
    """dW or db of one layer beside its central differences.

    Attributes:
        name: as in "dW^[1]".
        entries: how many entries it has.
        compared, skipped: how many of them were compared, and how many more were left out at a kink.
        relative_error: ‖g - ĝ‖ / (‖g‖ + ‖ĝ‖) over the compared ones; 0 where both are 0.
        within_rounding: whether the difference is no larger than the rounding of J alone explains.
        tolerance: the largest relative error that passes.
    """

    name: str
    entries: int
    compared: int
    skipped: int
    relative_error: float
    within_rounding: bool
    tolerance: float

    @property
    def passed(self) -> bool:
        """Whether backward propagation is right here, as far as central differences can tell."""
        return self.relative_error <= self.tolerance or self.within_rounding

    @property
    def verdict(self) -> Text:
        """The outcome in a few words."""
        if not self.passed:
            return Text("wrong")
        if not self.compared:
            return Text("at a kink everywhere")
        return Text("right") if self.relative_error <= self.tolerance else Text("too small to tell")


@dataclass(frozen=True)
class LayerCheck:
    """Both comparisons of layer l."""

    layer: int
    W: Comparison
    b: Comparison

    @property
    def passed(self) -> bool:
        """Whether both passed."""
        return self.W.passed and self.b.passed


@dataclass(frozen=True)
class GradientReport:
    """The check of a whole network, layer 1 first, on `examples` examples."""

    layers: tuple[LayerCheck, ...]
    examples: int

    @property
    def passed(self) -> bool:
        """Whether every layer passed."""
        return all(layer.passed for layer in self.layers)

    @property
    def verdict(self) -> Text:
        """The outcome in one sentence."""
        if self.passed:
            return Text("Backward propagation agrees with central differences in every layer.")
        wrong = [each.name for layer in self.layers for each in (layer.W, layer.b) if not each.passed]
        return Text("Backward propagation disagrees with central differences in {names}.", names=", ".join(wrong))

    def __str__(self) -> str:
        titles = (Text("Gradient"), Text("Entries"), Text("Compared"), Text("At a kink"), Text("Relative error"), "")
        rows = [
            (each.name, each.entries, each.compared, each.skipped, f"{each.relative_error:.1e}", each.verdict)
            for layer in self.layers
            for each in (layer.W, layer.b)
        ]
        return text_table.aligned(titles, rows, right=(1, 2, 3, 4)) + f"{self.verdict}\n"


def check_gradients(
    config: RunConfig,
    examples: int = EXAMPLES,
    entries: int = ENTRIES,
    step: float = STEP,
    tolerance: float = TOLERANCE,
) -> GradientReport:
    """Compare backward() with central differences, in float64, for the network before its training.

    Args:
        config: the run; its precision and its L2 do not matter here.
        examples: how many examples of the training part at most, evenly spread over it.
        entries: how many entries of each matrix at most; of a larger one a sample is drawn by the run's seed.
        step: h.
        tolerance: the largest relative error that passes.
    """
    config = replace(config, hyperparameters=replace(config.hyperparameters, precision="float64"))
    parameters, data = initialize(config), load_dataset(config.dataset)
    most_examples, most_entries = _affordable(parameters, examples, entries)
    m = data.X_train.shape[1]
    chosen = np.unique(np.linspace(0, m - 1, min(m, most_examples)).astype(int))
    X, Y = data.X_train[:, chosen], data.Y_train[:, chosen]  # (n_x, m), (n_y, m)
    passes = forward(parameters, X)
    gradients = backward(parameters, passes, Y)
    rng = np.random.default_rng(config.seed)
    layers = []
    for l, gradient in enumerate(gradients, start=1):
        tail = Parameters(parameters.layers[l - 1 :], parameters.task)
        probe = _Probe(tail, passes[l - 1].A_previous, Y, step, tolerance)
        W, b = (
            probe.compare(f"d{letter}^[{l}]", letter, g, _sample(g.size, most_entries, rng))
            for letter, g in (("W", gradient.dW), ("b", gradient.db))
        )
        layers.append(LayerCheck(l, W, b))
    return GradientReport(tuple(layers), len(chosen))


def _affordable(parameters: Parameters, examples: int, entries: int) -> tuple[int, int]:
    """How many examples and entries of each matrix WORK allows: first fewer entries, down to 4, then fewer examples."""
    passes = 4 * parameters.L * parameters.count  # multiplications for one entry of each matrix and one example
    wanted = min(entries, max(layer.W.size for layer in parameters.layers))
    most_entries = max(min(4, entries), min(wanted, int(WORK / (passes * examples))))
    return max(2, min(examples, int(WORK / (passes * most_entries)))), most_entries


def _sample(size: int, most: int, rng: np.random.Generator) -> Positions:
    """Positions of entries: all of them, or `most` drawn by `rng`."""
    return np.arange(size) if size <= most else np.sort(rng.choice(size, most, replace=False))


@dataclass(frozen=True, eq=False)
class _Probe:
    """The layers from l on, the input of layer l, and how to compare."""

    tail: Parameters
    A_previous: Array  # (n^[l-1], m)
    Y: Array  # (n_y, m)
    step: float
    tolerance: float

    def compare(self, name: str, letter: str, gradient: Array, positions: Positions) -> Comparison:
        """dW or db of the first layer of the tail at `positions` of the matrix laid flat."""
        most = max(1, NUMBERS // (2 * self.Y.shape[1] * max(len(layer.W) for layer in self.tail.layers)))
        parts = [self._differences(letter, positions[k : k + most]) for k in range(0, len(positions), most)]
        g_hat, smooth = (np.concatenate(column) for column in zip(*parts, strict=True))
        g, g_hat = gradient.ravel()[positions[smooth]], g_hat[smooth]  # (compared,), (compared,)
        distance, size = float(np.linalg.norm(g - g_hat)), float(np.linalg.norm(g) + np.linalg.norm(g_hat))
        return Comparison(
            name,
            entries=gradient.size,
            compared=len(g),
            skipped=len(positions) - len(g),
            relative_error=distance / size if size else 0.0,
            within_rounding=distance <= self._rounding() * len(g) ** 0.5,
            tolerance=self.tolerance,
        )

    def _rounding(self) -> float:
        """The error of one difference that comes from rounding J: a few of its last digits, divided by 2h."""
        J = cost(self.tail, forward(self.tail, self.A_previous), self.Y)
        return 4 * float(np.finfo(np.float64).eps) * max(1.0, J) / (2 * self.step)

    def _differences(self, letter: str, positions: Positions) -> tuple[Array, NDArray[np.bool_]]:
        """(k,) (J(θ + h) - J(θ - h)) / 2h for k entries, and (k,) whether no z crosses a kink on the way."""
        k, m = len(positions), self.Y.shape[1]
        Zs = self._Z_with_changes(letter, positions)
        smooth = np.ones(k, bool)
        for layer, Z in zip(self.tail.layers, Zs, strict=True):
            if layer.activation in KINKED:
                above, below = (Z > 0).reshape(len(Z), 2, k, m).swapaxes(0, 1)  # (n, k, m), (n, k, m)
                smooth &= (above == below).all(axis=(0, 2))  # (k,)
        losses = TASKS[self.tail.task].losses(Zs[-1], np.tile(self.Y, 2 * k))  # (2 k m,)
        J_above, J_below = losses.reshape(2, k, m).mean(axis=2)  # (k,), (k,)
        return (J_above - J_below) / (2 * self.step), smooth

    def _Z_with_changes(self, letter: str, positions: Positions) -> list[Array]:
        """Z of every layer of the tail, (n, 2 k m): with each of the k entries + h, then with each of them - h.

        A changed entry of W or b changes one row of the first Z; everything behind it is an ordinary forward pass.
        """
        layer, k, m = self.tail.layers[0], len(positions), self.Y.shape[1]
        n_previous = layer.W.shape[1] if letter == "W" else 1
        i, j = np.tile(positions // n_previous, 2), np.tile(positions % n_previous, 2)
        numbers, h = np.arange(2 * k), np.repeat((self.step, -self.step), k)
        W_rows, b_rows = layer.W[i], layer.b[i]  # (2k, n_previous), (2k, 1)
        (W_rows if letter == "W" else b_rows)[numbers, j] += h
        Z = np.repeat((layer.W @ self.A_previous + layer.b)[:, np.newaxis], 2 * k, axis=1)  # (n, 2k, m)
        Z[i, numbers] = W_rows @ self.A_previous + b_rows  # (2k, m)
        Zs = [Z.reshape(len(Z), 2 * k * m)]  # (n, 2 k m)
        if self.tail.L > 1:
            rest = Parameters(self.tail.layers[1:], self.tail.task)
            Zs += [each.Z for each in forward(rest, activate(self.tail, 1, Zs[0]))]
        return Zs
