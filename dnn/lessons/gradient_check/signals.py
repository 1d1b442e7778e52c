"""Central differences of each example's own loss by Z and by A of a layer: dZ and dA without backward propagation.

The examples do not know of each other, so one unit is moved for all of them at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dnn.activations import Array
from dnn.forward import ForwardPass, forward
from dnn.lessons.gradient_check.probe import KINKED
from dnn.losses import TASKS
from dnn.network import Parameters, activate

Units = NDArray[np.int64]


def signal_differences(
    parameters: Parameters,
    passes: Sequence[ForwardPass],
    Y: Array,
    symbol: str,
    l: int,
    units: Units,
    step: float,
) -> tuple[Array, NDArray[np.bool_]]:
    """(𝓛(z + ε) - 𝓛(z - ε)) / 2ε for each unit in `units` and each example.

    Args:
        parameters: the network.
        passes: what `forward` gave for it.
        Y: (n_y, m) labels.
        symbol: "dZ" moves Z^[l], "dA" moves A^[l]; the latter for l < L only.
        l: the layer.
        units: (k,) which rows.
        step: ε.

    Returns:
        (k, m) the differences, and (k, m) whether no z crosses a kink on the way.
    """
    start, (k, m) = passes[l - 1], (len(units), Y.shape[1])
    moved = start.Z if symbol == "dZ" else start.A  # (n, m)
    columns = np.repeat(moved[:, np.newaxis], 2 * k, axis=1)  # (n, 2k, m)
    columns[np.tile(units, 2), np.arange(2 * k)] += np.repeat((step, -step), k)[:, np.newaxis]
    columns = columns.reshape(len(moved), 2 * k * m)  # (n, 2 k m)
    Zs: list[tuple[str, Array]] = []
    if symbol == "dZ":
        Zs.append((parameters.layers[l - 1].activation, columns))
        columns = activate(parameters, l, columns)  # (n, 2 k m)
    if l < parameters.L:
        rest = Parameters(parameters.layers[l:], parameters.task)
        passes_on = forward(rest, columns)
        Zs += [(layer.activation, each.Z) for layer, each in zip(rest.layers, passes_on, strict=True)]
    smooth = np.ones((k, m), bool)
    for activation, Z in Zs:
        if activation in KINKED:
            above, below = (Z > 0).reshape(len(Z), 2, k, m).swapaxes(0, 1)  # (n, k, m), (n, k, m)
            smooth &= (above == below).all(axis=0)  # (k, m)
    losses = TASKS[parameters.task].losses(Zs[-1][1], np.tile(Y, 2 * k))  # (2 k m,)
    up, down = losses.reshape(2, k, m)  # (k, m), (k, m)
    return (up - down) / (2 * step), smooth
