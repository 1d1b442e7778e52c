"""What the tests of pages share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dnn.background.registry import close_runs


@pytest.fixture(autouse=True)
def _own_runs() -> Iterator[None]:
    """Each test has a registry of runs of its own."""
    yield
    close_runs()
