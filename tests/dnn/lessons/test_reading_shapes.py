"""Reading a pasted list of shapes: every notation is read, garbage gets a sentence."""

from __future__ import annotations

import random
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from dnn.errors import DnnError
from dnn.lessons.shape_list import ShapeListError, read_shapes
from tests.dnn.lessons.listed_shapes import NOTATIONS, Entry, networks, right_shapes

pytestmark = pytest.mark.slow


def read(text: str) -> list[Entry]:
    return [(named.symbol, named.layer, named.shape) for named in read_shapes(text)]


@pytest.mark.parametrize("notation", NOTATIONS)
@given(network=networks)
def test_every_notation_is_read(notation: str, network: tuple[list[int], int]) -> None:
    entries = right_shapes(*network)
    assert read(NOTATIONS[notation](entries)) == entries


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("w1 4 3", ("W", 1, (4, 3))),
        ("W₁：4×3", ("W", 1, (4, 3))),
        ("grad_b2 (4,)", ("db", 2, (4,))),
        ("∂W1: 4 x 3", ("dW", 1, (4, 3))),
        ("a0: (3, 10)", ("X", 0, (3, 10))),
        ("dA0: (3, 10)", ("dA", 0, (3, 10))),
        ("X_train.shape (3, 10)", ("X", 0, (3, 10))),
        ("Ŷ: (1, 10)", ("A", 1, (1, 10))),
        ("y_hat 1 10", ("A", 1, (1, 10))),
        ("AL: (1, 10)", ("A", 1, (1, 10))),
        ("Z1: ()", ("Z", 1, ())),
        ("W1 = array([[0.1, -2e-3],\n       [nan, 4.],\n [1, 2]], dtype=float32)", ("W", 1, (3, 2))),
        ("W1 = array([[0., ..., 1.]], shape=(100, 20))", ("W", 1, (100, 20))),
        ("b1: tensor([0.5, 0.1], requires_grad=True)", ("b", 1, (2,))),
        ("W1 [[0.1 2]\n [3 4]]", ("W", 1, (2, 2))),
    ],
)
def test_other_ways_to_write_one(text: str, entry: Entry) -> None:
    assert read(text) == [entry]


def test_lines_are_counted_as_they_were_pasted() -> None:
    assert [named.line for named in read_shapes("# mine\r\nW1: (4, 3); b1: (4, 1)\r\n\r\nX (3, 5)")] == [2, 2, 4]


def test_the_last_layer_is_the_highest_that_is_named() -> None:
    assert read("W1 (4, 3)\nW2 (1, 4)\nŶ (1, 5)\nb[L] (1, 1)")[2:] == [("A", 2, (1, 5)), ("b", 2, (1, 1))]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Expected a list of shapes, got nothing; try W1: (4, 3)."),
        ("# nothing", "Expected a list of shapes, got nothing; try W1: (4, 3)."),
        ("W1: (4, 3)\nimport os", "Line 2: expected the name of W, b, Z, A, X or Y with its layer"),
        ("W1: __import__('os')", "Line 1: expected a shape after the name, as in (4, 3), got “W1: __import__('os')”"),
        ("W: (4, 3)", "Line 1: expected the name"),
        ("W1: (4, -3)", "Line 1: expected a shape"),
        ("W1: (4.5, 3)", "Line 1: expected a shape"),
        ("W1: (4, 3", "Line 1: expected a shape"),
        ("W1: (0, 3)", "Line 1: expected dimensions from 1 to 1000000000"),
        ("W1: (4, 1000000001)", "Line 1: expected dimensions from 1 to 1000000000"),
        ("W1: (4, " + "9" * 5000 + ")", "Line 1: expected dimensions from 1 to 1000000000"),
        ("W65: (4, 3)", "Line 1: expected at most 64 layers"),
        ("W" + "9" * 5000 + ": (4, 3)", "Line 1: expected at most 64 layers"),
        ("b0: (4, 3)", "Line 1: expected layers from 1 on"),
        ("W1: " + "1 " * 9, "Line 1: expected at most 8 dimensions"),
        ("W1: [[1, 2], [3]]", "Line 1: expected a complete array whose rows are equally long"),
        ("W1: " + "[" * 9000, "Line 1: expected a complete array whose rows are equally long"),
        ("\n" * 1000, "Expected at most 1000 lines, got 1001"),
        ("W" * 20_001, "Expected at most 20000 characters, got 20001"),
    ],
)
def test_what_is_no_list_gets_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ShapeListError) as caught:
        read_shapes(text)
    assert str(caught.value).startswith(sentence)
    assert len(str(caught.value)) < 200


FRAGMENTS = [
    *"WbZAXYd123L[](){}:=,;.xX*#/\"'^_ \n\t-|",
    "W1",
    "(4, 3)",
    "array(",
    "shape=",
    "torch.Size(",
    "...",
    "np.",
]


@given(some.one_of(some.text(max_size=200), some.lists(some.sampled_from(FRAGMENTS), max_size=60).map("".join)))
def test_garbage_never_raises_anything_else(text: str) -> None:
    try:
        read_shapes(text)
    except DnnError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("fragment", [*FRAGMENTS, "a.", "1 ", "W1 1 ", "(1 ", "\\ ", "W1: [[", "[[1]", "W1:\n", "ﷺ"])
def test_no_list_takes_long(fragment: str) -> None:
    generator = random.Random(1)
    for tail in ("", "!", "".join(generator.choices(FRAGMENTS, k=50))):
        text = (fragment * 20_000)[: 20_000 - len(tail)] + tail
        start = time.process_time()
        with suppress(ShapeListError):
            read_shapes(text)
        assert time.process_time() - start < 2
