"""The presentation: one key, and curve, network and boundary fill a projector, with α and Train at hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visitor import SOON, Visitor

PROJECTOR = {"width": 1920, "height": 1080}
LEAST = 24
"""Pixels of the smallest letters on a projector."""
PARTS = {
    "curve": "[data-role=chart]",
    "network": ".dnn-net-picture",
    "boundary": ".dnn-net-plane",
    "train": ".dnn-run-buttons button",
    "rate": ".st-key-presentation_bar .dnn-slider",
}
SMALL_LETTERS = """(least) => [...document.querySelectorAll('.st-key-presentation *')].filter((element) => {
  const words = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  const { width, height } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const isSeen = width > 1 && height > 1 && style.visibility === 'visible' && Number(style.opacity) > 0;
  return words && isSeen && parseFloat(style.fontSize) < least;
}).map((element) => `${element.tagName} ${element.className?.baseVal ?? element.className} ${element.textContent}`)"""
"""Elements with words in letters that are smaller."""


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    """A teacher who has pressed the key of the presentation."""
    visitor = visit("?data=moons&iterations=300000&pace=100", size=PROJECTOR)
    visitor.wait_for_picture()
    visitor.page.keyboard.press("p")
    expect(visitor.page.locator(".st-key-presentation")).to_be_visible(timeout=SOON)
    visitor.wait_for_link("present", "1")
    return visitor


def boxes(page: Page) -> dict[str, dict[str, float]]:
    """Where the parts stand."""
    found = {name: page.locator(selector).first.bounding_box() for name, selector in PARTS.items()}
    assert all(found.values()), found
    return found  # type: ignore[return-value]


def test_all_of_it_fits_the_projector_in_letters_that_a_room_can_read(visitor: Visitor) -> None:
    visitor.press("train")
    visitor.wait_for_iteration(50)
    for name, box in boxes(visitor.page).items():
        assert box["x"] >= 0 and box["y"] >= 0, name
        assert box["x"] + box["width"] <= PROJECTOR["width"] and box["y"] + box["height"] <= PROJECTOR["height"], name
    parts = boxes(visitor.page)
    shown = sum(parts[name]["width"] * parts[name]["height"] for name in ("curve", "network", "boundary"))
    assert shown > 0.4 * PROJECTOR["width"] * PROJECTOR["height"]
    assert visitor.page.evaluate("() => document.documentElement.scrollHeight") <= PROJECTOR["height"]
    assert visitor.page.evaluate(SMALL_LETTERS, LEAST) == []
    expect(visitor.page.get_by_test_id("stSidebar")).to_have_count(0)
    assert visitor.errors == []


def test_the_learning_rate_is_changed_while_it_trains(visitor: Visitor) -> None:
    visitor.press("train")
    visitor.wait_for_iteration(20)
    visitor.enter("Learning rate α, exactly", 0.5)
    visitor.wait_for_link("learning_rate", "0.5")
    expect(visitor.shows("chart")).to_have_attribute("data-changes", "1", timeout=SOON)
    visitor.wait_for_status("running")


def test_its_menu_is_the_systems_own_with_all_entries(visitor: Visitor) -> None:
    """The browser draws it over everything else, as long as it is, and in the letters of the page."""
    menu = visitor.shows("speed-limit")
    expect(menu.locator("option")).to_have_count(5)
    expect(menu).to_be_in_viewport(ratio=1)
    visitor.choose_speed("Full speed")
    visitor.wait_for_link("pace", "full")


def test_the_key_ends_it_with_the_run_as_it_was(visitor: Visitor) -> None:
    visitor.press("train")
    visitor.wait_for_iteration(20)
    run = visitor.link["run"]
    visitor.page.keyboard.press("p")
    expect(visitor.page.get_by_test_id("stSidebar")).to_be_visible(timeout=SOON)
    expect(visitor.page.locator(".st-key-presentation")).to_have_count(0)
    visitor.wait_for_status("running")
    assert visitor.link["run"] == run and "present" not in visitor.link


def test_a_link_opens_it_and_the_buttons_do_the_same(visit: Callable[..., Visitor]) -> None:
    visitor = visit("?present=1", size=PROJECTOR)
    page = visitor.page
    expect(page.locator(".st-key-presentation")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Back to the controls").click()
    expect(page.get_by_test_id("stSidebar")).to_be_visible(timeout=SOON)
    page.get_by_role("button", name="Present").click()
    expect(page.locator(".st-key-presentation")).to_be_visible(timeout=SOON)
    page.go_back()
    expect(page.get_by_test_id("stSidebar")).to_be_visible(timeout=SOON)


def test_the_doctor_is_in_the_card_of_the_state(visit: Callable[..., Visitor]) -> None:
    visitor = visit("?present=1&lang=en", size=PROJECTOR)
    expect(visitor.page.locator("[data-role=doctor-summary]")).to_contain_text("nothing trained yet", timeout=SOON)
    assert visitor.sees_the_doctor_below(".dnn-live-figures")


def test_no_other_page_is_presented(visit: Callable[..., Visitor]) -> None:
    visitor = visit("?present=1", page="cache", size=PROJECTOR)
    page = visitor.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Why z is cached", timeout=SOON)
    expect(page.get_by_test_id("stTopNav")).to_be_visible(timeout=SOON)
    assert page.evaluate("() => getComputedStyle(document.documentElement).fontSize") == "15px"
    visitor.wait_for_link("lang", "en")
    assert "present" not in visitor.link
