"""Every page opened by its own address: it stands, fits a phone, and leaves nothing in the browser's console."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from pages.locale.languages import translations
from pages.menu import APP, MENU, TRAIN
from tests.journeys.visitor import PHONE, SOON, Visitor

LANGUAGES = {"en-GB": "en", "zh-CN": "zh"}
WORDS = """() => [...document.querySelectorAll('body *')].flatMap((element) => [
  element.children.length ? '' : element.textContent, element.value, element.title, element.placeholder,
  element.getAttribute('aria-label')]).filter((words) => typeof words === 'string' && words)"""
"""All words of the document, those in fields and names included."""


@pytest.mark.parametrize("locale", LANGUAGES)
def test_no_page_leaves_an_error_in_the_console(visit: Callable[..., Visitor], locale: str) -> None:
    """Each has one heading of the first order, its own title, and the language of its document."""
    visitor = visit(locale=locale, size=PHONE, touch=True)
    catalogue = translations(LANGUAGES[locale])
    for name, entry in MENU.items():
        visitor.page.goto(f"{visitor.url}/{'' if entry is TRAIN else name}")
        heading = visitor.page.get_by_role("heading", level=1)
        expect(heading).to_have_text((entry.heading or entry.title).render(catalogue), timeout=SOON)
        visitor.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        expect(visitor.page).to_have_title(f"{entry.title.render(catalogue)} · {APP.render(catalogue)}")
        expect(visitor.page.locator("html")).to_have_attribute("lang", LANGUAGES[locale])
        overflow = visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert (name, overflow, visitor.errors) == (name, 0, [])
    assert visitor.strangers == []


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


def test_the_menu_marks_the_group_of_the_page(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    menu = visitor.page.get_by_test_id("stTopNav")
    for entry in [each for each in MENU.values() if each.group is not None]:
        visitor.page.goto(f"{visitor.url}/{entry.name}")
        expect(menu.locator("strong")).to_have_text(str(entry.group), timeout=SOON)


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
