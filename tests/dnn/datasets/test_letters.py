"""Small tables as letters of a link: exactly the same table again, and nothing else whatever the letters are."""

from __future__ import annotations

import base64
import json
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dnn.datasets.contents import TableContent, from_letters, to_letters
from dnn.datasets.contents.letters import MAX_LETTERS, MAX_LINK_NUMBERS, MAX_TEXT_BYTES
from dnn.errors import ConfigurationError, DnnError


def table(n_x: int, m: int, classes: tuple[str, ...] = (), seed: int = 0) -> TableContent:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, len(classes), m) if classes else rng.standard_normal(m)
    return TableContent(rng.standard_normal((n_x, m)), labels, tuple(f"x{j}" for j in range(1, n_x + 1)), classes)


def letters_of(data: bytes) -> str:
    """Letters that stand for these bytes."""
    return "1" + base64.urlsafe_b64encode(zlib.compress(data, 9)).decode().rstrip("=")


def written(*parts: object) -> str:
    return letters_of(json.dumps(parts).encode())


@pytest.mark.parametrize("content", [
    table(1, 1),
    table(3, 50),
    table(49, 1, ("only",)),
    table(2, 60, ("no", "yes")),
    table(2, 40, ("红", "*绿*", "<b>")),
    TableContent(np.array([[1e100, -1e100, 5e-324, 2.0**53, 0.1, -0.0]]), np.arange(6.0), ("größe",)),
], ids=["one example", "200 numbers", "one class", "two classes", "names", "extremes"])  # fmt: skip
def test_a_table_comes_back_to_the_last_bit(content: TableContent) -> None:
    letters = to_letters(content)
    assert letters is not None and len(letters) <= MAX_LETTERS and letters.isascii()
    back = from_letters(letters)
    assert back.digest == content.digest and (back.X == content.X).all() and (back.labels == content.labels).all()
    assert (back.feature_names, back.class_names) == (content.feature_names, content.class_names)


def test_a_table_with_short_numbers_is_short() -> None:
    whole = TableContent(np.arange(150.0).reshape(3, 50) / 10, np.arange(50.0) % 2, ("a", "b", "c"), ("no", "yes"))
    letters = to_letters(whole)
    assert letters is not None and len(letters) < 600


def test_what_is_too_large_for_a_link_has_no_letters() -> None:
    assert to_letters(table(3, 51)) is None
    rng = np.random.default_rng(0)
    long_names = tuple("".join(map(chr, rng.integers(0x4E00, 0x9FFF, 200))) for _ in range(20))
    assert to_letters(TableContent(np.ones((20, 1)), np.ones(1), long_names)) is None


GOOD = to_letters(table(2, 3, ("no", "yes")))
assert GOOD is not None
BOMB = letters_of(b"[" + b" " * 2_000_000 + b"]")
HOSTILE = {
    "empty": "",
    "version alone": "1",
    "another version": "2" + GOOD[1:],
    "not base64": "1äöü",
    "base64 of the other alphabet": "1" + "+/" * 8,
    "one letter too few for base64": "1" + "A" * 5,
    "not compressed": "1" + base64.urlsafe_b64encode(b"[]").decode().rstrip("="),
    "cut off": GOOD[:-8],
    "something behind": letters_of(b"[]")[:-1] + "AAAA",
    "a letter changed": GOOD[:20] + ("A" if GOOD[20] != "A" else "B") + GOOD[21:],
    "two streams": "1" + base64.urlsafe_b64encode(zlib.compress(b"[") + zlib.compress(b"]")).decode().rstrip("="),
    "a bomb": BOMB,
    "a bomb in a bomb": letters_of(zlib.compress(bytes(1_000_000))),
    "a gzip file": "1" + base64.urlsafe_b64encode(b"\x1f\x8b\x08" + bytes(20)).decode().rstrip("="),
    "a pickle": letters_of(b"\x80\x04\x95\x00\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94."),
    "not UTF-8": letters_of(b'[["\xff"],[],[1],[1]]'),
    "half a character": letters_of(b'[["\\ud800"],[],[1],[1]]'),
    "nested without end": letters_of(b"[" * 30_000),
    "an object": letters_of(b'{"X":[[1]],"y":[1]}'),
    "a number": letters_of(b"7"),
    "nothing in it": written(),
    "no rows": written(["a"], []),
    "no feature": written([], [], [1]),
    "names that are numbers": written([1], [], [1], [1]),
    "names that are a word": written("a", [], [1], [1]),
    "a row that is a number": written(["a"], [], 1, [1]),
    "words for numbers": written(["a"], [], ["1"], [1]),
    "truth values for numbers": written(["a"], [], [True], [1]),
    "nothing for a number": written(["a"], [], [None], [1]),
    "lists for numbers": written(["a"], [], [[1]], [1]),
    "not a number": letters_of(b'[["a"],[],[NaN],[1]]'),
    "infinity": letters_of(b'[["a"],[],[-Infinity],[1]]'),
    "1e400": letters_of(b'[["a"],[],[1e400],[1]]'),
    "1e101": letters_of(b'[["a"],[],[1e101],[1]]'),
    "a whole number of 400 digits": letters_of(b'[["a"],[],[' + b"9" * 400 + b"],[1]]"),
    "a whole number of 5,000 digits": letters_of(b'[["a"],[],[' + b"9" * 5_000 + b"],[1]]"),
    "ragged": written(["a", "b"], [], [1, 2], [1], [1, 2]),
    "more labels than examples": written(["a"], [], [1], [1, 2]),
    "no example": written(["a"], [], [], []),
    "more rows than names": written(["a"], [], [1], [1], [1]),
    "a name twice": written(["a", "a"], [], [1], [1], [1]),
    "an empty name": written([""], [], [1], [1]),
    "a long name": written(["a" * 201], [], [1], [1]),
    "a control character in a name": written(["a\x00"], [], [1], [1]),
    "201 numbers": written(["a", "b"], [], [0] * 67, [0] * 67, [0] * 67),
    "40,000 numbers": written(["a"], [], [0] * 20_000, [0] * 20_000),
    "a class that is none": written(["a"], ["no", "yes"], [1], [2]),
    "half a class": written(["a"], ["no", "yes"], [1], [0.5]),
    "too long": "1" + "A" * MAX_LETTERS,
}  # fmt: skip


@pytest.mark.parametrize("letters", HOSTILE.values(), ids=HOSTILE)
def test_hostile_letters_are_one_sentence(letters: str) -> None:
    with pytest.raises(DnnError) as caught:
        from_letters(letters)
    sentence = str(caught.value)
    assert len(sentence) < 400 and "\n" not in sentence


def test_no_more_is_made_of_a_bomb_than_a_small_table_has(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Noted:
        def __init__(self) -> None:
            self._unpacking = zlib_decompressobj()

        def decompress(self, data: bytes, limit: int) -> bytes:
            asked.append(limit)
            return self._unpacking.decompress(data, limit)

        def __getattr__(self, name: str) -> object:
            return getattr(self._unpacking, name)

    zlib_decompressobj = zlib.decompressobj
    monkeypatch.setattr("dnn.datasets.contents.letters.zlib.decompressobj", Noted)
    assert len(BOMB) < MAX_LETTERS
    with pytest.raises(ConfigurationError):
        from_letters(BOMB)
    assert asked == [MAX_TEXT_BYTES]


@given(st.text(alphabet="ABCxyz019_-=+/ é", max_size=300))
def test_no_letters_break_it(letters: str) -> None:
    for each in (letters, "1" + letters, GOOD + letters, GOOD[: len(letters)]):
        try:
            content = from_letters(each)
        except DnnError:
            continue
        assert content.X.size + content.labels.size <= MAX_LINK_NUMBERS


@given(st.binary(max_size=300))
def test_no_bytes_break_it(data: bytes) -> None:
    with pytest.raises(DnnError):
        from_letters(letters_of(data))
