"""A journey through the replacement of a server by one that serves no routes: the browser still has all modules of the
one before, for ever, at the same address.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.conftest import Server, free_port
from tests.journeys.visitor import LONG, Visitor


@pytest.mark.timeout(300)  # two servers begin in it, one after the other
def test_modules_that_a_browser_has_kept_do_not_keep_the_page_from_falling_back(
    start_server: Callable[..., Server], visit: Callable[..., Visitor]
) -> None:
    server = start_server(port=free_port())
    visitor = visit(url=server.url)
    page, port = visitor.page, urlsplit(server.url).port
    page.goto("about:blank")
    server.end()
    start_server(port=port, DNN_ROUTES="off")
    page.goto(server.url)
    expect(page.get_by_text("This host does not serve the live stream")).to_be_visible(timeout=LONG)
    page.locator(".st-key-train button").click()
    expect(page.locator(".js-plotly-plot .scatterlayer .trace").first).to_be_visible(timeout=LONG)
