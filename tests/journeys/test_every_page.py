"""From page to page and from language to language."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from pages.menu import MENU
from tests.journeys.visitor import SOON, Visitor

STANDS = """() => !['dnn-opening', 'dnn-turning'].some((name) => document.documentElement.classList.contains(name))
  && document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')"""
"""The page is shown, and its script has run."""


def test_the_pages_lead_from_the_first_to_the_last(visit: Callable[..., Visitor]) -> None:
    """The network goes along, and nothing moves on the way but what the visitor pressed."""
    entries = list(MENU.values())
    visitor = visit("?data=moons&hidden=3.tanh&lang=en", page=entries[1].name)
    for entry in entries[2:]:
        visitor.page.locator(".st-key-turn_page").get_by_text(f"Next: {entry.title}").click(timeout=SOON)
        expect(visitor.page.get_by_role("heading", level=1)).to_have_text(
            str(entry.heading or entry.title), timeout=SOON
        )
        visitor.wait_for_link("hidden", "3.tanh")
        visitor.page.wait_for_function(STANDS, timeout=SOON)
        visitor.expect_no_shift()
    assert visitor.page.locator(".st-key-turn_page").get_by_text("Next: ").count() == 0
    assert visitor.errors == []
