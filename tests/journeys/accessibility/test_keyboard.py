"""Keys alone train, edit a weight, step through an iteration and turn the tabs; the focus is seen, and stays."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, TimeoutError, expect

from tests.journeys.visitor import SOON, Visitor

PREPARE = """() => {
  const names = ['outlineStyle', 'outlineWidth', 'boxShadow', 'borderTopColor', 'backgroundColor', 'strokeWidth'];
  const one = (element) => { const style = getComputedStyle(element); return names.map((name) => style[name]).join(); };
  const look = (element) => {
    const parts = [element, ...element.querySelectorAll('rect, div, span')].slice(0, 9);
    for (let at = element.parentElement; at && parts.length < 16; at = at.parentElement) parts.push(at);
    return parts.map(one).join(';');
  };
  const before = new WeakMap();
  const unfocused = 'a, button, input, select, textarea, summary, canvas, [tabindex]';
  for (const element of document.querySelectorAll(unfocused)) before.set(element, look(element));
  window.isMarked = () => {
    const element = document.activeElement, style = getComputedStyle(element);
    const isOutlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return element === document.body || element.id === 'stMain' || isOutlined
      || (before.has(element) ? before.get(element) !== look(element) : style.boxShadow !== 'none');
  };
}"""
"""Remembers how each element looks without the focus, to tell whether it shows it; the page as a whole need not."""
MAX_KEYS = 90


def expect_a_mark(page: Page) -> None:
    """The element that has the focus looks otherwise than without it."""
    if page.evaluate("typeof isMarked === 'undefined'"):
        page.evaluate(PREPARE)
    try:
        page.wait_for_function("() => isMarked()", timeout=SOON)
    except TimeoutError:
        raise AssertionError(page.evaluate("document.activeElement.outerHTML.slice(0, 300)")) from None


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element has the focus; each one on the way shows that it has it."""
    expect_a_mark(page)
    for _key in range(MAX_KEYS):
        page.keyboard.press("Tab")
        expect_a_mark(page)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reached {selector}")


def test_keys_train_and_pause_and_the_focus_stays(visit: Callable[..., Visitor]) -> None:
    visitor = visit("?iterations=100000")
    page = visitor.page
    tab_to(page, "[data-action=train]")
    page.keyboard.press("Enter")
    visitor.wait_for_status("running")
    expect(page.locator("[data-action=pause]")).to_be_focused(timeout=SOON)
    expect_a_mark(page)
    page.keyboard.press("Space")
    visitor.wait_for_status("paused")
    expect(page.locator("[data-action=train]")).to_be_focused(timeout=SOON)
    tab_to(page, "[data-button=step_iteration]")
    before = visitor.value("iteration")
    page.keyboard.press("Enter")
    visitor.wait_for_iteration(int(before) + 1)
    visitor.wait_for_rest()
    expect(page.locator("[data-button=step_iteration]:focus")).to_be_visible()


def test_keys_turn_the_tabs_and_edit_a_weight(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.page
    visitor.wait_for_picture()
    tab_to(page, "[role=tab][aria-selected=true]")
    for key, name in (("ArrowRight", "gradients"), ("End", "activations"), ("Home", "network")):
        page.keyboard.press(key)
        expect(page.locator(f"[data-tab={name}]")).to_be_focused()
        expect(page.locator(f"#dnn-net-panel-{name}")).to_be_visible()
        expect_a_mark(page)
    tab_to(page, ".dnn-net-unit")
    page.keyboard.press("ArrowRight")
    expect(page.locator('.dnn-net-unit[data-layer="1"]:focus')).to_be_visible()
    page.keyboard.press("Enter")
    field = page.locator(".dnn-net-weights input").first
    tab_to(page, ".dnn-net-weights input")
    page.keyboard.press("Control+A")
    page.keyboard.type("1.5")
    page.keyboard.press("Enter")
    expect(field).to_have_value("1.5", timeout=SOON)
    visitor.wait_for_rest()
    assert page.evaluate("document.activeElement.matches('.dnn-net-weights input')")


def test_keys_step_through_an_iteration(visit: Callable[..., Visitor]) -> None:
    page = visit("?lang=en", page="iteration").page
    stepper = page.locator(".dnn-step")
    expect(stepper).to_have_attribute("data-step", "Z1", timeout=SOON)
    tab_to(page, ".dnn-step [data-act=next]")
    page.keyboard.press("Enter")
    expect(stepper).to_have_attribute("data-step", "A1")
    expect(page.locator(".dnn-step [data-act=next]")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(stepper).to_have_attribute("data-step", "Z1")
    tab_to(page, "[data-block][role=button]")
    page.keyboard.press("Enter")
    expect_a_mark(page)
    tab_to(page, "[data-array=result] td")
    page.keyboard.press("ArrowDown")
    expect(page.locator('[data-array=result] td[data-i="1"]:focus')).to_be_visible()
