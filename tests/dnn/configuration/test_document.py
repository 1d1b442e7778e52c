"""JSON from outside: keys that stand twice, nesting without end, marks and lengths."""

from __future__ import annotations

import json
from typing import Any

import pytest

from dnn.configuration import RunConfig
from dnn.configuration.document import MAX_DOCUMENT_DEPTH, read_document
from dnn.configuration.sections import check_choice, check_keys
from dnn.errors import ConfigurationError

CIRCLES = '{"dataset": {"name": "circles"}'


class TestKeysThatStandTwice:
    @pytest.mark.parametrize(
        ("text", "key", "count"),
        [
            (CIRCLES + ', "seed": 1, "seed": 2}', "'seed'", 2),
            (CIRCLES + ', "seed": 1, "seed": 1}', "'seed'", 2),
            ('{"dataset": {"name": "circles", "name": "xor", "name": "moons"}}', "'name'", 3),
            (CIRCLES + ', "architecture": {"hidden": [{"units": 8, "units": 9}]}}', "'units'", 2),
            (CIRCLES + ', "hyperparameters": {"schedule": {"name": "step", "every": 5, "every": 6}}}', "'every'", 2),
            (CIRCLES + ', "se\\u0065d": 1, "seed": 2}', "'seed'", 2),
            (CIRCLES + ', "\\ud800\\n": 1, "\\ud800\\n": 2}', r"'\\ud800\\n'", 2),
        ],
    )
    def test_are_refused_by_name_at_every_level(self, text: str, key: str, count: int) -> None:
        with pytest.raises(ConfigurationError, match=f"^Expected {key} to be given once, got it {count} times; try "):
            RunConfig.from_json(text)

    def test_equal_keys_of_different_objects_are_not_meant(self) -> None:
        text = CIRCLES + ', "architecture": {"hidden": [{"units": 8}, {"units": 9}]}, "seed": 1}'
        assert [layer.units for layer in RunConfig.from_json(text).architecture.hidden] == [8, 9]

    def test_a_name_without_end_is_shortened(self) -> None:
        key = "x" * 40_000
        with pytest.raises(ConfigurationError) as caught:
            RunConfig.from_json(f'{{"{key}": 1, "{key}": 2}}')
        assert len(str(caught.value)) < 200


class TestNesting:
    @pytest.mark.parametrize("opening", ["[", '{"a": '])
    @pytest.mark.parametrize(
        "frame",
        [
            "%s",
            '{"dataset": %s}',
            '{"dataset": {"name": %s}}',
            CIRCLES + ', "architecture": {"hidden": [{"activation": %s}]}}',
            CIRCLES + ', "hyperparameters": {"schedule": {"name": %s}}}',
        ],
    )
    def test_without_end_is_refused_wherever_it_stands(self, frame: str, opening: str) -> None:
        closing = "]" if opening == "[" else "}"
        for depth in (11, *range(900, 1_000), 5_000):
            text = frame % (opening * depth + "1" + closing * depth)
            with pytest.raises(ConfigurationError, match="^Expected configuration to be JSON with at most 10 objects"):
                RunConfig.from_json(text)

    def test_as_deep_as_may_be_is_read(self) -> None:
        deepest: Any = 1
        for _level in range(MAX_DOCUMENT_DEPTH):
            deepest = [deepest]
        assert read_document(json.dumps(deepest)) == deepest
        with pytest.raises(ConfigurationError):
            read_document(json.dumps([deepest]))


def nested(depth: int) -> Any:
    """A list in a list in a list …"""
    value: Any = 1
    for _level in range(depth):
        value = [value]
    return value


NO_NAMES: dict[str, Any] = {
    "nested without end": nested(100_000),
    "a number of more digits than Python writes": 10**5_000,
    "bytes": b"circles",
    "nothing": None,
    "a tuple": ("circles",),
    "a text without end": "x" * 10**6,
    "half of a letter": "\ud800",
}


@pytest.mark.parametrize("case", NO_NAMES)
def test_whatever_is_no_name_is_answered_with_one(case: str) -> None:
    for check in (
        lambda value, names: check_choice("name", value, names),
        lambda value, names: check_keys([value], names, "the data"),
    ):
        with pytest.raises(ConfigurationError, match="; try (circles|xor)[.]$") as caught:
            check(NO_NAMES[case], ["circles", "xor"])
        assert len(str(caught.value).encode()) < 200


def test_a_byte_order_mark_that_was_read_with_the_text_is_no_matter() -> None:
    assert RunConfig.from_json("\ufeff" + CIRCLES + "}") == RunConfig.from_json(CIRCLES + "}")
