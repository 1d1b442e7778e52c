"""Fixtures of the journeys: visitors who leave when their test is over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Server
from tests.tabs import Tabs

if TYPE_CHECKING:
    from tests.journeys.visitor import Visitor


VISITORS = pytest.StashKey[list["Visitor"]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Add what each visitor had before her to the report of a journey that failed."""
    report = yield
    if call.when == "call" and report.failed:
        for number, visitor in enumerate(item.stash.get(VISITORS, []), start=1):
            report.sections.append((f"visitor {number}", visitor.situation()))
    return report


@pytest.fixture
def visit(request: pytest.FixtureRequest, tabs: Tabs, server: Server) -> Iterator[Callable[..., Visitor]]:
    """A function that sends a visitor to the app: `visit("?data=moons", locale="zh-CN", size=PHONE)`.

    She opens the home page, or the one that `page` names in the menu; with None, none yet.
    """
    from tests.journeys.visitor import Visitor

    visitors: list[Visitor] = []
    request.node.stash[VISITORS] = visitors

    def send(
        query: str = "", url: str | None = None, page: str | None = "", live: bool = True, **habits: object
    ) -> Visitor:
        visitors.append(Visitor(tabs, url or server.url, **habits))  # type: ignore[arg-type]
        return visitors[-1] if page is None else visitors[-1].open(query, page=page, live=live)

    yield send
    for visitor in visitors:
        visitor.close()
