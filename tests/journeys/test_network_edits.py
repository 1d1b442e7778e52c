"""Journeys to the picture of the network as an editor: weights, layers, units and points, with the run that follows."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import COUNT_RUNS, SOON, Visitor

Visit = Callable[..., Visitor]


def test_a_weight_set_by_hand_changes_the_cost(visit: Visit) -> None:
    visitor = visit("?pace=1000&iterations=100000")
    visitor.wait_for_picture()
    visitor.press("train")
    visitor.wait_for_iteration(200)
    visitor.unit(3, 0).click()
    field = visitor.page.get_by_label("Weight from unit 1", exact=True)
    expect(field).to_have_attribute("readonly", "")
    visitor.press("pause")
    visitor.wait_for_status("paused")
    expect(field).to_be_editable(timeout=SOON)
    visitor.page.wait_for_function("() => document.querySelector('[data-role=train-cost]').dataset.value !== ''")
    before = visitor.value("train-cost")
    visitor.wait_for_rest()
    visitor.page.evaluate(COUNT_RUNS)
    field.fill("50")
    with visitor.page.expect_response(lambda answer: answer.url.endswith("/commands")) as answered:
        field.press("Enter")
    assert answered.value.status == 200
    visitor.page.wait_for_function(
        "before => Number(document.querySelector('[data-role=train-cost]').dataset.value) > 2 * before",
        arg=before,
        timeout=SOON,
    )  # beyond twice: the evaluation at the pause may still follow the one that stood there
    assert visitor.page.evaluate("scriptRuns") == 0  # the doctor looks at runs that move
    change = visitor.payload()["changes"][-1]
    assert (change["field"], change["new"]) == ("W^[3]_1,1", 50.0)
    poll = visitor.page.wait_for_event("response", lambda answer: "/api/runs/" in answer.url)
    assert poll.ok and poll.json()["changes"] == []  # the page knows the change already
    expect(field).to_have_value("50")
    assert visitor.errors == []


def test_a_weight_that_the_run_does_not_obey_is_said_by_the_page(visit: Visit) -> None:
    """A command that is refused takes the way of all other edits."""
    visitor = visit("?iterations=30")
    visitor.wait_for_picture()
    visitor.press("train")
    visitor.wait_for_status("finished")
    visitor.unit(3, 0).click()
    field = visitor.page.get_by_label("Bias", exact=True)
    expect(field).to_be_editable(timeout=SOON)
    visitor.page.route("**/commands", lambda route: route.fulfill(status=409, json={"error": "no room"}))
    before = visitor.value("train-cost")
    field.fill("-3")
    field.press("Enter")
    visitor.page.wait_for_function(
        "before => Number(document.querySelector('[data-role=train-cost]').dataset.value) > before",
        arg=before,
        timeout=SOON,
    )
    assert visitor.payload()["changes"][-1]["new"] == -3.0


def test_weights_can_be_set_before_anything_was_trained(visit: Visit) -> None:
    visitor = visit()
    visitor.wait_for_picture()
    visitor.unit(3, 0).click()
    field = visitor.page.get_by_label("Bias", exact=True)
    field.fill("-2")
    field.press("Enter")
    visitor.wait_for_status("paused")
    visitor.page.wait_for_function(
        "() => Number(document.querySelector('[data-role=train-cost]').dataset.value) > 0.8", timeout=SOON
    )


def test_layers_and_units_are_added_and_removed_on_the_picture(visit: Visit) -> None:
    visitor = visit()
    visitor.wait_for_picture()
    visitor.page.get_by_label("Add a hidden layer").click()
    visitor.wait_for_link("hidden", "8.tanh-5.tanh-5.tanh")
    expect(visitor.unit(3, 4)).to_be_visible(timeout=SOON)
    visitor.page.get_by_label("Remove a unit from layer 3").click()
    visitor.wait_for_link("hidden", "8.tanh-5.tanh-4.tanh")
    visitor.page.get_by_label("Add a unit to layer 1").click()
    visitor.wait_for_link("hidden", "9.tanh-5.tanh-4.tanh")
    expect(visitor.page.get_by_text("8 of 9")).to_be_visible(timeout=SOON)
    visitor.page.get_by_label("Remove the last hidden layer").click()
    visitor.wait_for_link("hidden", "9.tanh-5.tanh")
    assert visitor.errors == []


def test_a_point_added_by_a_click_makes_the_data_ones_own(visit: Visit) -> None:
    visitor = visit("?samples=40")
    visitor.wait_for_picture()
    visitor.page.get_by_label("Add points of disc").click()
    visitor.page.locator(".dnn-net-points").click(position={"x": 12, "y": 12})
    visitor.wait_for_link("data", "own")
    expect(visitor.page.get_by_role("combobox", name="Dataset")).to_have_value("Custom points", timeout=SOON)
    points = visitor.link["points"]
    assert len(points) == 5 * 41
    canvas = visitor.page.locator(".dnn-net-points")
    visitor.page.wait_for_function("() => document.querySelector('.dnn-net-points').ariaLabel.includes('29 training')")
    canvas.drag_to(canvas, source_position={"x": 12, "y": 12}, target_position={"x": 150, "y": 20})
    visitor.page.wait_for_function(
        "points => new URL(location.href).searchParams.get('points') !== points", arg=points, timeout=SOON
    )
    moved = visitor.link["points"]
    assert len(moved) == len(points) and moved[:-5] == points[:-5]
    assert visitor.errors == []
