"""Journeys in two tabs of one visitor, and of a guest: what is done in one is seen in the other, which only polls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, WebSocket, expect

from tests.journeys.visitor import AT_ONCE, SOON, Visitor

Visit = Callable[..., Visitor]
LAMBDA = "L2 regularisation λ"


@pytest.fixture
def one(visit: Visit) -> Visitor:
    """A visitor whose run trains."""
    visitor = visit("?iterations=1000000&pace=100")
    visitor.press("train")
    visitor.wait_for_iteration(20)
    expect(button(visitor.page, "pause")).to_be_visible(timeout=SOON)
    return visitor


def second_tab(visitor: Visitor) -> Page:
    """The same page in another tab of the same browser, on the same run."""
    visitor.wait_for_link("lang", "en")
    page = visitor.page.context.new_page()
    page.goto(f"{visitor.url}/?{visitor.query}")
    expect(page.locator(".dnn-live[data-status=running]")).to_be_visible(timeout=SOON)
    return page


def requests_to_be_drawn(page: Page) -> list[bytes]:
    """What the live view of a page will say to the server when the page is drawn for another state of the run."""
    sent: list[bytes] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: sent.append(frame) if b"outdated" in bytes(frame) else None)

    page.on("websocket", listen)
    page.reload()
    expect(page.locator(".dnn-live[data-status=running]")).to_be_visible(timeout=SOON)
    return sent


def button(page: Page, key: str):  # type: ignore[no-untyped-def]
    return page.locator(f"[data-action={key}]")


def expect_same_text(one: Locator, other: Locator) -> None:
    """Wait until two tabs show the same text; either may be the first to hear of what changed."""
    for _attempt in range(SOON // AT_ONCE):
        try:
            expect(other).to_have_text(one.text_content() or "", timeout=AT_ONCE)
        except AssertionError:
            continue
        return
    raise AssertionError(f"one tab shows {one.text_content()}, the other {other.text_content()}")


@contextmanager
def measured(page: Page, selector: str) -> Iterator[dict[str, float]]:
    """What is done inside has an element appear on another page; its milliseconds since the page was at rest."""
    page.evaluate(
        """selector => { window.appeared = new Promise((resolve) => {
            const look = () => document.querySelector(selector) && resolve(Date.now());
            new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
        }); }""",
        selector,
    )
    found: dict[str, float] = {}
    yield found
    found["time"] = page.evaluate("() => window.appeared")


def clicked(page: Page, key: str) -> float:
    """Click a button of the transport; the time at which the page got the click."""
    page.evaluate(
        "() => addEventListener('click', () => { window.clicked = Date.now(); }, { capture: true, once: true })"
    )
    button(page, key).click(timeout=SOON)
    return float(page.evaluate("() => window.clicked"))


def test_two_tabs_agree_about_train_and_pause_within_a_second(one: Visitor) -> None:
    other = second_tab(one)
    sent = requests_to_be_drawn(other)
    expect(button(other, "pause")).to_be_visible(timeout=SOON)
    assert sent == []
    milliseconds = []
    for here, there, pressed, shown in (
        (other, one.page, "pause", "train"),
        (one.page, other, "train", "pause"),
        (one.page, other, "pause", "train"),
    ):
        with measured(there, f"[data-action={shown}]") as seen:
            at = clicked(here, pressed)
        milliseconds.append(seen["time"] - at)
        expect(button(here, shown)).to_be_visible(timeout=SOON)
    assert sorted(milliseconds)[1] < 1000
    expect(button(one.page, "train")).to_contain_text("Continue")
    expect(button(other, "train")).to_contain_text("Continue")
    assert sent == []  # the buttons follow the run; nothing of the page has to be drawn anew


def test_what_one_tab_changes_the_other_shows_and_does_not_take_back(one: Visitor) -> None:
    other = second_tab(one)
    one.enter(LAMBDA, 0.5)
    expect(other.get_by_label(LAMBDA, exact=True).locator("visible=true").first).to_have_value("0.5", timeout=SOON)
    expect(other.locator(".dnn-live[data-penalty=true]")).to_be_visible(timeout=SOON)
    other.wait_for_function("() => new URL(location.href).searchParams.get('l2') === '0.5'")
    button(other, "pause").click()
    one.wait_for_status("paused")
    (change,) = one.payload()["changes"]
    assert (change["field"], change["new"]) == ("l2", 0.5)
    assert one.link["l2"] == "0.5" and one.link["run"] in other.url


def test_a_weight_and_its_gradient_are_the_same_in_both_tabs(one: Visitor) -> None:
    """λ, which the gradient has in it, and a weight are changed in one tab; the other one's card follows both."""
    other = second_tab(one)
    one.press("pause")
    one.wait_for_status("paused")
    for page in (one.page, other):
        page.locator('.dnn-net-unit[data-layer="2"][data-unit="0"]').first.click()
    card, others = one.page.locator("[data-role=card]"), other.locator("[data-role=card]")
    expect(card.locator("input:enabled").first).to_be_visible(timeout=SOON)
    before = card.text_content() or ""
    one.enter(LAMBDA, 20)
    expect(card).not_to_have_text(before, timeout=SOON)
    expect_same_text(card, others)
    cost = one.shows("train-cost").text_content() or ""
    field = card.locator("input:enabled").first
    field.fill("1.25")
    field.press("Enter")
    for each in (card, others):
        expect(each).to_contain_text("= 1.25·", timeout=SOON)
    expect(one.shows("train-cost")).not_to_have_text(cost, timeout=SOON)
    expect_same_text(card, others)
    expect_same_text(one.shows("train-cost"), other.locator("[data-role=train-cost]"))


def test_new_weights_and_other_data_reach_the_other_tab(one: Visitor) -> None:
    other = second_tab(one)
    one.press("new_weights")
    other.wait_for_function("() => document.querySelector('[data-role=chart]').dataset.generation === '1'")
    other.wait_for_function(
        "seed => new URL(location.href).searchParams.get('seed') === seed", arg=one.link["seed"], timeout=SOON
    )
    one.choose("Dataset", "Moons")
    other.wait_for_function("() => document.querySelector('[data-role=status]').dataset.value === 'paused'")
    assert int(other.locator("[data-role=chart]").get_attribute("data-points") or 0) > 0
    expect(button(other, "train")).to_be_visible(timeout=SOON)


def test_a_guest_follows_the_run_that_its_owner_changes(one: Visitor, visit: Visit) -> None:
    one.wait_for_link("lang", "en")
    guest = visit(f"?{one.query}")
    expect(guest.page.get_by_text("You are watching somebody else's run")).to_be_visible(timeout=SOON)
    one.enter(LAMBDA, 0.5)
    guest.wait_for_link("l2", "0.5")
    assert guest.link["run"] == one.link["run"]
    guest.wait_for_status("running")
