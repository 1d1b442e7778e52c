"""Z of the output layer for a whole part of the data, with the weights that a plan has at the moment."""

from collections.abc import Sequence

import numpy as np

from dnn.forward import EXAMPLES_AT_ONCE
from dnn.training.memory import Array, Calls, aligned_zeros
from dnn.training.plan.hidden_layers import HiddenLayers
from dnn.training.plan.size import hidden_numbers
from dnn.training.plan.weights import Weights


def lengths(m: int) -> set[int]:
    """Numbers of examples that go forward together, of m in all."""
    return {min(m, EXAMPLES_AT_ONCE), m % EXAMPLES_AT_ONCE} - {0}


def evaluator_numbers(sizes: Sequence[int], activations: Sequence[str], m: int) -> int:
    """Numbers that an evaluator of m examples holds."""
    return sizes[-1] * m + sum(hidden_numbers(sizes, activations, length) for length in lengths(m))


class Evaluator:
    """A forward pass over `columns` (n[0] + 1, m), the examples with a last row of ones."""

    def __init__(
        self, weights: Weights, activations: Sequence[str], columns: Array, addend: Array | None = None
    ) -> None:
        """`addend` (n[1], m) is added to Z of the first layer, as it is at each call."""
        m, n = columns.shape[1], weights.sizes[-1]
        self.nbytes = evaluator_numbers(weights.sizes, activations, m) * columns.dtype.itemsize
        """Bytes of its buffers."""
        hidden_layers = {length: HiddenLayers(weights, activations, length) for length in lengths(m)}
        self._calls: Calls = []
        self._outputs: list[Array] = []
        for start in range(0, m, EXAMPLES_AT_ONCE):
            block = columns[:, start : start + EXAMPLES_AT_ONCE]
            Z = aligned_zeros((n, block.shape[1]), columns.dtype)
            added = None if addend is None else addend[:, start : start + EXAMPLES_AT_ONCE]
            self._calls += hidden_layers[block.shape[1]].forward(block, Z, added)
            self._outputs.append(Z)

    def __call__(self) -> Array:
        """(n[L], m)"""
        for call in self._calls:
            call()
        return self._outputs[0].copy() if len(self._outputs) == 1 else np.concatenate(self._outputs, axis=1)
