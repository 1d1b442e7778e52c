"""One equation with its numbers: the arrays on its right, the one on its left, and how a cell comes about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dnn.activations import Array

Kind = Literal["product", "row_sum", "column_sum", "cells", "softmax", "mean"]
Axis = str
"""The things that a side of an array counts: "units:2", "examples", or "one"."""


@dataclass(frozen=True)
class Rule:
    """The rule by which cell (i, j) of the result comes about from operands 0, 1, …

    Attributes:
        kind:
            "product": Σ_k of row i of operand 0 times column j of operand 1, plus cell (i, 0) of operand 2 if any.
            "row_sum": Σ_k of row i of operand 0.
            "column_sum": Σ_k of `term` over column j of all operands; the result has one row.
            "cells": `term` of the operands' cells (i, j); a single row or column is repeated.
            "softmax": e to the cell of operand 0, divided by the sum of the same over column j.
            "mean": the sum of the operands' cells (i, j).
        term: how it is written with numbers, "{0}" being the number of operand 0.
        divide: what the whole is divided by.
        factor: what the whole is multiplied by.
    """

    kind: Kind
    term: str = ""
    divide: int = 1
    factor: float = 1.0


@dataclass(frozen=True, eq=False)
class Operand:
    """One array of an equation.

    Attributes:
        symbol: "W", "A", "dZ", "g'(Z)", "Y" …; "X" is A of layer 0.
        layer: its layer.
        array: two-dimensional, as it is stored.
        axes: what its rows and its columns count, as it is stored.
        transposed: whether the equation reads its transpose.
        example: the position in the batch, where it belongs to one example.
    """

    symbol: str
    layer: int
    array: Array
    axes: tuple[Axis, Axis]
    transposed: bool = False
    example: int | None = None

    @property
    def read(self) -> Array:
        """The array as the equation reads it."""
        return self.array.T if self.transposed else self.array


@dataclass(frozen=True, eq=False)
class Computation:
    """One equation of the iteration.

    Attributes:
        result: the array on its left.
        operands: the arrays on its right.
        rule: how a cell of the result comes about.
        total: for J, the number it comes to with the penalty of L2; else None.
    """

    result: Operand
    operands: tuple[Operand, ...]
    rule: Rule
    total: float | None = None
