"""What the tabs of these journeys tell of a page by themselves, and forget of it."""

from __future__ import annotations

from urllib.parse import urlparse

from tests.conftest import Server
from tests.journeys.visitor import SOON, Visitor
from tests.tabs import Tabs

KEEP = """() => new Promise((done) => {
  localStorage.kept = 1;
  sessionStorage.kept = 1;
  document.cookie = "kept=1";
  indexedDB.open("kept").onsuccess = ({ target }) => { target.result.close(); done(); };
})"""
KEPT = """async () => [localStorage.kept ?? null, sessionStorage.kept ?? null, document.cookie.includes("kept"),
  (await indexedDB.databases()).map(({ name }) => name)]"""


def test_a_request_to_another_machine_is_an_error(tabs: Tabs, server: Server) -> None:
    """Another address of this machine stands for one."""
    visitor = Visitor(tabs, server.url)
    other = f"http://127.0.0.2:{urlparse(server.url).port}/picture.png"
    visitor.page.goto(f"{server.url}/_stcore/health")
    with visitor.page.expect_event("console", lambda message: "Another machine" in message.text, timeout=SOON):
        visitor.page.evaluate("url => { document.body.append(Object.assign(new Image(), { src: url })); }", other)
    assert visitor.strangers == [f"Another machine: {other}"]
    visitor.close()


def test_a_tab_that_is_lent_again_remembers_nothing_of_any_origin(tabs: Tabs, server: Server) -> None:
    here, there = server.url, server.url.replace("127.0.0.1", "localhost")
    page = tabs.lend(locale="eo")
    for address in (there, here):
        page.goto(f"{address}/_stcore/health")
        page.evaluate(KEEP)
        assert page.evaluate(KEPT) == ["1", "1", True, ["kept"]]
    context = page.context
    tabs.take_back(page)
    page = tabs.lend(locale="eo")
    assert page.context is context
    for address in (there, here):
        page.goto(f"{address}/_stcore/health")
        assert page.evaluate(KEPT) == [None, None, False, []]
    tabs.take_back(page)
