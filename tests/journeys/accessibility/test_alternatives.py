"""What is drawn has words for those who do not see it, and stands still for those who ask for that."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from pages.menu import MENU, TRAIN
from tests.journeys.visitor import SOON, Visitor

PICTURES = """() => [...document.querySelectorAll('.js-plotly-plot, canvas, svg')]
  .filter((picture) => picture.checkVisibility() && picture.getBoundingClientRect().width > 40)
  .filter((picture) => picture.matches('.js-plotly-plot') || !picture.parentElement.closest('.js-plotly-plot'))
  .filter((picture) => !picture.closest('#js-plotly-tester, [aria-hidden=true], button, [role=button], .katex'))
  .filter((picture) => {
    const named = picture.closest('[role=img], [role=figure], [role=group], [role=application]');
    return !named || !(named.getAttribute('aria-label') || named.getAttribute('aria-labelledby') || '').trim();
  }).map((picture) => picture.outerHTML.slice(0, 200))"""
"""Charts, canvases and drawings larger than an icon that have no name; in one, off the page, Plotly measures."""
MOVING = """() => document.getAnimations().map((each) => each.effect.target).filter((target) => target.closest(
  '.dnn-live, .dnn-step, .flow')).map((target) => target.outerHTML.slice(0, 160))"""


def test_every_chart_says_what_it_shows(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page, nameless = visitor.page, []
    visitor.wait_for_picture()
    for name, entry in MENU.items():
        page.goto(f"{visitor.url}/{'' if entry is TRAIN else name}?lang=en")
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=SOON)
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        page.wait_for_load_state("networkidle")
        nameless += [f"{name}: {each}" for each in page.evaluate(PICTURES)]
    if nameless:
        raise AssertionError("\n".join(nameless))


def test_nothing_moves_by_itself_where_less_motion_is_asked_for(visit: Callable[..., Visitor]) -> None:
    """The same run on a page with motion pulses, so that this can be seen to differ."""
    for motion, moves in ((True, True), (False, False)):
        visitor = visit("?iterations=1000000", motion=motion)
        visitor.wait_for_picture()
        visitor.press("train")
        visitor.wait_for_status("running")
        visitor.wait_for_points(3)
        assert bool(visitor.page.evaluate(MOVING)) is moves
