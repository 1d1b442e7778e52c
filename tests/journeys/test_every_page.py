"""From page to page and from language to language."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from pages.menu import MENU, TRAIN
from tests.journeys.visitor import SOON, Visitor

WORDS = """() => [...document.querySelectorAll('body *')].flatMap((element) => [
  element.children.length ? '' : element.textContent, element.value, element.title, element.placeholder,
  element.getAttribute('aria-label')]).filter((words) => typeof words === 'string' && words)"""
"""All words of the document, those in fields and names included."""


def test_another_language_reaches_every_word_of_every_page_at_once(visit: Callable[..., Visitor]) -> None:
    visitor = visit(locale="zh-CN")
    for name, entry in MENU.items():
        visitor.page.goto(f"{visitor.url}/{'' if entry is TRAIN else name}?lang=zh")
        switch = visitor.page.locator(".st-key-frame_header").get_by_text("English", exact=True)
        switch.click(timeout=SOON)
        expect(visitor.page.locator("html")).to_have_attribute("lang", "en", timeout=SOON)
        expect(visitor.page.get_by_role("heading", level=1)).to_have_text(str(entry.heading or entry.title))
        visitor.page.wait_for_function(
            f"() => !({WORDS})().some((words) => /[\\u4e00-\\u9fff]/.test(words.replaceAll('中文', '')))", timeout=SOON
        )


def test_the_pages_lead_from_the_first_to_the_last(visit: Callable[..., Visitor]) -> None:
    """The network goes along."""
    visitor = visit("?data=moons&hidden=3.tanh")
    entries = list(MENU.values())
    visitor.page.goto(f"{visitor.url}/{entries[1].name}?data=moons&hidden=3.tanh&lang=en")
    for entry in entries[2:]:
        visitor.page.locator(".st-key-turn_page").get_by_text(f"Next: {entry.title}").click(timeout=SOON)
        expect(visitor.page.get_by_role("heading", level=1)).to_have_text(str(entry.heading or entry.title))
        visitor.wait_for_link("hidden", "3.tanh")
    assert visitor.page.locator(".st-key-turn_page").get_by_text("Next: ").count() == 0
    assert visitor.errors == []
