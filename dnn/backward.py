"""Backward propagation: from the loss back to every dW and db (course §2).

At the output dZ^[L] = A^[L] - Y is used, which is exact also where the unit is saturated; dA^[L] is given as well, as
in the course, for whoever wants to see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dnn.activations import ACTIVATIONS, Array
from dnn.forward import ForwardPass, require_passes
from dnn.losses import TASKS
from dnn.network import Parameters
from dnn.validation.shape_checks import require_labels


@dataclass(frozen=True, eq=False)
class BackwardPass:
    """The derivatives of layer l: dA and dZ of each example's own loss, dW and db of the mean J without L2.

    Attributes:
        dA: (n^[l], m).
        dZ: (n^[l], m).
        dW: (n^[l], n^[l-1]).
        db: (n^[l], 1).
    """

    dA: Array
    dZ: Array
    dW: Array
    db: Array


def backward(parameters: Parameters, passes: Sequence[ForwardPass], Y: Array) -> tuple[BackwardPass, ...]:
    """Compute every dA^[l], dZ^[l], dW^[l], db^[l].

    Args:
        parameters: the network.
        passes: what `forward` returned for the same network.
        Y: (n_y, m) labels.

    Returns:
        One BackwardPass a layer, layer 1 first, although layer L is computed first.

    Raises:
        ShapeError: the caches are not the network's, or Y does not have the shape of A^[L].
    """
    require_passes(parameters, passes)
    A = passes[-1].A  # (n_y, m)
    n_y, m = A.shape
    require_labels(n_y, m, Y)
    dA = TASKS[parameters.task].derivative(A, Y)  # (n_y, m)
    dZ = A - Y  # (n_y, m)
    results: list[BackwardPass] = []
    for l in range(parameters.L, 0, -1):
        layer, cache = parameters.layers[l - 1], passes[l - 1]
        if l < parameters.L:
            dZ = dA * ACTIVATIONS[layer.activation].derivative(cache.Z)  # (n, m)
        dW = dZ @ cache.A_previous.T / m  # (n, n_previous)
        db = dZ.sum(axis=1, keepdims=True) / m  # (n, 1)
        results.append(BackwardPass(dA, dZ, dW, db))
        if l > 1:  # nobody asks for dA^[0]
            dA = layer.W.T @ dZ  # (n_previous, m)
    return tuple(reversed(results))
