"""The page cache: a value is computed once, dropped when it becomes too much, and its key holds no arrays of a run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dnn.configuration import DatasetConfig, RunConfig
from dnn.datasets.contents import CONTENTS
from dnn.step import start, step
from pages.shared.session.network_snapshot import NetworkSnapshot
from pages.shared.session.page_cache import PageCache
from tests.pages.shared.tables.visitors import config, table


def test_a_value_is_made_once_even_if_it_is_none() -> None:
    cache: PageCache[None] = PageCache(bytes=10_000)
    made: list[int] = []
    for _time in range(3):
        assert cache.get("key", lambda: made.append(1)) is None
    assert made == [1]


def test_it_keeps_no_more_than_its_bytes() -> None:
    cache: PageCache[np.ndarray] = PageCache(bytes=1_000, size=lambda array: array.nbytes)
    made: list[int] = []

    def make(number: int) -> np.ndarray:
        made.append(number)
        return np.full(50, number)  # 400 bytes

    for number in (1, 2, 3, 3, 1):
        assert cache.get(number, lambda: make(number))[0] == number  # noqa: B023
    assert made == [1, 2, 3, 1]


def test_the_key_of_a_network_changes_with_every_step_and_with_nothing_else() -> None:
    circles = RunConfig.from_dict({"dataset": {"name": "circles"}, "hyperparameters": {"optimizer": "adam"}})
    first, again = (NetworkSnapshot(circles, start(circles), None) for _time in range(2))
    after = NetworkSnapshot(circles, step(circles, first.state).after, None)
    assert first.key == again.key
    assert first.key != after.key
    assert not any(isinstance(part, np.ndarray) for part in first.key)


def test_what_was_computed_on_a_table_goes_with_it_even_if_it_was_under_way() -> None:
    contents = [table(seed) for seed in (1, 2)]
    first, other = (config(each) for each in contents)
    keys = [first, first.dataset, (first, b"state"), ((first, b"state"), "batch")]
    others = [
        other,
        other.dataset,
        ((other, b"state"), "batch"),
        replace(first, dataset=DatasetConfig.from_dict({"name": "moons"})),
        "a text",
        ("opened", 3),
    ]
    cache: PageCache[str] = PageCache(bytes=100_000)
    for key in (*keys, *others):
        cache.get(key, lambda: "before")

    def while_it_is_deleted() -> str:
        CONTENTS.discard(contents[0].digest)
        return "meanwhile"

    assert cache.get("another", while_it_is_deleted) == "meanwhile"
    assert [cache.get(key, lambda: "after") for key in others] == ["before"] * len(others)
    assert [cache.get(key, lambda: "after") for key in (*keys, "another")] == ["after"] * (len(keys) + 1)
