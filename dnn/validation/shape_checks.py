"""Checks of the shapes of arrays that come from outside; the error names the usual cause of what was got."""

from __future__ import annotations

from math import prod

import numpy as np
from numpy.typing import ArrayLike

from dnn.errors import ShapeError
from dnn.text.messages import Text

Shape = tuple[int, ...]


def require_shape(symbol: str, formula: str, expected: Shape, array: ArrayLike) -> None:
    """Refuse an array of another shape.

    Args:
        symbol: its name in the course, as in "W^[2]".
        formula: the shape in the course's letters, as in "(n^[2], n^[1])".
        expected: the same in numbers.
        array: the array.

    Raises:
        ShapeError: its shape is another one; with the usual cause, where there is one.
    """
    got = np.shape(array)
    if got != expected:
        raise ShapeError(symbol, formula, expected, got, usual_cause(expected, got))


def require_labels(n_y: int, m: int, Y: ArrayLike) -> None:
    """Refuse labels or values Y that are not (n_y, m): class numbers in the place of one-hot columns, for one.

    Raises:
        ShapeError: with the usual cause, where there is one.
    """
    got = np.shape(Y)
    if got == (n_y, m):
        return
    are_class_numbers = n_y > 1 and got in ((m,), (1, m), (m, 1))
    cause = CLASS_NUMBERS if are_class_numbers else usual_cause((n_y, m), got)
    raise ShapeError("Y", "(n_y, m)", (n_y, m), got, cause)


def usual_cause(expected: Shape, got: Shape) -> Text | None:
    """The mistake that usually leads from one shape to the other; None if none is known."""
    if len(got) == 1 and len(expected) == 2 and prod(got) == prod(expected):
        return RANK_1
    if got == expected[::-1]:
        return TRANSPOSED
    if len(got) == len(expected) == 2 and got[0] == expected[0]:
        return OTHER_COLUMNS
    return None


RANK_1 = Text("it is a rank-1 array; reshape it to two dimensions")
TRANSPOSED = Text("it is transposed; examples are columns and units are rows")
OTHER_COLUMNS = Text("its columns are of another batch or layer")
CLASS_NUMBERS = Text("it holds class numbers; the labels are one-hot, with a row for each class")
