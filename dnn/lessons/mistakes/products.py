"""Products, sums … of two shapes under @, *, +: the result's shape, what clashes, what is broadcast.

The rules are NumPy's: of a matrix product the inner dimensions have to meet; entry by entry the dimensions are
compared from the last one on, and have to be equal or one of them 1. NumPy itself is asked where the answer is no,
which costs nothing, since it refuses before it computes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from dnn.errors import ConfigurationError
from dnn.text.messages import Text

Shape = tuple[int, ...]
Operator = Literal["@", "*", "+", "-", "/"]

UFUNCS: dict[str, np.ufunc] = {"@": np.matmul, "*": np.multiply, "+": np.add, "-": np.subtract, "/": np.divide}
"""Sign of an operator -> what NumPy does."""
MATRIX = 2
"""Dimensions of a matrix."""
MAX_AXES = 3
MAX_MULTIPLIED_DIMENSION = 100_000


@dataclass(frozen=True)
class Broadcast:
    """One operand is repeated `count` times along one axis of the result; `side` is 0 for the left, 1 for the right."""

    side: Literal[0, 1]
    axis: int
    count: int
    text: Text


@dataclass(frozen=True)
class ProductResult:
    """The outcome of `left operator right`.

    Attributes:
        left, operator, right: the question.
        shape: the shape of the result; None where it is not defined.
        clash: which dimensions do not meet; None where it is defined.
        clashing: the positions (axis of left, axis of right) of these dimensions; None where no axis is to blame.
        broadcasts: which operand is repeated, and how often.
        numpy_message: what NumPy says; None where it is silent.
        explanation: all of it in one sentence.
    """

    left: Shape
    operator: Operator
    right: Shape
    shape: Shape | None
    clash: Text | None
    clashing: tuple[int, int] | None
    broadcasts: tuple[Broadcast, ...]
    numpy_message: str | None
    explanation: Text

    @property
    def defined(self) -> bool:
        """True if there is a result."""
        return self.shape is not None


def check_product(left: Shape, operator: Operator, right: Shape, names: tuple[str, str] = ("A", "B")) -> ProductResult:
    """Say whether `left operator right` is defined, and why.

    Args:
        left, right: two shapes of at most MAX_AXES dimensions; () is a number.
        operator: "@" for the matrix product, or one that works entry by entry.
        names: what to call the operands.

    Raises:
        ConfigurationError: a shape that is none, or an unknown operator.
    """
    for shape in (left, right):
        _usable(shape)
    if operator not in tuple(UFUNCS):
        raise ConfigurationError("operator", Text("one of {choices}", choices=" ".join(UFUNCS)), operator, "@")
    message = _numpy_message(left, operator, right)
    if message is not None:
        clash, clashing = _clash(left, operator, right, names)
        return ProductResult(left, operator, right, None, clash, clashing, (), message, clash)
    shape = result_shape(left, operator, right)
    broadcasts = _broadcasts(left, operator, right, shape, names)
    explanation = _explanation(left, operator, right, shape, broadcasts)
    return ProductResult(left, operator, right, shape, None, None, broadcasts, None, explanation)


def result_shape(left: Shape, operator: str, right: Shape) -> Shape:
    """The shape of a result that is defined."""
    if operator != "@":
        return np.broadcast_shapes(left, right)
    stack = np.broadcast_shapes(left[:-2], right[:-2])
    return stack + (left[-2:-1] if len(left) > 1 else ()) + (right[-1:] if len(right) > 1 else ())


def _usable(shape: object) -> None:
    numbers = shape if isinstance(shape, tuple) else (-1,)
    whole = all(isinstance(n, int) and not isinstance(n, bool) and 0 <= n <= MAX_MULTIPLIED_DIMENSION for n in numbers)
    if not whole or len(numbers) > MAX_AXES:
        expected = Text("at most {axes} whole numbers up to {largest}", axes=MAX_AXES, largest=MAX_MULTIPLIED_DIMENSION)
        raise ConfigurationError("shape", expected, shape, "(3, 4)")


def _numpy_message(left: Shape, operator: str, right: Shape) -> str | None:
    """NumPy's answer to arrays of these shapes: None where it is content.

    Where dimensions meet, one stands for each, so that the answer costs no memory.
    """
    try:
        result_shape(left, operator, right) if operator != "@" else _matmul_meets(left, right)
    except ValueError:
        zero = np.zeros(())
        try:
            UFUNCS[operator](np.broadcast_to(zero, left), np.broadcast_to(zero, right))
        except ValueError as error:
            return str(error)
    return None


def _matmul_meets(left: Shape, right: Shape) -> None:
    if not left or not right or left[-1] != right[-2:][0]:
        raise ValueError
    np.broadcast_shapes(left[:-2], right[:-2])


def _clash(left: Shape, operator: str, right: Shape, names: tuple[str, str]) -> tuple[Text, tuple[int, int] | None]:
    """The sentence about the dimensions that do not meet, and where they stand."""
    operands = {"left": f"{names[0]} {left}", "right": f"{names[1]} {right}"}
    if operator == "@":
        if not left or not right:
            return Text("{left} and {right}: the matrix product needs arrays, not single numbers", **operands), None
        i, j = len(left) - 1, max(0, len(right) - 2)
        if left[i] != right[j]:
            return Text("{left} and {right}: {a} and {b} should be equal", **operands, a=left[i], b=right[j]), (i, j)
        left, right = left[:-2], right[:-2]
    clashing = [
        back
        for back in range(1, min(len(left), len(right)) + 1)
        if left[-back] != right[-back] and 1 not in (left[-back], right[-back])
    ]
    if not clashing:
        raise AssertionError(f"{left} {operator} {right} is defined")
    last = clashing[0]
    values = {**operands, "a": left[-last], "b": right[-last]}
    sentence = Text("{left} and {right}: {a} and {b} should be equal, or one of them 1", **values)
    if len(left) == len(right) == len(clashing) == MATRIX:
        rows = {"c": left[0], "d": right[0]}
        sentence = Text(
            "{left} and {right}: the rows {c} and {d} differ, and so do the columns {a} and {b}; each pair should be "
            "equal, or one of the two 1",
            **values,
            **rows,
        )
    return sentence, (len(left) - last, len(right) - last)


def _broadcasts(
    left: Shape, operator: str, right: Shape, shape: Shape, names: tuple[str, str]
) -> tuple[Broadcast, ...]:
    if operator == "@":
        if max(len(left), len(right)) < 3:
            return ()
        left, right, shape = left[:-2], right[:-2], np.broadcast_shapes(left[:-2], right[:-2])
    found = []
    sides: tuple[tuple[Literal[0, 1], Shape], ...] = ((0, left), (1, right))
    for side, own in sides:
        padded = (1,) * (len(shape) - len(own)) + own
        for axis, (n, expected) in enumerate(zip(padded, shape, strict=True)):
            if n != expected:
                values = {"name": names[side], "count": expected, "axis": axis}
                words = Text("{name} is repeated {count} times along axis {axis}", **values)
                found.append(Broadcast(side, axis, expected, words))
    return tuple(found)


def _explanation(left: Shape, operator: str, right: Shape, shape: Shape, broadcasts: tuple[Broadcast, ...]) -> Text:
    if broadcasts:
        return Text("Defined by broadcasting: the result has shape {shape}.", shape=str(shape))
    if operator == "@":
        values = {"k": left[-1], "shape": str(shape)}
        return Text("Defined: the inner dimensions {k} and {k} match; the result has shape {shape}.", **values)
    return Text("Defined, entry by entry: the result has shape {shape}.", shape=str(shape))
