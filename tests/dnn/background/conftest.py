"""Registries of runs, which end with the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from dnn.background.manager import RunManager
from dnn.background.settings import Settings
from tests.dnn.background.running import THREAD


@pytest.fixture
def open_runs() -> Iterator[Callable[..., RunManager]]:
    opened: list[RunManager] = []

    def make(settings: Settings = THREAD, **arguments: object) -> RunManager:
        opened.append(RunManager(settings, **arguments))  # type: ignore[arg-type]
        opened[-1].open()
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def runs(open_runs: Callable[..., RunManager]) -> RunManager:
    return open_runs()
