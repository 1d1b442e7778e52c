"""Files that are no lessons, or none that can be given: one for each way in which a file is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dnn.lessons.path.experiments import EXPERIMENTS
from dnn.lessons.path.questions.registry import QUESTIONS
from tests.dnn.lesson_files import test_check_lesson, test_plain_yaml, test_read_lesson
from tests.dnn.lesson_files.whole_lesson import SECTIONS, WHOLE, at, changed, without, written
from tests.dnn.lessons.path.lesson_texts import lesson_with

TRY, CHECK = ("steps", 0, "try"), ("steps", 0, "check")
NO_YAML = (
    "a: b: c", "a: 1\n]", "a: [1,", 'a: "x', "a: 'x\n---\n", "a:\n  b: 1\n c: 2", "a: - b", "- a\nb: 1", "a: ? b",
    "a: 1\nb\n", 'a: "\\q"', 'a: "\\xZZ"', "a: |x\n  y", "a: | y\n  z", "a: @x", "a: `x`", "a: %x", "a: {b: 1",
    "a: [1 2]\nb: ]", "%FOO\na: 1", "%YAML 9.9\n---\na: 1", "a: , b", "[a, ? b]", "a: }\n", "!<x y> a", "a: &\n",
)  # fmt: skip
"""Texts that break each rule of YAML."""


def hostile_files() -> Iterator[str]:
    """All of them, one after the other."""
    yield from NO_YAML
    yield from (text for text, _line, _words in test_plain_yaml.REFUSED.values())
    for document in _documents():
        yield written(document)[0]
    for kind in QUESTIONS:  # asked of a network, and of an experiment, that may not show it
        yield json.dumps(lesson_with(step={"check": [{"kind": kind}]}), indent=1)


def _documents() -> Iterator[dict[str, Any]]:
    for path, keys, _needed in SECTIONS.values():
        yield changed((*path, "colour"), "red")
        for value in (3, "x", [1], None, True) if path else ():
            yield changed(path, value)
        for key in keys:
            if key in at(WHOLE, path):
                yield without((*path, key))
            yield from (changed((*path, key), value) for value in keys[key][1])
    yield from (changed(path, value) for path, value, *_ in test_read_lesson.WRONG)
    for path, value, _words in test_check_lesson.WRONG:
        document = changed(path, value)
        if path == TRY:
            for phase in ("predict", "see", "check"):
                document["steps"][0].pop(phase)
        yield document
    yield from _with_options()
    yield from _with_configurations()


def _with_options() -> Iterator[dict[str, Any]]:
    """Options of experiments and of questions that cannot be."""
    for name, experiment in EXPERIMENTS.items():
        yield changed(TRY, {"experiment": name, "options": {"colour": "red"}})
        yield from (changed(TRY, {"experiment": name, "options": {option: [1]}}) for option in experiment.options)
    for name, question in QUESTIONS.items():
        yield changed(CHECK, [{"kind": name, "options": {"colour": "red"}}])
        yield from (changed(CHECK, [{"kind": name, "options": {option: [1]}}]) for option in question.options)


def _with_configurations() -> Iterator[dict[str, Any]]:
    """Configurations of which a value cannot be."""
    for section, values in WHOLE["configuration"].items():
        yield from (changed(("configuration", section), value) for value in (3, "x", [1], None))
        for key in (*values, "colour", "schedule"):
            for value in (-3, "x", [1], {"x": 1}, 1e30):
                yield changed(("configuration", section, key), value)
