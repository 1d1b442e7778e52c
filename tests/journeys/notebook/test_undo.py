"""Undo and redo of every action that loses something, by button and by key: weights, curve and settings bit for bit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.notebook.runs_list import SHORT, Visit, bits, train
from tests.journeys.visitor import SOON, Visitor


def set_weight(visitor: Visitor) -> None:
    """Give a weight another value."""
    visitor.wait_for_picture()
    visitor.unit(2, 0).click()
    field = visitor.page.get_by_label("Bias", exact=True)
    field.fill("2.5")
    field.press("Enter")
    expect(visitor.page.locator("[data-button=undo]")).to_be_enabled(timeout=SOON)
    visitor.page.get_by_role("heading", level=1).click()  # within a field the keys undo what is typed there


def add_layer(visitor: Visitor) -> None:
    """Make the network deeper."""
    visitor.page.locator("[data-arrange=add_layer]").click()


def turn_to_moons(visitor: Visitor) -> None:
    """Turn to other data."""
    visitor.choose("Dataset", "Moons")


LOSING: dict[str, tuple[Callable[[Visitor], None], str]] = {
    "reset": (lambda visitor: visitor.press("reset"), "Undo the reset"),
    "new weights": (lambda visitor: visitor.press("new_weights"), "Undo the new weights"),
    "weight": (set_weight, "Undo the weight set by hand"),
    "network": (add_layer, "Undo the change of the network"),
    "data": (turn_to_moons, "Undo the change of the data"),
}
"""Actions by their names, with what the button then offers."""


@pytest.mark.parametrize("name", LOSING)
def test_undo_and_redo(visit: Visit, name: str) -> None:
    act, offer = LOSING[name]
    visitor = visit(f"{SHORT}&batch_size=32&optimizer=momentum")
    undo = visitor.page.locator("[data-button=undo]")
    expect(undo).to_be_disabled()
    train(visitor)
    before, query = bits(visitor), visitor.link
    act(visitor)
    expect(undo).to_have_attribute("title", offer, timeout=SOON)
    visitor.wait_for_page()
    after = visitor.link
    visitor.page.keyboard.press("Control+z")
    expect(undo).to_be_disabled(timeout=SOON)
    visitor.wait_for_iteration(300)
    visitor.wait_for_page()
    assert bits(visitor) == before and visitor.link == query
    redo = visitor.page.locator("[data-button=redo]")
    expect(redo).to_have_attribute("title", offer.replace("Undo", "Redo"))
    visitor.page.keyboard.press("Control+Shift+z")
    expect(redo).to_be_disabled(timeout=SOON)
    visitor.wait_for_page()
    assert visitor.link == after
    undo.click()
    expect(undo).to_be_disabled(timeout=SOON)
    visitor.wait_for_iteration(300)
    assert bits(visitor) == before
    assert visitor.errors == []


def test_a_remedy_of_the_doctor(visit: Visit) -> None:
    visitor = visit("?hidden=8.tanh-8.tanh&initializer=constant&iterations=300&pace=full&seed=5")
    train(visitor)
    before, query = bits(visitor), visitor.link
    visitor.page.get_by_role("button", name="Try it").first.click()
    undo = visitor.page.locator("[data-button=undo]")
    expect(undo).to_have_attribute("title", "Undo the remedy", timeout=SOON)
    visitor.wait_for_status("finished")
    assert visitor.link["run"] != query["run"] and "initializer" not in visitor.link
    undo.click()
    visitor.wait_for_link("run", query["run"])
    assert bits(visitor) == before and visitor.link == query


def test_several_actions_are_taken_back_one_by_one(visit: Visit) -> None:
    visitor = visit(SHORT)
    train(visitor)
    steps = []
    for act, offer in (LOSING["reset"], LOSING["network"], LOSING["data"]):
        steps.append(visitor.link)
        act(visitor)
        expect(visitor.page.locator("[data-button=undo]")).to_have_attribute("title", offer, timeout=SOON)
        train(visitor)
    for link in reversed(steps):
        visitor.page.locator("[data-button=undo]").click()
        for name, value in link.items():
            visitor.wait_for_link(name, value)
        assert visitor.link == link
    expect(visitor.page.locator("[data-button=undo]")).to_be_disabled()
    visitor.wait_for_iteration(300)
