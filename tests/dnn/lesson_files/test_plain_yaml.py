"""Texts from outside: each is read as plain values, or refused with its line and the reason; nothing in it acts."""

from __future__ import annotations

import json
import math
import re
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from dnn.lesson_files.lessons import lesson_paths
from dnn.lesson_files.plain_yaml import MAX_DEPTH, MAX_NODES, LessonFileError, Located, read_yaml
from dnn.lessons.path.lesson import MAX_LESSON_BYTES


def plain(text: str) -> object:
    return read_yaml(text).plain()


def refused(text: str) -> LessonFileError:
    with pytest.raises(LessonFileError) as error:
        read_yaml(text)
    return error.value


REFUSED: dict[str, tuple[str, int, str]] = {
    "an alias": ("a: &x [1]\nb: *x\n", 1, "a reference"),
    "an alias to nothing": ("a: 1\nb: *x\n", 2, "a reference"),
    "a billion laughs": (
        "a: &a [x, x, x]\n" + "\n".join(f"{b}: &{b} [*{a}, *{a}, *{a}]" for a, b in pairwise("abcdefghi")), 1,
        "a reference",
    ),
    "a recursive list": ("a:\n- &x [*x]\n", 2, "a reference"),
    "a merge key with an alias": ("b: &b {x: 1}\na:\n  <<: *b\n", 1, "a reference"),
    "an object of Python": ("a: 1\nb: !!python/object/apply:os.system ['id']\n", 2, "a type"),
    "a name of Python": ("b: !!python/name:os.system\n", 1, "a type"),
    "a tuple of Python": ("b: !!python/tuple [1, 2]\n", 1, "a type"),
    "binary data": ("a: 1\nb: !!binary R0lGODlhDAAM\n", 2, "a type"),
    "a set": ("a: !!set {x, y}\n", 1, "a type"),
    "a type of one's own": ("a: !mine x\n", 1, "a type"),
    "no type": ("a: ! x\n", 1, "a type"),
    "a type at the root": ("!!map\na: 1\n", 1, "a type"),
    "a key that stands twice": ("a: 1\nb: 2\na: 3\n", 3, "a twice"),
    "a key twice in a section": ("a:\n  b: 1\n  b: 2\n", 3, "b twice"),
    "a key twice in JSON": ('{"a": 1,\n "a": 2}', 2, "a twice"),
    "a key twice, quoted": ('a: 1\n"a": 2\n', 2, "a twice"),
    "a list as a key": ("? [1, 2]\n: x\n", 1, "a list or a section"),
    "a section as a key": ("a: 1\n? {b: 1}\n: x\n", 2, "a list or a section"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "another after it"),
    "two documents with ends": ("a: 1\n...\n---\nb: 2\n", 3, "another after it"),
    "an empty text": ("", 1, "an empty text"),
    "spaces alone": ("  \n\n", 1, "an empty text"),
    "a comment alone": ("# nothing\n", 1, "an empty text"),
    "an end without a beginning": ("a: 1\n]\n", 2, "YAML or JSON"),
    "a list that does not end": ("a: 1\nb: [1,\n", 3, "YAML or JSON"),
    "a text that does not end": ('a: "x\n', 2, "YAML or JSON"),
    "an indent that fits nothing": ("a:\n  b: 1\n c: 2\n", 3, "YAML or JSON"),
    "a colon too many": ("a: b: c\n", 1, "YAML or JSON"),
    "a percent sign": ("%FOO\na: 1\n", 2, "YAML or JSON"),
    "a bad escape": ('a: "\\q"\n', 1, "YAML or JSON"),
    "a control character": ("a: 1\nb: \x07\n", 2, "a control character"),
    "an escape of the terminal": ("a: \x1b[31m\n", 1, "a control character"),
    "a null character": ("a: 1\nb: x\0y\n", 2, "a control character"),
    "half a letter": ("a: 1\nb: \ud800\n", 2, "a control character"),
    "a change of direction": ("a: 1\n\nb: x\u202ey\n", 3, "a control character"),
    "an end of line of another kind": ("a: 1\nb: x\u2028y\n", 2, "a control character"),
    "another such": ("a: 1\nb: x\x85y\n", 2, "a control character"),
    "a mark of byte order inside": ("a: 1\nb: x\ufeffy\n", 2, "a control character"),
    "a letter for private use": ("a: 1\nb: \ue000\n", 2, "a control character"),
    "an escaped control character": ('a: 1\nb: "x\\u0007"\n', 2, "a control character"),
    "an escaped null character": ('a: 1\nb: "\\0"\n', 2, "a control character"),
    "an escaped change of direction": ('{"a": 1,\n"b\\u202e": 1}', 2, "a control character"),
    "an escaped half of a letter": ('{"a": 1,\n"b": "x\\ud83d"}', 2, "a control character"),
    "depth": ("b: 1\na: " + "[" * 200 + "]" * 200, 2, "too deep"),
    "depth in blocks": ("\n".join(" " * depth + f"k{depth}:" for depth in range(60)), MAX_DEPTH + 1, "too deep"),
    "depth without an end": ("[" * 90_000, 1, "too deep"),
    "sections without an end": ("{" * 90_000, 1, "too deep"),
    "thousands of values": ("a: [" + "1, " * MAX_NODES + "1]\n", 1, "far more"),
    "thousands of keys": ("\n".join(f"k{number}: 1" for number in range(3_000)), MAX_NODES // 2, "far more"),
    "too many bytes": ("a: " + "x" * MAX_LESSON_BYTES, 1, "at most 100000 bytes"),
    "too many bytes of Chinese": ("a: " + "课" * (MAX_LESSON_BYTES // 3), 1, "at most 100000 bytes"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_line_and_the_reason_at_once(name: str) -> None:
    text, line, words = REFUSED[name]
    began = time.process_time()
    error = refused(text)
    assert time.process_time() - began < 2
    assert words in str(error)
    assert abs(error.line - line) <= (1 if "thousands of keys" in name else 0), str(error)
    assert str(error).startswith(f"Line {error.line}: expected ") and len(str(error)) < 300


READ: dict[str, tuple[str, object]] = {
    "words of YAML 1.1": ("a: [yes, No, on, OFF, y, n]\n", {"a": ["yes", "No", "on", "OFF", "y", "n"]}),
    "words that stand for a value": ("a: [true, False, NULL, ~, ]\nb:\n", {"a": [True, False, None, None], "b": None}),
    "such words in quotes": ("a: ['true', \"null\", '1', '~']\n", {"a": ["true", "null", "1", "~"]}),
    "numbers": ("a: [1, -2, +3, 0.5, .5, 1., 1e3, -1.5E-3, 007]\n", {"a": [1, -2, 3, 0.5, 0.5, 1.0, 1e3, -1.5e-3, 7]}),
    "octal and hexadecimal": ("a: [0o17, 0x1F, 0b11, 1_000, '017']\n", {"a": ["0o17", "0x1F", "0b11", "1_000", "017"]}),
    "sixty seconds": ("a: [12:30:45, 190:20]\n", {"a": ["12:30:45", "190:20"]}),
    "what is no number": ("a: [1e999, -1e999, .inf, -.INF, .nan, NaN, Infinity]\n",
                          {"a": ["1e999", "-1e999", ".inf", "-.INF", ".nan", "NaN", "Infinity"]}),
    "dates": ("a: [2024-01-01, 2024-01-01T00:00:00Z]\n", {"a": ["2024-01-01", "2024-01-01T00:00:00Z"]}),
    "a number of many digits": (f"a: {'9' * 30}\nb: {'9' * 31}\n", {"a": int("9" * 30), "b": "9" * 31}),
    "digits of other scripts": ("a: [١٢, １２]\n", {"a": ["١٢", "１２"]}),
    "a merge key": ("a:\n  <<: {x: 1}\n", {"a": {"<<": {"x": 1}}}),
    "an equals sign": ("a: =\n=: 1\n", {"a": "=", "=": 1}),
    "keys that are numbers or words": ("1: a\ntrue: b\n~: c\n", {"1": "a", "true": "b", "~": "c"}),
    "a mark of byte order": ("\ufeffa: 1\n", {"a": 1}),
    "ends of lines of Windows": ("a: 1\r\nb: x\r\n", {"a": 1, "b": "x"}),
    "JSON with tabulators": ('{\n\t"a":\t[1,\t2],\n\t"b": "x"\n}', {"a": [1, 2], "b": "x"}),
    "JSON in one line": (json.dumps({"a": {"b": [1, "x", None, True]}}), {"a": {"b": [1, "x", None, True]}}),
    "a document with its beginning and end": ("---\na: 1\n...\n", {"a": 1}),
    "a version of YAML": ("%YAML 1.1\n---\na: 1\n", {"a": 1}),
    "folded and literal texts": ("a: >-\n  x\n  y\nb: |\n  x\n  y\n", {"a": "x y", "b": "x\ny\n"}),
    "a comment": ("a: 1 # &x *y !z\n", {"a": 1}),
    "signs in a text": ("a: '*x &y !z %w'\nb: a*b\n", {"a": "*x &y !z %w", "b": "a*b"}),
    "code": ("a: __import__('os').system('id')\nb: \"${HOME} {{7*7}}\"\n",
             {"a": "__import__('os').system('id')", "b": "${HOME} {{7*7}}"}),
    "full-width spaces and Chinese": ("a: 第一课\u3000形状\nb: x\u00a0y\n", {"a": "第一课\u3000形状", "b": "x\u00a0y"}),
    "emoji that are joined": ("a: 👩\u200d🏫\n", {"a": "👩\u200d🏫"}),
    "an emoji that JSON writes in two": ('{"a": "\\ud83d\\ude00\\u8bfe", "\\ud83d\\ude00": 1}', {"a": "😀课", "😀": 1}),
    "escaped ends of lines and tabulators": ('a: "x\\n\\ty"\n', {"a": "x\n\ty"}),
    "a formula": ("a: '$\\frac{1}{m}$'\n", {"a": "$\\frac{1}{m}$"}),
    "a plain word": ("hello", "hello"),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_it_is_read_as_plain_values(name: str) -> None:
    text, value = READ[name]
    assert repr(plain(text)) == repr(value)


def test_each_value_knows_its_line_and_how_it_was_written() -> None:
    located = read_yaml("a: 1\n# nothing\nb:\n  c: 0.10\n  d:\n    - x\n    - [y,\n      z]\n")
    b = located.value["b"]
    assert (located.value["a"].line, b.line, b.value["c"].line, b.value["c"].written) == (1, 3, 4, "0.10")
    first, second = b.value["d"].value
    assert (first.line, second.line, [each.line for each in second.value]) == (6, 7, [7, 8])


@pytest.mark.parametrize("path", lesson_paths(), ids=lambda path: path.stem)
def test_our_lessons_are_read_as_another_reader_reads_them(path: Path) -> None:
    text = path.read_text("utf-8")
    assert plain(text) == _with_powers_of_ten(yaml.safe_load(text))


def _with_powers_of_ten(value: Any) -> Any:
    """The other reader takes 1e-12 for a text, since YAML 1.1 wants a point in it."""
    if isinstance(value, dict):
        return {key: _with_powers_of_ten(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_powers_of_ten(each) for each in value]
    return float(value) if isinstance(value, str) and re.fullmatch(r"\d+e-?\d+", value) else value


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-10**9, 10**9) | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")), max_size=12),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(st.sampled_from("abc课 -:#'\"[]{}!&*"), max_size=4), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.text(st.sampled_from("abc"), min_size=1, max_size=3), VALUES, max_size=4))
def test_any_json_is_read_as_json_has_it(document: dict[str, object]) -> None:
    for indent in (None, 1, "\t"):
        for ascii_only in (True, False):
            text = json.dumps(document, indent=indent, ensure_ascii=ascii_only)
            if '"\\t' not in text:
                assert plain(text) == json.loads(text)


@given(st.text(max_size=200) | st.text(st.sampled_from("ab:- \n[]{}&*!|>'\"#%?,\t~1.e"), max_size=60))
@example("? ")
@example("- - - - a")
@example("a: |\n\t x")
def test_whatever_the_text_it_is_read_or_refused_with_its_line(text: str) -> None:
    try:
        located = read_yaml(text)
    except LessonFileError as error:
        assert 1 <= error.line <= text.count("\n") + text.count("\r") + 2
    else:
        assert isinstance(located, Located)
        assert "inf" not in repr(located.plain()) or "inf" in text.lower()
        assert json.loads(json.dumps(located.plain())) == located.plain()


HUGE = {
    "one long word": "a: " + "x" * 99_000,
    "one long line of words": "a: " + "x " * 49_000,
    "one long quoted text": 'a: "' + "x\\n" * 30_000 + '"',
    "lines of a folded text": "a: >\n" + "  x\n" * 24_000,
    "comments": "# x\n" * 24_000 + "a: 1\n",
    "colons": "a: '" + ":" * 99_000 + "'",
    "keys that could be": "? " * 8 + "a",
    "tabulators": "a: 1\n" + "\t" * 99_000,
    "spaces": "a: 1\n" + " " * 99_000,
    "commas": "a: [" + "," * 99_000,
    "signs of a list": "- " * 40_000,
    "quotes": "'" * 99_000,
    "question marks": "? " * 40_000,
    "ends of lines": "\n" * 99_000 + "a: 1",
    "brackets that close": "]" * 99_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_the_longest_texts_take_seconds_at_most(name: str) -> None:
    began = time.process_time()
    try:
        read_yaml(HUGE[name])
    except LessonFileError as error:
        assert error.line >= 1
    assert time.process_time() - began < 4


def test_a_number_that_is_none_is_no_number_of_a_lesson() -> None:
    assert not math.isinf(5e-324) and plain("a: 1e308") == {"a": 1e308} and plain("a: 1e309") == {"a": "1e309"}
