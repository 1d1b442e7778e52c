"""Lessons on a telephone, and in the other theme: what is asked about is seen beside its question, a hint that opens is
seen, equations stand alike, and pictures follow the theme."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from pages.shared.drawing import theme
from tests.journeys.lessons.learner import Learner, Visit
from tests.journeys.visitor import LONG, PHONE, SOON

HEADER = 56
"""Pixels at the top of the window that the page's header covers."""
SLACK = 2
MIN_ROW = 36
"""Pixels of an answer's row, which a thumb has to hit."""
IS_SEEN = """([selector, top]) => {
  const found = [...document.querySelectorAll(selector)].at(-1)?.getBoundingClientRect();
  return found !== undefined && found.top >= top && found.bottom <= innerHeight + 1;
}"""
EQUATIONS = """() => [...document.querySelectorAll('.path-equation')].map((each) => {
  const left = each.getBoundingClientRect().left;
  const boxes = [...each.querySelectorAll('figure, div > span')].map((part) => part.getBoundingClientRect());
  const [b, minus, db, arrow, result] = boxes;
  return [minus, arrow, result].map((box) => Math.round(box.left - left)).concat(arrow.top >= db.bottom - 40,
    Math.abs(minus.top + minus.height / 2 - (db.top + db.height / 2)) < 40);
})"""
"""Of each equation where its signs and its result begin, and whether the result stands below what it comes from."""


def wait_until_seen(page: Page, selector: str) -> None:
    """Wait until all of the last element that is selected stands in the window, below the header."""
    page.wait_for_function(IS_SEEN, arg=[selector, HEADER], timeout=SOON)


def left(page: Page, selector: str) -> float:
    box: dict[str, Any] | None = page.locator(selector).first.bounding_box()  # type: ignore[assignment]
    assert box is not None
    return float(box["x"])


def test_what_is_asked_about_is_seen_beside_its_question_and_the_steps_begin_their_line(visit: Visit) -> None:
    learner = Learner(visit, "backward", size=PHONE, touch=True)
    page = learner.page
    steps, title = left(page, ".st-key-lesson_steps button >> visible=true"), left(page, ".st-key-lesson_head h2")
    assert steps == pytest.approx(title, abs=SLACK)
    rows = (
        page.get_by_role("radiogroup")
        .locator("label")
        .evaluate_all("labels => labels.map((label) => label.getBoundingClientRect().height)")
    )
    assert len(rows) == 3 and min(rows) >= MIN_ROW
    learner.predict(0)
    learner.do(0)
    expect(page.locator("table[aria-label^='dA[1]']")).to_be_visible(timeout=SOON)
    for array in ("A[1]", "dA[1]", "dW[1]"):
        wait_until_seen(page, f"table[aria-label^='{array},']")
    wait_until_seen(page, ".st-key-lesson_see [role=radiogroup]")


def test_both_equations_without_and_with_keepdims_stand_alike_on_a_telephone(visit: Visit) -> None:
    learner = Learner(visit, "backward", size=PHONE, touch=True)
    learner.walk(0)
    learner.walk(1)
    learner.is_at(2)
    learner.predict(2)
    learner.do(2)
    expect(learner.page.locator(".path-equation")).to_have_count(2, timeout=SOON)
    wrong, right = learner.page.evaluate(EQUATIONS)
    assert wrong == right and right[-2:] == [True, True]


def test_a_hint_that_opens_below_the_fold_is_scrolled_to_and_one_that_is_seen_is_not(visit: Visit) -> None:
    learner = Learner(visit, "shapes", size=PHONE, touch=True)
    page = learner.page
    learner.predict(0)
    learner.do(0)
    learner.see(0)
    button = learner.button("next_hint")
    button.evaluate("element => element.scrollIntoView({ block: 'end', behavior: 'instant' })")
    button.click(timeout=SOON)
    wait_until_seen(page, "[class*='st-key-read_hint_0']")
    page.locator(".st-key-read_hint_0").evaluate(
        "element => element.scrollIntoView({ block: 'start', behavior: 'instant' })"
    )
    before = page.locator(".st-key-read_hint_0").bounding_box()
    learner.press("next_hint")
    wait_until_seen(page, "[class*='st-key-read_hint_1']")
    learner.visitor.wait_for_rest()
    assert page.locator(".st-key-read_hint_0").bounding_box() == before


def test_pictures_of_a_lesson_follow_the_theme_with_nothing_pressed(visit: Visit) -> None:
    learner = Learner(visit, "cost")
    page = learner.page
    ground = page.locator("[class*='st-key-lesson_panels_'] svg[role=img] > rect").first
    expect(ground).to_have_attribute("fill", theme.SCHEMES["light"].middle, timeout=LONG)
    for mode in ("dark", "light"):
        page.emulate_media(color_scheme=mode)  # type: ignore[arg-type]
        expect(ground).to_have_attribute("fill", theme.SCHEMES[mode].middle, timeout=SOON)
    assert learner.visitor.errors == []
