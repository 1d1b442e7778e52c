"""Back and Forward: every change of the visitor's is one entry of the browser's history, and so is every page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.visitor import SOON, Visitor

ENTRIES = 20
"""More entries of the history than one of these journeys makes."""
LAMBDA, ITERATIONS = "L2 regularisation λ", "Iterations"


def entries(page: Page) -> int:
    """Number of entries of the tab's history."""
    return int(page.evaluate("history.length"))


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    """A visitor whose address is complete."""
    visitor = visit(entries=ENTRIES)
    visitor.wait_for_link("lang", "en")
    return visitor


def shown(visitor: Visitor, label: str, value: str) -> None:
    """Wait until a field shows this value."""
    expect(visitor.field(label)).to_have_value(value, timeout=SOON)


def test_opening_a_page_is_no_entry_of_its_own(visit: Callable[..., Visitor]) -> None:
    visitor = visit("?data=moons", entries=ENTRIES)
    before = entries(visitor.page)
    visitor.wait_for_link("lang", "en")
    assert entries(visitor.page) == before


def test_the_first_change_after_a_whole_link_is_an_entry(visit: Callable[..., Visitor]) -> None:
    visitor = visit("?lang=en", entries=ENTRIES)
    before = entries(visitor.page)
    visitor.enter(LAMBDA, 0.3)
    visitor.wait_for_link("l2", "0.3")
    assert entries(visitor.page) == before + 1


def test_a_link_of_tensorflow_playground_says_what_it_would_be_here(visit: Callable[..., Visitor]) -> None:
    """Its settings stand behind the #."""
    visitor = visit("#activation=relu&batchSize=10&dataset=xor&learningRate=0.1&networkShape=4,2&seed=0.5")
    notice = visitor.page.locator(".st-key-notices")
    expect(notice).to_contain_text("hidden=4.relu-2.relu", timeout=SOON)
    assert notice.get_by_role("link").count() == 0


def test_each_change_is_one_entry_and_goes_back_and_forward_at_once(visitor: Visitor) -> None:
    before = entries(visitor.page)
    visitor.enter(LAMBDA, 0.3)
    visitor.wait_for_link("l2", "0.3")
    visitor.enter(ITERATIONS, 777)
    visitor.wait_for_link("iterations", "777")
    assert entries(visitor.page) == before + 2
    visitor.page.go_back()
    shown(visitor, ITERATIONS, "5000")
    shown(visitor, LAMBDA, "0.3")
    visitor.page.go_back()
    shown(visitor, LAMBDA, "0")
    visitor.page.go_forward()
    shown(visitor, LAMBDA, "0.3")
    visitor.page.go_forward()
    shown(visitor, ITERATIONS, "777")
    assert entries(visitor.page) == before + 2
    assert visitor.link == {"lang": "en", "l2": "0.3", "iterations": "777"}


def test_a_change_after_going_back_is_an_entry_again(visitor: Visitor) -> None:
    visitor.enter(LAMBDA, 0.3)
    visitor.wait_for_link("l2", "0.3")
    before = entries(visitor.page)
    visitor.page.go_back()
    shown(visitor, LAMBDA, "0")
    visitor.enter(LAMBDA, 0.4)
    visitor.wait_for_link("l2", "0.4")
    assert entries(visitor.page) == before
    visitor.page.go_back()
    shown(visitor, LAMBDA, "0")


def test_another_page_is_one_entry_and_has_the_experiment_alone(visitor: Visitor) -> None:
    """Neither what the page before had in the link, nor what belongs to the chart of costs."""
    page = visitor.page
    visitor.enter(LAMBDA, 0.3)
    page.get_by_role("button", name="Log").click()
    visitor.wait_for_link("scale", "log")
    before = entries(page)
    visitor.turn_to("cache")
    visitor.wait_for_link("l2", "0.3")
    assert visitor.link == {"l2": "0.3", "lang": "en"}
    assert entries(page) == before + 1
    page.get_by_role("button", name="Next line").click()
    visitor.wait_for_link("line", "2")
    page.locator(".st-key-turn_page").get_by_text("Next: Gradient check").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gradient check", timeout=SOON)
    visitor.wait_for_link("l2", "0.3")
    assert "line" not in visitor.link and entries(page) == before + 3
    page.go_back()
    visitor.wait_for_link("line", "2")
    page.go_back()
    page.go_back()
    visitor.wait_for_link("scale", "log")
    expect(page.get_by_role("button", name="Log")).to_have_attribute("aria-pressed", "true", timeout=SOON)
    assert visitor.errors == []


def test_the_tab_is_called_by_the_state_of_the_run(visitor: Visitor) -> None:
    page = visitor.page
    visitor.enter(ITERATIONS, 1_000_000)
    visitor.press("train")
    page.wait_for_function("() => /^▶ 0[.]\\d+ · Train · /.test(document.title)", timeout=SOON)
    visitor.press("pause")
    page.wait_for_function("() => /^⏸ 0[.]\\d+ · Train · /.test(document.title)", timeout=SOON)
    visitor.turn_to("practice")
    expect(page).to_have_title("Practice · Deep network trainer", timeout=SOON)
