"""Fixtures of the tests of pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import pytest
from streamlit.components.v2 import manifest_scanner

from dnn.background.services import close_runs
from tests.tabs import Tabs

if TYPE_CHECKING:
    from tests.pages.live.fake_run import FakeRun


@pytest.fixture(autouse=True, scope="session")
def _installed_components_are_searched_once() -> Iterator[None]:
    """Each AppTest would read the metadata of every installed package, half of what it costs."""
    with pytest.MonkeyPatch.context() as patch:
        search = manifest_scanner.scan_component_manifests
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(search))
        yield


@pytest.fixture(autouse=True)
def _own_runs() -> Iterator[None]:
    """Each test has a registry of runs of its own."""
    yield
    close_runs()


@pytest.fixture
def run(tabs: Tabs) -> Iterator[FakeRun]:
    """A fake run with its page, 1,100 pixels wide."""
    from tests.pages.live.fake_run import FakeRun

    page = tabs.lend(viewport={"width": 1100, "height": 700})
    errors: list[str] = []

    def note(error: object) -> None:
        errors.append(str(error))

    page.on("pageerror", note)
    fake = FakeRun(page)
    yield fake
    page.remove_listener("pageerror", note)
    tabs.take_back(page, as_new=not fake.has_clock)
    assert errors == []
