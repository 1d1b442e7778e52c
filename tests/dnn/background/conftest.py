"""Registries of runs, which end with the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from dnn.background.manager import Runs
from dnn.background.settings import Settings
from tests.dnn.background.running import THREAD


@pytest.fixture
def open_runs() -> Iterator[Callable[..., Runs]]:
    opened: list[Runs] = []

    def make(settings: Settings = THREAD, **arguments: object) -> Runs:
        opened.append(Runs(settings, **arguments))  # type: ignore[arg-type]
        opened[-1].open()
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def runs(open_runs: Callable[..., Runs]) -> Runs:
    return open_runs()
