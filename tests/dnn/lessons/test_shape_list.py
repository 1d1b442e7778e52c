"""A pasted list of shapes: every notation is read, garbage gets a sentence."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dnn.errors import DnnError
from dnn.lessons.shape_list import NamedShape, ShapeListError, check_shapes, read_shapes
from dnn.shapes import QUANTITIES, rows_for

pytestmark = pytest.mark.slow

Entry = tuple[str, int, tuple[int, ...]]
"""Symbol, layer, shape."""


def read(text: str) -> list[Entry]:
    return [(named.symbol, named.layer, named.shape) for named in read_shapes(text)]


def written(symbol: str, layer: int, name: str) -> str:
    """The name of a quantity, X and Y without a layer."""
    return symbol if symbol in "XY" else name.format(s=symbol, l=layer)


def lines_of(name: str, shape: Callable[[tuple[int, ...]], str], between: str = "\n") -> Callable[[list[Entry]], str]:
    return lambda entries: between.join(written(s, l, name) + shape(dimensions) for s, l, dimensions in entries)


NOTATIONS: dict[str, Callable[[list[Entry]], str]] = {
    "colon": lines_of("{s}{l}", lambda d: f": {d}"),
    "brackets and equals": lines_of("{s}[{l}]", lambda d: f" = {d}".replace(" ", "")),
    "course": lines_of("{s}^[{l}]", lambda d: ": " + "x".join(map(str, d))),
    "LaTeX": lines_of("${s}^{{[{l}]}}", lambda d: rf" \in \mathbb{{R}}^{{{d[0]} \times {d[1]}}}$ \\"),
    "attribute": lines_of("{s}{l}.shape", lambda d: f" = {d}"),
    "printed": lines_of("{s}{l}", lambda d: f" {d}"),
    "f-string": lines_of("{s}{l}.shape=", lambda d: f"{d}"),
    "bare": lines_of("{s}{l}", lambda d: " " + " ".join(map(str, d))),
    "bare with a comma": lines_of("{s}_{l}", lambda d: " " + ", ".join(map(str, d))),
    "torch": lines_of("{s}{l}", lambda d: f": torch.Size([{d[0]}, {d[1]}])"),
    "NumPy's integers": lines_of("{s}{l}", lambda d: f": (np.int64({d[0]}), np.int64({d[1]}))"),
    "Chinese punctuation": lines_of("{s}{l}", lambda d: f"：（{d[0]}，{d[1]}）", "；"),
    "Chinese words": lines_of("{s}{l}", lambda d: f" 的形状是 {d[0]}×{d[1]}", "、"),
    "one line": lines_of("{s}{l}", lambda d: f" ({d[0]}, {d[1]})", "; "),
    "comments": lines_of("{s}{l}", lambda d: f": {d}  # W9: (1, 1)", "\n\n// layer\n"),
    "keys": lines_of("cache['{s}{l}'].shape", lambda d: f" == {d}"),
    "table": lines_of("| {s}{l} |", lambda d: f" {d} |"),
    "bullets": lines_of("{s} {l}", lambda d: f": {d}", "\n- "),
    "JSON": lambda entries: json.dumps({written(s, l, "{s}{l}"): list(d) for s, l, d in entries}),
    "JSON over many lines": lambda entries: json.dumps({written(s, l, "{s}{l}"): d for s, l, d in entries}, indent=2),
    "dictionary": lambda entries: repr({written(s, l, "{s}{l}"): d for s, l, d in entries}),
    "groups": lambda entries: json.dumps({"shapes": {written(s, l, "{s}{l}"): d for s, l, d in entries}}),
}

networks = some.tuples(some.lists(some.integers(1, 9), min_size=2, max_size=6), some.integers(1, 400))


def right_shapes(sizes: list[int], m: int) -> list[Entry]:
    return [(row.symbol, row.layer, row.shape) for row in rows_for(sizes, m)]


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
        ("W1: [[1, 2], [3]]", "Line 1: expected the rows of an array to be equally long"),
        ("W1: " + "[" * 9000, "Line 1: expected the rows of an array to be equally long"),
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
            "its 5 columns do not meet the 4 units of layer 1",
        ),
        ("b1 (4,)", "b[1] should have shape (n[1], 1) = (4, 1), got (4,): it has rank 1"),
        ("b1 (1, 4)\nW1 (4, 3)", "b[1] should have shape (n[1], 1) = (4, 1), got (1, 4): it is a row"),
        ("X 3 10\nY (10,)", "Y should have shape (n[1], m) = (1, 10), got (10,): it has rank 1"),
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
