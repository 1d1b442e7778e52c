"""The learner's answers on paper: the button prints the page itself, and what the browser makes of it is whole."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.lessons.learner import Learner, Visit
from tests.journeys.visitor import SOON

pytestmark = pytest.mark.browser
PRINTS = "() => { window.prints = 0; window.print = () => { window.prints += 1; }; }"
A4 = {"width": 794 - 2 * 53, "height": 1123 - 2 * 60}
"""The sheet without its margins, in pixels of CSS."""
MAX_BYTES = 420_000
"""Of which most are letters of the font, Chinese ones above all."""
CUT = """() => [...document.querySelectorAll('.st-key-page *')]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().width > 0)
  .filter((each) => !each.closest('.katex-mathml, [hidden]'))
  .filter((each) => {
    const { left, top, right } = each.getBoundingClientRect();
    return left < -1 || top + scrollY < -1 || right > innerWidth + 1;
  })
  .map((each) => each.className + ': ' + each.textContent.slice(0, 60))"""
PALE = """() => [...document.querySelectorAll('.st-key-page :is(p, h2, h3, td, li)')]
  .filter((each) => each.checkVisibility() && each.textContent.trim())
  .map((each) => getComputedStyle(each).color).filter((color) => color !== 'rgb(31, 41, 55)')"""


def walked(visit: Visit, **habits: object) -> Learner:
    """A learner who has done a step of each kind of prediction, not all of it at once, and looks at her answers."""
    learner = Learner(visit, "layers", **habits)
    learner.predict(0)
    learner.do(0)
    learner.see(0, is_right=False)
    learner.see(0, tries=1)
    learner.answer(0, 0, is_right=False)
    learner.answer(0, 0, draw=1)
    learner.answer(0, 1)
    learner.go_on()
    learner.walk(1)
    return learner


def sheets(document: bytes) -> int:
    """The number of sheets of a PDF."""
    return len(re.findall(rb"/Type\s*/Page\b", document))


def assert_whole(page: Page, name: str) -> None:
    """Nothing reaches over the sheet's edge, letters are dark, the document is small, longer ones have more sheets."""
    before = page.viewport_size
    page.set_viewport_size(A4)  # type: ignore[arg-type]
    page.emulate_media(media="print")
    assert page.evaluate(CUT) == []
    assert page.evaluate(PALE) == []
    expect(page.locator('.stElementContainer:not([class*="st-key-repeat_"]) > .stButton:visible')).to_have_count(0)
    page.emulate_media(media="null")
    document = page.pdf(format="A4", prefer_css_page_size=True)
    folder = os.environ.get("PRINTED")
    if folder:
        Path(folder, f"{name}.pdf").write_bytes(document)
    assert len(document) < MAX_BYTES
    long = page.pdf(format="A4", prefer_css_page_size=True, scale=2)  # twice as large, as of four lessons
    if folder:
        Path(folder, f"{name}-long.pdf").write_bytes(long)
    assert sheets(long) > sheets(document) >= 1
    page.set_viewport_size(before)  # type: ignore[arg-type]


@pytest.mark.parametrize(("locale", "theme"), [("en-GB", "dark"), ("zh-CN", "light")])
def test_the_button_prints_the_page_and_nothing_is_cut_off(visit: Visit, locale: str, theme: str) -> None:
    learner = walked(visit, locale=locale, theme=theme)
    page = learner.page
    page.evaluate(PRINTS)
    learner.press("all_lessons")
    learner.press("my_answers")
    learner.press("print_answers")
    page.wait_for_function("() => window.prints === 1", timeout=SOON)
    assert_whole(page, f"answers-{locale}")
    learner.press("all_lessons")
    learner.press("my_answers")
    expect(learner.button("print_answers")).to_be_visible(timeout=SOON)
    assert page.evaluate("window.prints") == 1  # to come back to the page prints nothing
    assert learner.visitor.errors == []
