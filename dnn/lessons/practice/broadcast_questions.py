"""Questions for what NumPy makes of two arrays of different shapes."""

from __future__ import annotations

from collections.abc import Callable

from dnn.lessons.practice.question import Draft, Kind, Setting, Wrong
from dnn.text.messages import Text

Shape = tuple[int, ...]


def broadcast(setting: Setting) -> Draft | None:
    """The shape of P + Q, if any."""
    m = setting.m
    telling = [n for n in setting.sizes if n not in (1, m)]
    if not telling or m == 1:
        return None
    return setting.random.choice(CASES)(setting.random.choice(telling), m)


def _asked(first: Shape, second: Shape, right: Text | str, because: Text, wrong: tuple[Wrong, ...]) -> Draft:
    prompt = Text(
        "In NumPy, {P} has shape {first} and {Q} has shape {second}. What is the shape of {sum}?",
        P="$P$",
        Q="$Q$",
        sum="$P+Q$",
        first=str(first),
        second=str(second),
    )
    return Draft(prompt, right, because, wrong)


def _bias(n: int, m: int) -> Draft:
    """(n, m) + (n, 1)."""
    return _asked(
        (n, m),
        (n, 1),
        str((n, m)),
        Text("The one column is repeated {m} times, as b is for every example.", m=m),
        (
            (str((n, 1)), Text("The smaller array is stretched; the larger one is not cut.")),
            (str((n, m + 1)), Text("Arrays are added here, not concatenated.")),
            (str((m, n)), Text("Transposed: the order of the dimensions stays.")),
            (_error(), Text("It is defined: a dimension of 1 is stretched to any other.")),
        ),
    )


def _outer(n: int, m: int) -> Draft:
    """(n, 1) + (1, m)."""
    return _asked(
        (n, 1),
        (1, m),
        str((n, m)),
        Text("Both have a dimension of 1, and both are stretched."),
        (
            (str((n, 1)), Text("The row of Q is stretched down, but the column of P is stretched to the right too.")),
            (str((1, 1)), Text("A dimension of 1 is stretched to the other; the other does not shrink.")),
            (str((m, n)), Text("Transposed: the order of the dimensions stays.")),
            (_error(), Text("It is defined: a dimension of 1 is stretched to any other.")),
        ),
    )


def _rank_1_and_column(n: int, m: int) -> Draft:
    """(n,) + (n, 1)."""
    return _asked(
        (n,),
        (n, 1),
        str((n, n)),
        Text("A rank-1 array counts as the row (1, {n}), and a row and a column make a matrix.", n=n),
        (
            (str((n, 1)), Text("A rank-1 array is not a column: it counts as the row (1, {n}).", n=n)),
            (str((n,)), Text("The result has as many dimensions as the array with more of them.")),
            (str((1, n)), Text("The column of Q is stretched to the right, but keeps its {n} rows.", n=n)),
            (_error(), Text("NumPy raises no error here, which makes this mistake so dangerous.")),
        ),
    )


def _rank_1_and_matrix(n: int, m: int) -> Draft:
    """(n, m) + (n,)."""
    because = Text("A rank-1 array counts as the row (1, {n}), and {n} does not match {m} columns.", n=n, m=m)
    return _asked(
        (n, m),
        (n,),
        _error(),
        because,
        (
            (str((n, m)), Text("It would be with ({n}, 1); a rank-1 array counts as the row (1, {n}).", n=n)),
            (str((n, n)), Text("Only dimensions of 1 are stretched; {m} columns do not become {n}.", n=n, m=m)),
            (str((n, m + 1)), Text("Arrays are added here, not concatenated.")),
            (str((n, 1)), Text("The smaller array is stretched; the larger one is not cut.")),
        ),
    )


def _transposes(n: int, m: int) -> Draft:
    """(n, m) + (m, n)."""
    return _asked(
        (n, m),
        (m, n),
        _error(),
        Text("{n} and {m} differ and neither is 1.", n=n, m=m),
        (
            (str((n, m)), Text("NumPy transposes nothing to make it fit.")),
            (str((m, n)), Text("NumPy transposes nothing to make it fit.")),
            (str((n, n)), Text("That is the matrix product; a sum compares the dimensions one by one.")),
            (str((m, m)), Text("That is the matrix product; a sum compares the dimensions one by one.")),
        ),
    )


def _rank_1_row(n: int, m: int) -> Draft:
    """(n, m) + (m,)."""
    return _asked(
        (n, m),
        (m,),
        str((n, m)),
        Text("A rank-1 array counts as the row (1, {m}), which is repeated for all {n} rows.", n=n, m=m),
        (
            (str((n, 1)), Text("The smaller array is stretched; the larger one is not cut.")),
            (str((m,)), Text("The result has as many dimensions as the array with more of them.")),
            (str((n + 1, m)), Text("Arrays are added here, not concatenated.")),
            (_error(), Text("It is defined: the last dimensions are both {m}, and the missing one counts as 1.", m=m)),
        ),
    )


def _error() -> Text:
    return Text("None: NumPy raises an error")


CASES: tuple[Callable[[int, int], Draft], ...] = (
    _bias,
    _outer,
    _rank_1_and_column,
    _rank_1_and_matrix,
    _transposes,
    _rank_1_row,
)
"""Pairs of shapes that say something, for n and m that differ and are not 1."""


KINDS: dict[str, Kind] = {
    "broadcast": Kind(Text("Broadcasting in NumPy"), "broadcasting", broadcast),
}
"""The kinds of this file by name."""
