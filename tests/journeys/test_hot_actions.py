"""Actions that the run itself obeys: no rerun of the page's script lies on their way, and none follows them."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.visitor import COUNT_RUNS, SOON, Visitor

Visit = Callable[..., Visitor]


def test_no_button_of_the_run_has_the_script_run(visit: Visit) -> None:
    visitor = visit("?iterations=1000000&pace=100")
    visitor.press("train")
    visitor.wait_for_iteration(5)
    run = visitor.link["run"]
    visitor.page.evaluate(COUNT_RUNS)
    visitor.press("pause")
    visitor.wait_for_status("paused")
    before = visitor.value("iteration")
    visitor.press("step_iteration")
    visitor.wait_for_iteration(int(before) + 1)
    visitor.press("step_epoch")
    visitor.wait_for_iteration(int(before) + 2)
    visitor.page.keyboard.press("t")
    visitor.wait_for_iteration(int(before) + 10)
    expect(visitor.page.locator("[data-role=doctor-summary]")).to_contain_text("Diagnosis: no problems found")
    visitor.press("pause")
    visitor.wait_for_status("paused")
    visitor.press("reset")
    expect(visitor.shows("iteration")).to_have_text("0", timeout=SOON)
    visitor.wait_for_page()
    assert visitor.page.evaluate("scriptRuns") == 0
    assert visitor.link["run"] == run


def test_no_hyperparameter_of_the_controls_has_it_run_either(visit: Visit) -> None:
    """The address follows, an entry of the history for each change; a reload finds them."""
    visitor = visit("?iterations=1000000&pace=100&lang=en")
    visitor.press("train")
    visitor.wait_for_iteration(5)
    visitor.wait_for_page()
    visitor.page.evaluate(COUNT_RUNS)
    visitor.enter("Learning rate α, exactly", 0.3)
    visitor.choose("Batch size", "32")
    visitor.choose("Optimiser", "Adam")
    visitor.enter("L2 regularisation λ", 0.5)
    visitor.page.get_by_role("button", name="Increase Iterations", exact=True).click()
    changed = {"learning_rate": "0.3", "batch_size": "32", "optimizer": "adam", "l2": "0.5", "iterations": "1001000"}
    for name, value in changed.items():
        visitor.wait_for_link(name, value)
    expect(visitor.shows("chart")).to_have_attribute("data-changes", "5", timeout=SOON)
    expect(visitor.page.locator(".dnn-live[data-penalty=true]")).to_be_visible(timeout=SOON)
    visitor.wait_for_page()
    assert visitor.page.evaluate("scriptRuns") == 0
    hyperparameters = visitor.payload()
    assert (hyperparameters["l2"], hyperparameters["batch_size"]) == (0.5, 32)
    visitor.page.go_back()
    expect(visitor.field("Iterations")).to_have_value("1000000", timeout=SOON)
    expect(visitor.field("L2 regularisation λ")).to_have_value("0.5")
    visitor.page.reload()
    expect(visitor.field("L2 regularisation λ")).to_have_value("0.5", timeout=SOON)
    expect(visitor.field("Learning rate α, exactly")).to_have_value("0.3")
    visitor.wait_for_status("running")
    assert visitor.errors == []


def test_the_first_press_begins_the_run_before_the_page_knows_of_it(visit: Visit) -> None:
    """The page's connection is held up; the run trains all the same, and the address follows later."""
    visitor = visit("?iterations=1000000&pace=100&lang=en")
    visitor.wait_for_picture()
    visitor.page.evaluate(COUNT_RUNS)
    with visitor.page.expect_response(lambda answer: answer.url.endswith("/commands")) as answered:
        visitor.press("train")
    assert answered.value.status == 200 and visitor.page.evaluate("scriptRuns") == 0
    assert answered.value.json()["run"] == visitor.link["run"]
    visitor.wait_for_iteration(5)
    assert visitor.errors == []


def test_what_the_run_does_not_obey_is_said_by_the_page(visit: Visit) -> None:
    visitor = visit("?lang=en&iterations=1000000&pace=100")
    visitor.wait_for_picture()
    visitor.page.route("**/commands", lambda route: route.fulfill(status=409, json={"error": "no room"}))
    visitor.press("train")
    visitor.wait_for_iteration(5)
    assert visitor.link["run"]
    visitor.press("pause")
    visitor.wait_for_status("paused")


def test_new_weights_reach_the_link(visit: Visit) -> None:
    visitor = visit("?iterations=1000000&pace=100")
    visitor.press("train")
    visitor.wait_for_iteration(5)
    first = visitor.link.get("seed", "0")
    visitor.press("new_weights")
    visitor.page.wait_for_function(
        "first => (new URL(location.href).searchParams.get('seed') ?? '0') !== first", arg=first, timeout=SOON
    )
    assert visitor.payload()["generation"] == 1
