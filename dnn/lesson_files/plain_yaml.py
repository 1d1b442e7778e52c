"""YAML without what can hurt: sections, lists, texts, numbers, true, false and null, each with the line it stands in.

JSON is such YAML. References, tags, several documents, and keys that stand twice are refused; nothing in a text can
name a type, let alone a function.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import yaml

from dnn.errors import DnnError
from dnn.lesson_files.yaml_problems import words_for
from dnn.lessons.path.lesson import MAX_LESSON_BYTES
from dnn.text.messages import Text

MAX_DEPTH = 16
MAX_NODES = 5_000
TAB = 4
"""Spaces in place of a tabulator, which YAML does not allow between its words and JSON does."""
NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
MAX_NUMBER_DIGITS = 30
HIDDEN_LETTERS = ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")
"""Classes of letters that nobody sees: those of control and of direction, halves of letters, other ends of a line."""
SEEN_ALL_THE_SAME = "\t\r\u200c\u200d"
"""Tabulators, ends of lines, and what parts or joins letters: of Persian, and of emoji."""
BYTE_ORDER_MARK = "\ufeff"
WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
"""Plain words that stand for a value."""


class LessonFileError(DnnError, ValueError):
    """A text that is not a lesson: the line, and the reason."""

    def __init__(self, line: int, problem: Text) -> None:
        self.line = line
        super().__init__(Text("Line {line}: {problem}", line=line, problem=problem))


@dataclass(frozen=True)
class Located:
    """A value with the line in which it begins.

    Attributes:
        value: a mapping of names to such values, a tuple of them, or a text, number, true, false or None.
        line: from 1 on.
        written: how a text, a number or a word is written; empty for sections and lists.
    """

    value: Any
    line: int
    written: str = ""

    def plain(self) -> Any:
        """The value without its lines."""
        if isinstance(self.value, Mapping):
            return {name: each.plain() for name, each in self.value.items()}
        return [each.plain() for each in self.value] if isinstance(self.value, tuple) else self.value


def read_yaml(text: str) -> Located:
    """The one document of a text.

    Raises:
        LessonFileError: it is none, too long, too deep, or uses what is not allowed.
    """
    _check_text(text)
    try:
        spaced = text.expandtabs(TAB)
        _check_events(spaced)
        node = yaml.compose(spaced, Loader=yaml.SafeLoader)
    except yaml.YAMLError as problem:
        raise _malformed(problem) from None
    if node is None:
        raise LessonFileError(1, Text("expected a lesson, got an empty text; begin with its title."))
    return _located(node)


def check_size(size: int) -> None:
    """Refuse a text of so many bytes.

    Raises:
        LessonFileError: they are too many for a lesson.
    """
    if size > MAX_LESSON_BYTES:
        limit = MAX_LESSON_BYTES
        problem = Text(
            "expected at most {limit} bytes, got {size}; divide the lesson into two.", limit=limit, size=size
        )
        raise LessonFileError(1, problem)


def _check_text(text: str) -> None:
    check_size(len(text.encode("utf-8", "surrogatepass")))
    for number, line in enumerate(text.removeprefix(BYTE_ORDER_MARK).split("\n"), start=1):
        _check_letters(line, number)


def _check_letters(words: str, line: int) -> None:
    if any(unicodedata.category(letter) in HIDDEN_LETTERS for letter in words if letter not in SEEN_ALL_THE_SAME):
        raise LessonFileError(line, Text("expected letters that can be shown, got a control character."))


def _check_events(text: str) -> None:
    """Refuse what has no place in a lesson before anything is made of it."""
    depth = documents = 0
    for number, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise LessonFileError(line, Text("expected values, got a reference (& or *); write the value out."))
        if getattr(event, "tag", None):
            raise LessonFileError(line, Text("expected values, got a type (!); leave it out."))
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        if depth > MAX_DEPTH:
            raise LessonFileError(line, Text("expected a lesson, got lists and sections far too deep in each other."))
        if number > MAX_NODES:
            raise LessonFileError(line, Text("expected a lesson of six steps at most, got far more."))
        if documents > 1:
            raise LessonFileError(line, Text("expected one lesson, got another after it (---)."))
        depth -= isinstance(event, yaml.CollectionEndEvent)


def _located(node: yaml.Node) -> Located:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Located] = {}
        for key, value in node.value:
            name, at = _key(key), key.start_mark.line + 1
            if name in found:
                raise LessonFileError(at, Text("expected each key once, got {name} twice.", name=name))
            inner = _located(value)
            found[name] = Located(inner.value, at, inner.written)
        return Located(found, line)
    if isinstance(node, yaml.SequenceNode):
        return Located(tuple(_located(each) for each in node.value), line)
    scalar = cast(yaml.ScalarNode, node)
    return Located(_value(scalar), line, _scalar(scalar))


def _key(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise LessonFileError(node.start_mark.line + 1, Text("expected a key, got a list or a section."))
    return _scalar(node)


def _scalar(node: yaml.ScalarNode) -> str:
    """The letters of a scalar, those that are written as numbers ("\\u4f60") too; JSON writes some of them in two."""
    halves = str(node.value).encode("utf-16", "surrogatepass")
    text = halves.decode("utf-16", "surrogatepass")
    _check_letters(text.replace("\n", ""), node.start_mark.line + 1)
    return text


def _value(node: yaml.ScalarNode) -> Any:
    """The value of a scalar: as it is written where it is quoted, else a finite number, one of WORDS, or a text."""
    text = _scalar(node)
    if node.style is not None:
        return text
    if text.lower() in WORDS:
        return WORDS[text.lower()]
    if NUMBER.fullmatch(text) and len(text) <= MAX_NUMBER_DIGITS:
        number = float(text) if any(letter in text for letter in ".eE") else int(text)
        return number if math.isfinite(number) else text
    return text


def _malformed(problem: yaml.YAMLError) -> LessonFileError:
    mark = getattr(problem, "problem_mark", None)
    words = words_for(str(getattr(problem, "problem", None) or ""))
    return LessonFileError(
        1 if mark is None else mark.line + 1,
        Text("expected a lesson in YAML or JSON, got a text that is none: {problem}.", problem=words),
    )
