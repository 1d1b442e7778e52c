"""The first five minutes, as the README describes them, step by step."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import LONG, SOON, Visitor


def test_the_first_five_minutes_of_the_readme(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.page
    visitor.press("train")
    visitor.wait_for_points(1)
    assert 0.6 < visitor.payload()["points"][1][0] < 0.75  # the first cost is about ln 2
    visitor.wait_for_iteration(1_000)
    assert visitor.value("train-cost") < 0.2

    visitor.unit(1, 2).hover()
    expect(page.locator("[data-role=tip]")).to_contain_text("tanh(")
    visitor.wait_for_status("finished", timeout=LONG)
    assert visitor.errors == []  # later a poll may still ask for the run that was replaced

    visitor.enter("Learning rate α, exactly", 50)
    visitor.wait_for_link("learning_rate", "50")
    visitor.press("train")
    finding = page.locator(".dnn-finding[data-rule=diverging]")
    expect(finding).to_contain_text("Diverging", timeout=LONG)
    finding.get_by_role("button", name="Try it").click()
    page.wait_for_function("() => new URL(location.href).searchParams.get('learning_rate') !== '50'", timeout=SOON)
    visitor.wait_for_iteration(100)

    visitor.turn_to("iteration")
    page.get_by_role("button", name="Next step").click(timeout=SOON)
    expect(page.locator(".dnn-step")).to_have_attribute("data-step", "A1", timeout=SOON)

    visitor.turn_to("dimensions")
    expect(page.locator(".st-key-dimension_tables table").first).to_be_visible(timeout=SOON)
    assert visitor.link.get("learning_rate") != "50"
