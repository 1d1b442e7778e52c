"""Forward propagation: from X to Ŷ, layer after layer, caching what the way back needs (course §2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dnn.activations import Array
from dnn.losses import TASKS
from dnn.network import Parameters, activate
from dnn.validation.shape_checks import require_labels, require_shape

EXAMPLES_AT_ONCE = 1024
"""Examples that go forward together where their caches are of no use."""


@dataclass(frozen=True, eq=False)
class ForwardPass:
    """The cache of layer l, as in the course: what it computed, and from what.

    Attributes:
        A_previous: A^[l-1] (n^[l-1], m).
        Z: Z^[l] (n^[l], m).
        A: A^[l] (n^[l], m).
    """

    A_previous: Array
    Z: Array
    A: Array


def forward(parameters: Parameters, X: Array) -> tuple[ForwardPass, ...]:
    """Compute every Z^[l] and A^[l].

    Args:
        parameters: the network.
        X: A^[0] (n_x, m), one example per column.

    Returns:
        One ForwardPass a layer, layer 1 first.

    Raises:
        ShapeError: X does not have n_x rows.
    """
    require_examples(parameters, X)
    passes: list[ForwardPass] = []
    A = X  # (n_x, m)
    for l, layer in enumerate(parameters.layers, start=1):
        A_previous = A
        Z = layer.W @ A_previous + layer.b  # (n, m)
        A = activate(parameters, l, Z)  # (n, m)
        passes.append(ForwardPass(A_previous, Z, A))
    return tuple(passes)


def require_examples(parameters: Parameters, X: Array) -> None:
    """Refuse an X that is not (n_x, m).

    Raises:
        ShapeError: with the usual cause, where there is one.
    """
    n_x = parameters.layers[0].W.shape[1]
    require_shape("X", "(n_x, m)", (n_x, _example_count(X, n_x)), X)


def _example_count(X: Array, n_x: int) -> int:
    """The number m of examples that X has, or was meant to have: of one that is transposed, the number of its rows."""
    shape = np.shape(X)
    if len(shape) == 2:
        return shape[0] if shape[1] == n_x != shape[0] else shape[1]
    return max(1, int(np.size(X)) // n_x)


def predict(parameters: Parameters, X: Array) -> Array:
    """Ŷ = A^[L] (n_y, m).

    Raises:
        ShapeError: X does not have n_x rows.
    """
    return forward(parameters, X)[-1].A


def output_Z(parameters: Parameters, X: Array) -> Array:
    """Z^[L] (n_y, m) alone: some examples after the others, so that their caches need not all be held.

    Raises:
        ShapeError: X does not have n_x rows.
    """
    require_examples(parameters, X)
    starts = range(0, X.shape[1], EXAMPLES_AT_ONCE)
    return np.concatenate([forward(parameters, X[:, k : k + EXAMPLES_AT_ONCE])[-1].Z for k in starts], axis=1)


def require_passes(parameters: Parameters, passes: Sequence[ForwardPass]) -> None:
    """Refuse caches that `forward` did not return for this network.

    Raises:
        ShapeError: there are not as many as layers, or one does not have the shapes of its layer.
    """
    require_shape("passes", "(L,)", (parameters.L,), np.empty(len(passes)))
    m = np.shape(passes[-1].Z)[-1]
    for l, (layer, cache) in enumerate(zip(parameters.layers, passes, strict=True), start=1):
        n, n_previous = layer.W.shape
        for symbol, letter, array, rows in (
            (f"A^[{l - 1}]", f"n^[{l - 1}]", cache.A_previous, n_previous),
            (f"Z^[{l}]", f"n^[{l}]", cache.Z, n),
            (f"A^[{l}]", f"n^[{l}]", cache.A, n),
        ):
            require_shape(symbol, f"({letter}, m)", (rows, m), array)


def cost(parameters: Parameters, passes: Sequence[ForwardPass], Y: Array, l2: float = 0.0) -> float:
    """J = (1/m) Σ loss + λ/(2m) Σ‖W^[l]‖², computed from Z^[L]; biases are not penalised.

    Args:
        parameters: the network.
        passes: what `forward` returned for it.
        Y: (n_y, m) labels or values.
        l2: λ.

    Raises:
        ShapeError: the caches are not the network's, or Y does not have the shape of A^[L].
    """
    require_passes(parameters, passes)
    n_y, m = passes[-1].Z.shape
    require_labels(n_y, m, Y)
    return TASKS[parameters.task].cost(passes[-1].Z, Y) + penalty(parameters, m, l2)


def penalty(parameters: Parameters, m: int, l2: float) -> float:
    """The part λ/(2m) Σ‖W^[l]‖² of the cost of m examples."""
    return l2 / (2 * m) * float(sum(np.square(layer.W).sum() for layer in parameters.layers)) if l2 else 0.0
