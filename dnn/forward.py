"""Forward propagation: from X to Ŷ, layer after layer, caching what the way back needs (course §2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dnn.activations import Array
from dnn.errors import ShapeError
from dnn.losses import TASKS
from dnn.network import Parameters, activate


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
    n_x = parameters.layers[0].W.shape[1]
    if X.ndim != 2 or X.shape[0] != n_x:
        raise ShapeError("X", "(n_x, m)", (n_x, X.shape[-1] if X.ndim else 1), X.shape)
    passes: list[ForwardPass] = []
    A = X  # (n_x, m)
    for l, layer in enumerate(parameters.layers, start=1):
        A_previous = A
        Z = layer.W @ A_previous + layer.b  # (n, m)
        A = activate(parameters, l, Z)  # (n, m)
        passes.append(ForwardPass(A_previous, Z, A))
    return tuple(passes)


def predict(parameters: Parameters, X: Array) -> Array:
    """Ŷ = A^[L] (n_y, m)."""
    return forward(parameters, X)[-1].A


def cost(parameters: Parameters, passes: Sequence[ForwardPass], Y: Array, l2: float = 0.0) -> float:
    """J = (1/m) Σ loss + λ/(2m) Σ‖W^[l]‖², computed from Z^[L]; biases are not penalised."""
    m = Y.shape[1]
    penalty = 0.0
    if l2:
        penalty = l2 / (2 * m) * float(sum(np.square(layer.W).sum() for layer in parameters.layers))
    return TASKS[parameters.task].cost(passes[-1].Z, Y) + penalty
