"""A class in its room, and runs that its students work on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dnn.background.manager import RunManager
from tests.dnn.background.rooms.class_room import ClassRoom
from tests.dnn.background.running import THREAD


@pytest.fixture
def room() -> ClassRoom:
    return ClassRoom()


@pytest.fixture
def runs() -> Iterator[RunManager]:
    manager = RunManager(THREAD)
    manager.open()
    yield manager
    manager.close()
