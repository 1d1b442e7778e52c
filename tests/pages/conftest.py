"""Fixtures of the tests of pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from dnn.background.services import close_runs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.pages.live.fake_run import FakeRun


@pytest.fixture(autouse=True)
def _own_runs() -> Iterator[None]:
    """Each test has a registry of runs of its own."""
    yield
    close_runs()


@pytest.fixture
def run(browser: Browser) -> Iterator[FakeRun]:
    """A fake run with its page, 1,100 pixels wide."""
    from tests.pages.live.fake_run import FakeRun

    context = browser.new_context(viewport={"width": 1100, "height": 700})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield FakeRun(page)
    context.close()
    assert errors == []
