"""Multiply-adds and bytes of each way, from the sizes of the layers alone.

Counted are the matrix products, P^[l] = n^[l] n^[l-1] m multiply-adds each: Z^[l] = W^[l] A^[l-1] on the way forward,
dW^[l] = dZ^[l] A^[l-1]T and dA^[l-1] = W^[l]T dZ^[l] on the way back (not dA^[0], which nobody needs). What is done
entry by entry (b, g, g') costs n^[l] m a layer and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dnn.lessons.recomputation.ways import segment_length


@dataclass(frozen=True)
class LayerWork:
    """Multiply-adds of the products of one layer, in one of WAYS."""

    l: int
    forward: int
    """Z^[l]: P^[l]"""
    again: int
    """Products of the forward pass that are made once more when the way back comes to this layer."""
    dW: int
    """P^[l]"""
    dA: int
    """dA^[l-1]: P^[l], and 0 for layer 1."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.forward + self.again + self.dW + self.dA


@dataclass(frozen=True)
class LayerBytes:
    """Bytes of the arrays of one layer for m examples; layer 0 is the input."""

    l: int
    Z: int
    A: int
    parameters: int
    """W and b, which are held in any case."""


def products(sizes: Sequence[int], m: int) -> list[int]:
    """P^[1], …, P^[L]."""
    return [n * n_previous * m for n_previous, n in zip(sizes, sizes[1:], strict=False)]


def layer_work(way: str, sizes: Sequence[int], m: int) -> tuple[LayerWork, ...]:
    """The multiply-adds of every layer, layer 1 first.

    "everything" makes no product twice: Σ (3 P^[l]) - P^[1] in all. "nothing" begins again at X for every layer: at
    layer l < L with P^[1] + … + P^[l], at layer L with P^[1] + … + P^[L-1]; with L equal layers that is
    (L (L + 1) / 2 - 1) P more. "activations" and "segments" make every product but that of Z^[L] twice.

    Args:
        way: a name in WAYS.
        sizes: n^[0], …, n^[L].
        m: examples.
    """
    P = products(sizes, m)
    L = len(P)
    return tuple(
        LayerWork(l, P[l - 1], repeated(way, P, l), P[l - 1], P[l - 1] if l > 1 else 0) for l in range(1, L + 1)
    )


def repeated(way: str, P: Sequence[int], l: int) -> int:
    """Multiply-adds of forward products that are made again at layer l, P holding those of the layers."""
    L = len(P)
    if way == "everything":
        return 0
    if way == "nothing":
        return sum(P[: min(l, L - 1)])
    length = 1 if way == "activations" else segment_length(L)
    first = l - (l - 1) % length
    is_entered_here = l == L or l % length == 0
    inside = sum(P[first - 1 : l - 1]) if is_entered_here else 0
    own = P[l - 1] if is_entered_here and l < L else 0
    return inside + own


def layer_bytes(sizes: Sequence[int], m: int, itemsize: int) -> tuple[LayerBytes, ...]:
    """Bytes of X and of Z, A, W and b of every layer, the input first.

    Args:
        sizes: n^[0], …, n^[L].
        m: examples.
        itemsize: bytes of one number.
    """
    rows = [LayerBytes(0, 0, sizes[0] * m * itemsize, 0)]
    for l in range(1, len(sizes)):
        n, n_previous = sizes[l], sizes[l - 1]
        rows.append(LayerBytes(l, n * m * itemsize, n * m * itemsize, n * (n_previous + 1) * itemsize))
    return tuple(rows)


def held_bytes(way: str, sizes: Sequence[int], m: int, itemsize: int) -> int:
    """Bytes of what is held for the way back at most: X, Ŷ = A^[L], and what the way caches of Z and A.

    For "segments" those are the inputs of the segments that are still to come, and Z and A inside the open one.
    """
    rows = layer_bytes(sizes, m, itemsize)
    L = len(sizes) - 1
    ends = rows[0].A + rows[L].A
    if way == "nothing":
        return ends
    inner = sum(row.A for row in rows[1:L])
    if way == "activations":
        return ends + inner
    if way == "everything":
        return ends + inner + sum(row.Z for row in rows[1:])
    length = segment_length(L)
    return ends + max(_while_open(rows, first, length) for first in range(1, L + 1, length))


def _while_open(rows: Sequence[LayerBytes], first: int, length: int) -> int:
    """Bytes of the inputs of the segments up to that of layer `first`, X left out, and of Z and A inside it."""
    last = min(first + length, len(rows)) - 1
    inputs = sum(rows[l].A for l in range(length, first, length))
    return inputs + sum(row.Z + row.A for row in rows[first:last])
