"""A journey through the page on why z is cached."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import SOON, Visitor

Visit = Callable[..., Visitor]


def test_why_z_is_cached(visit: Visit) -> None:
    visitor = visit("?hidden=4.tanh-3.silu", page="cache")
    page = visitor.page
    lines = page.locator(".st-key-derivation_lines tbody tr")
    expect(lines).to_have_count(1, timeout=SOON)
    page.get_by_role("button", name="Next line").click()
    expect(lines).to_have_count(2, timeout=SOON)
    page.keyboard.press("n")
    expect(lines).to_have_count(3, timeout=SOON)
    visitor.wait_for_link("line", "3")
    page.keyboard.press("p")
    expect(lines).to_have_count(2, timeout=SOON)
    page.get_by_role("radio", name="Z → g′").click()
    expect(page.locator(".st-key-cache_uses tbody tr")).to_have_count(1, timeout=SOON)
    arrow = page.locator("[data-use=A2]")
    expect(arrow).to_have_css("opacity", "0.15", timeout=SOON)
    page.locator("[data-chip=A2]").hover()
    expect(arrow).to_have_css("opacity", "1", timeout=SOON)
    expect(page.locator(".st-key-cache_times .main-svg").first).to_be_visible(timeout=SOON)
    visitor.choose("Activation function", "ELU")
    expect(page.get_by_text("can be written with")).to_be_visible(timeout=SOON)
    assert visitor.errors == [] and visitor.strangers == []
