"""The same gradients with the whole cache, with a part of it, and without: what a way does not cache it computes again.

Every way does the very same products on the very same numbers, so the gradients agree bit for bit; what differs is how
often a product is made and how many arrays are held.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from dnn.activations import ACTIVATIONS, Array
from dnn.backward import BackwardPass
from dnn.forward import require_examples
from dnn.losses import TASKS
from dnn.network import Parameters, activate
from dnn.text.messages import Text
from dnn.validation.shape_checks import require_labels


class Memory(Protocol):
    """The cache that forward propagation leaves for the way back. X and Ŷ are at hand in any case."""

    def store(self, l: int, A_previous: Array, Z: Array) -> None:
        """Take over, or forget, what layer l was computed from."""
        ...

    def input_of(self, l: int) -> Array:
        """A^[l-1] (n^[l-1], m), which dW^[l] needs; asked for from layer L down to 1."""
        ...

    def linear_part_of(self, l: int, A_previous: Array) -> Array:
        """Z^[l] (n^[l], m), which g' needs; asked for after `input_of`, and not of layer L, where dZ = A - Y."""
        ...


@dataclass(frozen=True)
class Way:
    """A way to backward propagation: how much of forward propagation it caches.

    Attributes:
        name: its key in WAYS.
        title: what visitors read.
        memory: an empty memory for one pass of a network over X (n_x, m).
    """

    name: str
    title: Text
    memory: Callable[[Parameters, Array], Memory]


@dataclass(frozen=True, eq=False)
class Done:
    """One layer has been passed: forward when there is no gradient yet, on the way back when there is."""

    l: int
    gradient: BackwardPass | None


def steps(parameters: Parameters, X: Array, Y: Array, memory: Memory) -> Iterator[Done]:
    """Forward and back, layer after layer; whoever asks for the next layer decides when it is computed.

    Args:
        parameters: the network.
        X: (n_x, m)
        Y: (n_y, m)
        memory: an empty one for this network and X.

    Returns:
        Every layer twice: 1 … L on the way forward, then L … 1 with gradients equal to those of `backward` bit for bit.

    Raises:
        ShapeError: X does not have n_x rows, or Y not the shape of A^[L].
    """
    require_examples(parameters, X)
    A = X  # (n_x, m)
    for l in range(1, parameters.L + 1):
        A_previous = A
        Z = _linear_part(parameters, l, A_previous)  # (n, m)
        A = activate(parameters, l, Z)  # (n, m)
        memory.store(l, A_previous, Z)
        yield Done(l, None)
    n_y, m = A.shape
    require_labels(n_y, m, Y)
    dA = TASKS[parameters.task].derivative(A, Y)  # (n_y, m)
    dZ = A - Y  # (n_y, m)
    for l in range(parameters.L, 0, -1):
        layer, A_previous = parameters.layers[l - 1], memory.input_of(l)  # (n_previous, m)
        if l < parameters.L:
            dZ = dA * ACTIVATIONS[layer.activation].derivative(memory.linear_part_of(l, A_previous))  # (n, m)
        dW = dZ @ A_previous.T / m  # (n, n_previous)
        db = dZ.sum(axis=1, keepdims=True) / m  # (n, 1)
        gradient = BackwardPass(dA, dZ, dW, db)
        if l > 1:
            dA = layer.W.T @ dZ  # (n_previous, m)
        yield Done(l, gradient)


def _linear_part(parameters: Parameters, l: int, A_previous: Array) -> Array:
    """Z^[l] (n^[l], m) from A^[l-1] (n^[l-1], m)."""
    layer = parameters.layers[l - 1]
    return layer.W @ A_previous + layer.b  # (n, m)


class _Everything:
    """The course's cache: Z^[l] and A^[l-1] of every layer."""

    def __init__(self) -> None:
        self._cache: dict[int, tuple[Array, Array]] = {}

    def store(self, l: int, A_previous: Array, Z: Array) -> None:
        self._cache[l] = A_previous, Z

    def input_of(self, l: int) -> Array:
        return self._cache[l][0]

    def linear_part_of(self, l: int, A_previous: Array) -> Array:
        return self._cache[l][1]


class _Nothing:
    """X alone: every layer on the way back begins again at the input."""

    def __init__(self, parameters: Parameters, X: Array) -> None:
        self._parameters, self._X = parameters, X

    def store(self, l: int, A_previous: Array, Z: Array) -> None:
        del A_previous, Z

    def input_of(self, l: int) -> Array:
        A = self._X  # (n_x, m)
        for k in range(1, l):
            A = activate(self._parameters, k, _linear_part(self._parameters, k, A))  # (n^[k], m)
        return A

    def linear_part_of(self, l: int, A_previous: Array) -> Array:
        return _linear_part(self._parameters, l, A_previous)  # (n, m)


class _Segments:
    """A at the border of every segment of so many layers; a segment is computed again, once, when the way back comes
    to it. With segments of one layer that is A of every layer, and Z computed again from it.

    Source: Chen, Xu, Zhang, Guestrin (2016), Training deep nets with sublinear memory cost.
    """

    def __init__(self, parameters: Parameters, length: int) -> None:
        self._parameters, self._length = parameters, length
        self._inputs: dict[int, Array] = {}
        self._linear_parts: dict[int, Array] = {}

    def store(self, l: int, A_previous: Array, Z: Array) -> None:
        if (l - 1) % self._length == 0:
            self._inputs[l] = A_previous

    def input_of(self, l: int) -> Array:
        self._inputs.pop(l + 1, None)
        if l not in self._inputs:
            self._open_segment_up_to(l)
        return self._inputs[l]

    def linear_part_of(self, l: int, A_previous: Array) -> Array:
        Z = self._linear_parts.pop(l, None)
        return _linear_part(self._parameters, l, A_previous) if Z is None else Z  # (n, m)

    def _open_segment_up_to(self, last: int) -> None:
        first = last - (last - 1) % self._length
        for l in range(first, last):
            Z = _linear_part(self._parameters, l, self._inputs[l])  # (n, m)
            self._linear_parts[l], self._inputs[l + 1] = Z, activate(self._parameters, l, Z)


def segment_length(L: int) -> int:
    """Layers of a segment: about √L, which holds the fewest arrays at once."""
    return max(1, math.isqrt(L))


WAYS: dict[str, Way] = {
    way.name: way
    for way in (
        Way("everything", Text("cache on: Z and A of every layer"), lambda parameters, X: _Everything()),
        Way("activations", Text("A of every layer, Z recomputed"), lambda parameters, X: _Segments(parameters, 1)),
        Way(
            "segments",
            Text("A of every √L-th layer"),
            lambda parameters, X: _Segments(parameters, segment_length(parameters.L)),
        ),
        Way("nothing", Text("cache off: nothing but X"), _Nothing),
    )
}
"""Ways by name, from the whole cache to none."""
