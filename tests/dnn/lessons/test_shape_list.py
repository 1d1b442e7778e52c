"""Checks of a pasted list of shapes: right ones are consistent, and a planted mistake is the only finding."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn.lessons.shape_list import NamedShape, check_shapes, read_shapes
from dnn.shapes import QUANTITIES
from tests.dnn.lessons.listed_shapes import NOTATIONS, Entry, networks, right_shapes

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("notation", NOTATIONS)
@given(network=networks)
def test_right_shapes_are_consistent(notation: str, network: tuple[list[int], int]) -> None:
    found = check_shapes(read_shapes(NOTATIONS[notation](right_shapes(*network))))
    assert (found.consistent, found.first, found.sizes, found.m) == (True, None, tuple(network[0]), network[1])


@given(network=networks, left_out=some.sets(some.sampled_from(["X", "Y", *QUANTITIES])))
def test_part_of_the_right_shapes_is_consistent(network: tuple[list[int], int], left_out: set[str]) -> None:
    entries = [entry for entry in right_shapes(*network) if entry[0] not in left_out]
    assert check_shapes(as_named(entries)).findings == ()


def as_named(entries: list[Entry]) -> list[NamedShape]:
    return [NamedShape(symbol, layer, shape, line) for line, (symbol, layer, shape) in enumerate(entries, start=1)]


def turned(shape: tuple[int, ...]) -> tuple[int, ...]:
    return shape[::-1]


OTHER = 1013
"""A number that no network of these tests has."""
PLANTED: dict[str, tuple[str, str, Callable[[tuple[int, ...]], tuple[int, ...] | None]]] = {
    "W transposed": ("W", "transposed", turned),
    "dW transposed": ("dW", "transposed", turned),
    "W of rank 1": ("W", "rank 1", lambda d: d[:1]),
    "b of rank 1": ("b", "rank 1", lambda d: d[:1]),
    "db of rank 1": ("db", "rank 1", lambda d: d[:1]),
    "Y of rank 1": ("Y", "rank 1", lambda d: d[1:]),
    "b as a row": ("b", "row", turned),
    "db as a row": ("db", "row", turned),
    "b for every example": ("b", "column per example", lambda d: (d[0], 77)),
    "db not summed": ("db", "not summed", lambda d: (d[0], 77)),
    "X with examples as rows": ("X", "examples as rows", turned),
    "Z with examples as rows": ("Z", "examples as rows", turned),
    "A with examples as rows": ("A", "examples as rows", turned),
    "dA with examples as rows": ("dA", "examples as rows", turned),
    "Y transposed": ("Y", "Y transposed", turned),
    "W is missing": ("W", "gap", lambda d: None),
    "b is missing": ("b", "gap", lambda d: None),
    "W with other columns": ("W", "neighbours", lambda d: (d[0], OTHER)),
    "W with other rows": ("W", "neighbours", lambda d: (OTHER, d[1])),
    "dW unlike W": ("dW", "unlike W", lambda d: (d[0], OTHER)),
    "db unlike b": ("db", "unlike b", lambda d: (OTHER, 1)),
    "Z with another m": ("Z", "another m", lambda d: (d[0], OTHER)),
    "A with another m": ("A", "another m", lambda d: (d[0], OTHER)),
    "Y with another m": ("Y", "another m", lambda d: (d[0], OTHER)),
    "Z with other units": ("Z", "units", lambda d: (OTHER, d[1])),
    "Z of rank 0": ("Z", "rank", lambda d: ()),
    "Z of rank 3": ("Z", "rank", lambda d: (*d, 1)),
}
"""Name of a mistake -> the quantity, the kind under which it is to be found, what becomes of the right shape."""


@pytest.mark.parametrize("mistake", PLANTED)
@settings(max_examples=40)
@given(
    sizes=some.lists(some.integers(2, 40), min_size=4, max_size=6, unique=True),
    m=some.integers(41, 400),
    data=some.data(),
)
def test_a_planted_mistake_is_the_only_finding(mistake: str, sizes: list[int], m: int, data: some.DataObject) -> None:
    symbol, kind, change = PLANTED[mistake]
    L = len(sizes) - 1
    layer = 0 if symbol in "XY" else data.draw(some.integers(2, L - 1) if kind == "gap" else some.integers(1, L))
    entries: list[Entry] = []
    right = next(entry[2] for entry in right_shapes(sizes, m) if entry[:2] == (symbol, layer))
    for entry in right_shapes(sizes, m):
        shape = change(entry[2]) if entry[:2] == (symbol, layer) else entry[2]
        entries += [] if shape is None else [(*entry[:2], shape)]
    found = check_shapes(as_named(data.draw(some.permutations(entries))))
    assert [(f.symbol, f.layer, f.kind, f.expected) for f in found.findings] == [(symbol, layer, kind, right)]
    assert (found.sizes, found.m) == (tuple(sizes), m)
    words = " is missing between " if kind == "gap" else " should have shape "
    name = symbol if symbol in "XY" else f"{symbol}[{layer}]"
    assert str(found.findings[0].message).startswith(name + words)


def first_sentence(text: str) -> str:
    return str(check_shapes(read_shapes(text)).findings[0].message)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "W1: (4, 2)\nW2: (4, 3)\nW3: (1, 3)",
            "W[2] should have shape (n[2], n[1]) = (3, 4), got (4, 3): it looks transposed",
        ),
        (
            "W1 (4, 3); W2 (1, 5)",
            "W[2] should have shape (n[2], n[1]) = (1, 4), got (1, 5): "
            "its number of columns is 5, but layer 1's number of units is 4",
        ),
        ("b1 (4,)", "b[1] should have shape (n[1], 1) = (4, 1), got (4,): it is a rank-1 array"),
        ("b1 (1, 4)\nW1 (4, 3)", "b[1] should have shape (n[1], 1) = (4, 1), got (1, 4): it is a row"),
        ("X 3 10\nY (10,)", "Y should have shape (n[1], m) = (1, 10), got (10,): it is a rank-1 array"),
        ("W1 4 3\nW3 1 2", "W[2] is missing between W[1] and W[3]; its shape is (n[2], n[1]) = (2, 4)"),
        ("b1 4 1\nb3 1 1", "b[2] is missing between b[1] and b[3]; its shape is (n[2], 1) = (n[2], 1)"),
        ("X 3 10\nZ1 4 10\nA1 4 12", "A[1] should have shape (n[1], m) = (4, 10), got (4, 12): it has 12 examples"),
    ],
)
def test_short_lists(text: str, sentence: str) -> None:
    assert first_sentence(text).startswith(sentence)


def test_the_convention_of_rows_is_recognised_as_a_whole() -> None:
    found = check_shapes(read_shapes("X 10 3; W1 3 4; b1 1 4; Z1 10 4; W2 4 1; b2 1 1; Z2 10 1; Y 10 1"))
    assert [f.name for f in found.findings] == ["X", "W[1]", "b[1]", "Z[1]", "W[2]", "Z[2]", "Y"]
    assert (found.sizes, found.m) == ((3, 4, 1), 10)


def test_the_first_finding_is_the_first_in_the_order_of_computation() -> None:
    found = check_shapes(read_shapes("db1 (4,); W3 (2, 1); Y 10 1; A1 10 4; b1 (4,); W1 4 3; W2 2 4; b3 1 1; X 3 10"))
    assert [f.name for f in found.findings] == ["b[1]", "A[1]", "b[2]", "W[3]", "Y", "db[1]"]


def test_the_same_shape_again_is_one_finding() -> None:
    assert len(check_shapes(read_shapes("W1 4 3\nb1 (4,)\nb1 (4,)")).findings) == 1


def test_no_list_means_no_findings() -> None:
    assert check_shapes(()).consistent


@given(
    entries=some.lists(some.tuples(some.sampled_from("WbZA"), some.integers(1, 64), some.integers(1, 9)), min_size=1)
)
def test_any_list_that_can_be_read_can_be_checked(entries: list[tuple[str, int, int]]) -> None:
    found = check_shapes(read_shapes("; ".join(f"{symbol}{layer} {n} {layer % 7 + 1}" for symbol, layer, n in entries)))
    assert all(str(finding.message) for finding in found.findings)


def test_the_longest_list_is_checked_soon() -> None:
    generator = random.Random(1)
    names = [f"{s}{l}" for s in ("W", "b", "Z", "A", "dW") for l in range(1, 65)]
    text = "\n".join(
        f"{generator.choice(names)} {generator.randint(1, 9)} {generator.randint(1, 9)}" for _ in range(999)
    )
    start = time.process_time()
    check_shapes(read_shapes(text))
    assert time.process_time() - start < 5
