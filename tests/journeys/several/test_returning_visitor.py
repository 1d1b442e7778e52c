"""Journey of a visitor who comes back: her runs are hers as long as her browser has her key, stored or as a cookie."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import SOON, Visitor


def comes_back(visitor: Visitor) -> None:
    """Reload the page; the run on it is the visitor's own."""
    visitor.page.reload()
    expect(visitor.page.locator("[data-action=pause]")).to_be_visible(timeout=SOON)
    visitor.wait_for_page()


def test_either_the_stored_key_or_the_cookie_is_enough(visit: Callable[..., Visitor]) -> None:
    visitor = visit("?iterations=1000000&pace=100")
    visitor.press("train")
    visitor.wait_for_iteration(1)
    run, handed = visitor.link["run"], visitor.keys_handed_over()
    comes_back(visitor)
    visitor.page.evaluate("localStorage.clear()")
    comes_back(visitor)
    assert handed == []  # the cookie said it already: the script has no more to do than before
    visitor.page.context.clear_cookies()
    comes_back(visitor)
    assert handed and visitor.link["run"] == run
    visitor.press("pause")
    visitor.wait_for_status("paused")
