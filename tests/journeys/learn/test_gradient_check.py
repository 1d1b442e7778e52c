"""A journey through the gradient check: a bug is guessed and found, on the visitor's own run."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import PHONE, SOON, Visitor

Visit = Callable[..., Visitor]


def test_a_bug_is_guessed_and_found(visit: Visit) -> None:
    visitor = visit("?hidden=4.tanh-3.relu")
    page = visitor.page
    visitor.press("step_iteration")
    visitor.wait_for_iteration(1)
    visitor.turn_to("gradient_check")
    expect(page.get_by_text("agrees with central differences in every layer")).to_be_visible(timeout=SOON)
    expect(page.locator(".st-key-figures td").last).to_have_text("1")
    visitor.choose("Bug", "dW twice what it should be")
    expect(page.get_by_text("2 * dZ[3]")).to_be_visible(timeout=SOON)
    guess = page.get_by_role("combobox", name="Which line is wrong?")
    guess.click()
    page.keyboard.type("2 * dZ")
    expect(page.get_by_role("option")).to_have_count(1, timeout=SOON)
    guess.press("Enter")
    page.get_by_role("button", name="Run the check").click()
    expect(page.get_by_text("Right: that is the line.")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("is dW[3]: the bug is in its line")).to_be_visible()
    visitor.wait_for_link("bug", "dW_twice.3")
    assert visitor.errors == [] and visitor.strangers == []


def test_it_does_not_overflow_a_phone_in_chinese(visit: Visit) -> None:
    visitor = visit("?hidden=4.tanh", page="gradient_check", size=PHONE, locale="zh-CN", theme="dark")
    expect(visitor.page.get_by_text("每一层的反向传播都与中心差分一致")).to_be_visible(timeout=SOON)
    visitor.page.wait_for_function(
        "() => (box => box.scrollWidth <= box.clientWidth)(document.querySelector('[data-testid=stMain]'))",
        timeout=SOON,
    )
