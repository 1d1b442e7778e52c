"""A server of rooms for each test, and a room in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dnn.background.services import close_runs, open_runs
from dnn.background.settings import Settings
from pages.server.paths import (
    ROOMS,
)
from pages.server.visitor import new_key
from tests.pages.server.rooms.asking import post


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A server of its own for each test, since wrong codes are counted; its walls are made anew for each look."""
    monkeypatch.setattr("dnn.background.rooms.views.shared_wall.WALL_SECONDS", 0.0)
    close_runs()
    open_runs(Settings(executor="thread", store="memory", room_members=60))
    yield
    close_runs()


@pytest.fixture
def opened(server: None) -> dict[str, Any]:
    answer = post(ROOMS, new_key(), lesson="shapes", title="XOR")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found
