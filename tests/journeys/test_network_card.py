"""Journeys to a unit's card and its weights: read and set by mouse, by keyboard and by finger, whatever was typed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.visitor import PHONE, SCALE_END, SOON, Visitor

Visit = Callable[..., Visitor]


def field_of(visitor: Visitor, name: str) -> Locator:
    return visitor.page.get_by_label(name, exact=True)


def card_of(visitor: Visitor) -> Locator:
    return visitor.page.locator(".dnn-net-card")


def tip_of(visitor: Visitor) -> Locator:
    return visitor.page.locator("[data-role=tip]")


def middle_of_a_line(visitor: Visitor, layer: int) -> tuple[float, float]:
    """A point on the line between the first units of two layers, which is level where both have as many units."""
    boxes = [visitor.unit(each, 0).bounding_box() for each in (layer - 1, layer)]
    assert boxes[0] is not None and boxes[1] is not None
    return (boxes[0]["x"] + boxes[0]["width"] + boxes[1]["x"]) / 2, boxes[1]["y"] + boxes[1]["height"] / 2


def open_card(visitor: Visitor, layer: int, number: int) -> None:
    visitor.wait_for_picture()
    visitor.unit(layer, number).click()
    expect(card_of(visitor)).to_be_visible()
    expect(card_of(visitor)).to_have_attribute("data-editable", re.compile("true|false"))  # its numbers are drawn


def test_new_weights_are_seen_before_anything_was_trained(visit: Visit) -> None:
    visitor = visit()
    visitor.wait_for_picture()
    before = visitor.page.evaluate(SCALE_END)
    visitor.press("new_weights")
    visitor.page.wait_for_function(f"before => {SCALE_END} !== before", arg=before, timeout=SOON)
    visitor.choose("Initialiser", "Zeros")
    visitor.page.wait_for_function(f"() => {SCALE_END} === '0'", timeout=SOON)


def test_the_first_weight_set_on_a_fresh_page_reads_as_the_run_has_it(visit: Visit) -> None:
    visitor = visit()
    open_card(visitor, 3, 0)
    field = field_of(visitor, "Weight from unit 1")
    field.fill("9")
    field.press("Enter")
    visitor.page.wait_for_function(f"() => {SCALE_END} === '+9'", timeout=SOON)
    expect(field).to_have_value("9")
    field.blur()
    expect(field).to_have_value("9")
    expect(visitor.shows("chart")).to_have_attribute("data-changes", "1", timeout=SOON)  # the run has it
    assert visitor.payload()["changes"][-1]["new"] == 9


@pytest.mark.parametrize("typed", ["1e308", "", "abc"])
def test_what_is_no_weight_does_not_stay_in_the_field(visit: Visit, typed: str) -> None:
    visitor = visit()
    open_card(visitor, 3, 0)
    field = field_of(visitor, "Weight from unit 1")
    real = field.input_value()
    field.fill(typed)
    field.press("Enter")
    expect(field).to_have_attribute("aria-invalid", "true")
    field.press("Tab")
    expect(field).to_have_value(real)
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(visitor.page.get_by_role("alert").filter(has_text="1,000,000")).to_be_visible()
    assert "run" not in visitor.link


def test_escape_gives_the_weight_back_then_closes_the_card(visit: Visit) -> None:
    visitor = visit()
    open_card(visitor, 3, 0)
    field = field_of(visitor, "Weight from unit 1")
    real = field.input_value()
    field.fill("4")
    field.press("Escape")
    expect(field).to_have_value(real)
    expect(field).to_be_focused()
    field.press("Escape")
    expect(card_of(visitor)).to_be_hidden()
    expect(visitor.unit(3, 0)).to_be_focused()
    expect(tip_of(visitor)).to_be_hidden()
    assert "run" not in visitor.link


def test_the_wheel_scrolls_the_card_and_changes_no_weight(visit: Visit) -> None:
    visitor = visit()
    open_card(visitor, 3, 0)
    field = field_of(visitor, "Weight from unit 2")
    real = field.input_value()
    field.click()
    visitor.page.mouse.wheel(0, 60)
    visitor.page.wait_for_function("() => document.querySelector('.dnn-net-card').scrollTop > 0")
    expect(field).to_have_value(real)


def test_a_weight_typed_before_train_is_pressed_counts(visit: Visit) -> None:
    visitor = visit("?pace=100")
    open_card(visitor, 3, 0)
    field_of(visitor, "Weight from unit 1").fill("9")
    visitor.press("train")
    visitor.wait_for_iteration(20)
    expect(visitor.shows("chart")).to_have_attribute("data-changes", "1", timeout=SOON)  # between two slices, maybe
    assert [(each["field"], each["new"]) for each in visitor.payload()["changes"]] == [("W^[3]_1,1", 9.0)]
    assert visitor.shows("status").get_attribute("data-value") == "running"


def test_every_weight_can_be_reached(visit: Visit) -> None:
    visitor = visit("?hidden=70.relu-4.relu")
    open_card(visitor, 2, 0)
    expect(field_of(visitor, "Weight from unit 70")).to_have_count(0)
    later = visitor.page.get_by_label("Later weights")
    later.focus()
    later.press("Enter")
    expect(visitor.page.get_by_label("Earlier weights")).to_be_focused()
    field = field_of(visitor, "Weight from unit 70")
    field.fill("3")
    field.press("Enter")
    visitor.page.wait_for_function(f"() => {SCALE_END} === '+3'", timeout=SOON)
    expect(visitor.shows("chart")).to_have_attribute("data-changes", "1", timeout=SOON)
    assert visitor.payload()["changes"][-1]["field"] == "W^[2]_1,70"


def test_numbers_that_are_not_finite_are_shown_as_such(visit: Visit) -> None:
    visitor = visit("?data=diabetes&hidden=8.relu&learning_rate=1000")
    visitor.wait_for_picture()
    visitor.press("train")
    visitor.wait_for_status("stopped")
    expect(visitor.shows("message")).to_contain_text("training has diverged", timeout=SOON)
    visitor.unit(1, 0).click()
    expect(field_of(visitor, "Weight from unit 1")).to_have_value(re.compile("^(−?∞|NaN)$"))
    expect(card_of(visitor).locator(".dnn-net-equation")).to_contain_text("∞")
    visitor.page.get_by_role("tab", name="Activations").click()
    expect(visitor.page.locator(".dnn-net-share").first).to_have_text("NaN or Inf: 100%")
    visitor.press("reset")
    expect(visitor.shows("message")).to_be_hidden(timeout=SOON)
    assert visitor.errors == []


def test_what_a_finger_calls_up_stays_until_it_taps_elsewhere(visit: Visit) -> None:
    visitor = visit("?hidden=8.tanh-8.tanh", size=PHONE, touch=True)
    visitor.wait_for_picture()
    visitor.unit(1, 0).scroll_into_view_if_needed()
    visitor.page.touchscreen.tap(*middle_of_a_line(visitor, 2))
    expect(tip_of(visitor)).to_contain_text("w[2]1,1 = ")
    visitor.page.get_by_text("hidden layers: 2").tap()
    expect(tip_of(visitor)).to_be_hidden()
    plane = visitor.page.locator(".dnn-net-points")
    plane.tap(position={"x": 100, "y": 100})
    expect(visitor.page.locator(".dnn-net-probe")).to_be_visible()
    visitor.unit(1, 0).scroll_into_view_if_needed()
    visitor.page.touchscreen.tap(*middle_of_a_line(visitor, 2))
    expect(visitor.page.locator(".dnn-net-probe")).to_be_hidden()
    expect(card_of(visitor)).to_be_hidden()
    visitor.page.touchscreen.tap(*middle_of_a_line(visitor, 2))
    expect(card_of(visitor)).to_be_visible()


def test_on_a_phone_the_card_of_a_tapped_unit_comes_into_sight(visit: Visit) -> None:
    visitor = visit(size=PHONE, touch=True)
    visitor.wait_for_picture()
    visitor.unit(1, 2).tap()
    for part in ("h2", "canvas", ".dnn-net-equation"):
        expect(card_of(visitor).locator(part)).to_be_in_viewport(ratio=0.9)


@pytest.mark.parametrize("query", ["", "?data=digits&hidden=64.relu-64.relu"])
def test_a_finger_finds_what_it_is_to_press(visit: Visit, query: str) -> None:
    visitor = visit(query, size=PHONE, touch=True)
    open_card(visitor, 1, 0)
    small = visitor.page.locator(
        ".dnn-live-lower-panel :is(button:not(.dnn-net-unit), .dnn-net-weights input)"
    ).evaluate_all(
        """all => all.filter((each) => each.offsetParent).map((each) => [each.ariaLabel, each.getBoundingClientRect()])
          .filter(([name, box]) => box.width < 36 || box.height < 36).map(([name]) => name)"""
    )
    assert small == []
    heads = visitor.page.locator(".dnn-net-head button").evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect().x)"
    )
    assert all(after - before >= 36 for before, after in zip(heads, heads[1:], strict=False)), "side by side"
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_focus_is_never_lost(visit: Visit) -> None:
    visitor = visit("?hidden=15.tanh-4.tanh")
    visitor.wait_for_picture()
    more = visitor.page.get_by_label("Add a unit to layer 2")
    more.focus()
    more.press("Enter")
    visitor.wait_for_link("hidden", "15.tanh-5.tanh")
    expect(visitor.unit(2, 4)).to_be_visible(timeout=SOON)
    expect(more).to_be_focused()
    later = visitor.page.get_by_label("Later units of layer 1")
    later.focus()
    later.press("Enter")
    expect(visitor.unit(1, 14)).to_be_visible()
    expect(visitor.page.get_by_label("Earlier units of layer 1")).to_be_focused()
    visitor.unit(2, 1).focus()
    visitor.page.keyboard.press("Enter")
    expect(card_of(visitor)).to_be_focused()
    assert card_of(visitor).get_attribute("role") == "group"
    assert card_of(visitor).get_attribute("aria-label") == "Unit 2 of layer 2"
    card_of(visitor).get_by_label("Close").press("Enter")
    expect(visitor.unit(2, 1)).to_be_focused()


def test_a_unit_is_described_by_what_is_said_of_it_until_escape(visit: Visit) -> None:
    visitor = visit()
    visitor.wait_for_picture()
    first = visitor.unit(1, 0)
    first.focus()
    expect(tip_of(visitor)).to_be_visible()
    expect(first).to_have_attribute("aria-describedby", "dnn-net-tip")
    visitor.page.keyboard.press("Escape")
    expect(tip_of(visitor)).to_be_hidden()
    expect(first).not_to_have_attribute("aria-describedby", "dnn-net-tip")
    expect(first).to_be_focused()
    visitor.unit(2, 0).hover()
    expect(tip_of(visitor)).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(tip_of(visitor)).to_be_hidden()
    panel = visitor.page.get_by_role("tabpanel", name="Network")
    assert panel.get_attribute("id") == visitor.page.get_by_role("tab", name="Network").get_attribute("aria-controls")


def test_arrow_keys_go_on_where_the_picture_is_folded(visit: Visit) -> None:
    visitor = visit("?hidden=" + "-".join(["20.tanh"] * 20))
    visitor.wait_for_picture()
    visitor.unit(0, 0).focus()
    for layer in range(1, 22):
        visitor.page.keyboard.press("ArrowRight")
        expect(visitor.unit(layer, 0)).to_be_focused()
    for layer in (20, 19):
        visitor.page.keyboard.press("ArrowLeft")
        expect(visitor.unit(layer, 0)).to_be_focused()
    for number in range(1, 20):
        visitor.page.keyboard.press("ArrowDown")
        expect(visitor.unit(19, number)).to_be_focused()
    visitor.page.keyboard.press("ArrowDown")
    expect(visitor.unit(19, 19)).to_be_focused()


def test_the_card_of_a_hidden_unit_with_image_inputs(visit: Visit) -> None:
    visitor = visit("?data=digits&hidden=8.relu")
    expect(visitor.unit(0, 32)).to_be_visible(timeout=SOON)
    visitor.unit(0, 35).hover()
    expect(tip_of(visitor)).to_contain_text("x₃₆ (pixel in row 5, column 4) = ")
    open_card(visitor, 1, 0)
    image = card_of(visitor).get_by_role("img", name="weights from the pixels")
    painted = "image => image.width === 8 && image.height === 8"
    visitor.page.wait_for_function(painted, arg=image.element_handle(), timeout=SOON)
    bars = card_of(visitor).locator("canvas").first
    sizes = "bars => [[bars.width, bars.height], [bars.clientWidth, bars.clientHeight]]"
    painted, shown = bars.evaluate(sizes)  # at one pixel of the screen for one of the page
    assert painted == shown


def test_a_dead_unit_has_the_scale_of_its_only_value(visit: Visit) -> None:
    visitor = visit("?hidden=3.relu&initializer=zeros")
    open_card(visitor, 1, 0)
    expect(card_of(visitor).locator(".dnn-net-scale span")).to_have_text(["0", "0"])


def test_a_pressed_connection_shows_its_field(visit: Visit) -> None:
    visitor = visit("?hidden=40.tanh-40.tanh")
    visitor.wait_for_picture()
    visitor.page.mouse.click(*middle_of_a_line(visitor, 2))
    expect(card_of(visitor)).to_contain_text("Unit 1 of layer 2")
    field = field_of(visitor, "Weight from unit 1")
    expect(field).to_be_focused()
    expect(field).to_be_in_viewport()


def test_a_hovered_unit_stands_out_by_its_connections(visit: Visit) -> None:
    visitor = visit()
    visitor.wait_for_picture()
    lines = "document.querySelector('.dnn-net-lines').toDataURL()"
    before = visitor.page.evaluate(lines)
    visitor.unit(1, 0).hover()
    visitor.page.wait_for_function(f"before => {lines} !== before", arg=before)
    visitor.page.mouse.move(5, 5)
    visitor.page.wait_for_function(f"before => {lines} === before", arg=before)
