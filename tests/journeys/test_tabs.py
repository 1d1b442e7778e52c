"""What the tabs of these journeys tell of a page by themselves."""

from __future__ import annotations

from urllib.parse import urlparse

from tests.conftest import Server
from tests.journeys.visitor import SOON, Visitor
from tests.tabs import Tabs


def test_a_request_to_another_machine_is_an_error(tabs: Tabs, server: Server) -> None:
    """Another address of this machine stands for one."""
    visitor = Visitor(tabs, server.url)
    other = f"http://127.0.0.2:{urlparse(server.url).port}/picture.png"
    visitor.page.goto(f"{server.url}/_stcore/health")
    with visitor.page.expect_event("console", lambda message: "Another machine" in message.text, timeout=SOON):
        visitor.page.evaluate("url => { document.body.append(Object.assign(new Image(), { src: url })); }", other)
    assert visitor.strangers == [f"Another machine: {other}"]
    visitor.close()
