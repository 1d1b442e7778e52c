"""Every page opened by its own address: it stands, fits a phone, and leaves nothing in the browser's console."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from pages.menu import MENU, TRAIN
from tests.journeys.visitor import PHONE, SOON, Visitor

TITLES = {"en-GB": "Deep network trainer", "zh-CN": "深层网络训练器"}


@pytest.mark.parametrize("locale", TITLES)
def test_no_page_leaves_an_error_in_the_console(visit: Callable[..., Visitor], locale: str) -> None:
    visitor = visit(locale=locale, size=PHONE, touch=True)
    for name, entry in MENU.items():
        visitor.page.goto(f"{visitor.url}/{'' if entry is TRAIN else name}")
        expect(visitor.page.get_by_text(TITLES[locale]).first).to_be_visible(timeout=SOON)
        visitor.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        overflow = visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert (name, overflow, visitor.errors) == (name, 0, [])
    assert visitor.strangers == []
