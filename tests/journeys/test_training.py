"""Journeys in a real browser: a visitor trains networks, stops, steps, changes, resets, reloads, and meets others."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from pages.shared.frame.text import WORD_JOINER
from tests.conftest import Server
from tests.journeys.visitor import LONG, PHONE, SOON, Visitor

Visit = Callable[..., Visitor]


def test_a_newcomer_presses_the_one_big_button(visit: Visit) -> None:
    visitor = visit()
    visitor.page.evaluate("document.querySelector('[data-role=chart]').dataset.mark = 'the same element'")
    visitor.press("train")
    visitor.wait_for_points(1, timeout=1_000 + SOON)
    first = visitor.wait_for_points(2)
    assert visitor.wait_for_points(first + 20) > first
    visitor.wait_for_iteration(1500)
    assert visitor.value("train-cost") < 0.2 and visitor.value("train-score") > 0.9
    assert visitor.shows("chart").get_attribute("data-mark") == "the same element"
    assert visitor.errors == [] and visitor.strangers == []


def test_breast_cancer_learns_to_95_percent(visit: Visit) -> None:
    visitor = visit("?pace=100")
    visitor.choose("Dataset", "Breast cancer")
    visitor.wait_for_link("data", "breast_cancer")
    visitor.enter("Iterations", 1500)
    visitor.enter("L2 regularisation λ", 10)
    visitor.wait_for_link("l2", "10")
    visitor.press("train")
    visitor.wait_for_iteration(100)
    points = visitor.wait_for_points(2)
    assert visitor.wait_for_points(points + 50) > points
    visitor.choose_speed("Full speed")
    assert visitor.wait_for_status("finished", timeout=LONG) == "finished"
    assert visitor.value("iteration") == 1500 and visitor.value("test-score") >= 0.95
    assert visitor.errors == []


def test_digits_learn_to_95_percent(visit: Visit) -> None:
    visitor = visit("?data=digits&hidden=64.relu-32.relu&batch_size=64&optimizer=adam&learning_rate=0.002&pace=100")
    visitor.enter("Iterations", 1200)
    visitor.wait_for_link("iterations", "1200")
    visitor.press("train")
    points = visitor.wait_for_points(2)
    assert visitor.wait_for_points(points + 50) > points
    visitor.choose_speed("Full speed")
    assert visitor.wait_for_status("finished", timeout=LONG) == "finished"
    assert visitor.value("test-score") >= 0.95


def test_pauses_steps_changes_and_finds_the_identical_costs_again(visit: Visit) -> None:
    visitor = visit("?iterations=4000&batch_size=64&pace=100")
    visitor.press("train")
    visitor.wait_for_iteration(20)
    visitor.press("pause")
    visitor.wait_for_status("paused")
    expect(visitor.page.locator("[data-action=train]")).to_be_visible(timeout=SOON)
    there = int(visitor.value("iteration"))
    visitor.press("step_iteration")
    visitor.wait_for_iteration(there + 1)
    visitor.wait_for_status("paused")
    assert visitor.value("iteration") == there + 1
    epoch = visitor.value("epoch")
    visitor.press("step_epoch")
    visitor.page.wait_for_function(
        "before => Number(document.querySelector('[data-role=epoch]').dataset.value) > before", arg=epoch, timeout=SOON
    )
    visitor.wait_for_status("paused")
    assert visitor.payload()["epoch"] == epoch + 1
    visitor.choose_speed("Full speed")
    visitor.press("train")
    visitor.wait_for_status("finished", timeout=LONG)
    before = visitor.payload()
    visitor.press("reset")
    visitor.wait_for_status("paused")
    visitor.press("train")
    visitor.page.wait_for_function(
        "() => document.querySelector('[data-role=chart]').dataset.generation === '1'", timeout=SOON
    )
    visitor.wait_for_status("finished", timeout=LONG)
    after = visitor.payload()
    assert after["generation"] == 1 and after["points"] == before["points"]
    assert after["evaluations"] == before["evaluations"]


def test_the_learning_rate_changes_while_it_trains(visit: Visit) -> None:
    visitor = visit("?iterations=1000000&pace=100")
    visitor.press("train")
    visitor.wait_for_iteration(20)
    visitor.enter("Learning rate α, exactly", 0.3)
    visitor.wait_for_link("learning_rate", "0.3")
    visitor.page.wait_for_function(
        "() => document.querySelector('[data-role=chart]').textContent.includes('0.3')", timeout=SOON
    )
    (change,) = visitor.payload()["changes"]
    assert (change["field"], change["old"], change["new"]) == ("learning_rate", 0.1, 0.3)
    assert 20 < change["iteration"] <= visitor.payload()["iteration"]
    assert visitor.wait_for_status("running") == "running"


def test_another_network_takes_over_while_it_trains(visit: Visit) -> None:
    visitor = visit("?iterations=1000000")
    visitor.press("train")
    visitor.wait_for_iteration(50)
    first = visitor.link["run"]
    visitor.choose("Activation function of layer 1", "ReLU")
    visitor.wait_for_link("hidden", "8.relu-5.tanh")
    visitor.page.wait_for_function(
        "first => new URL(location.href).searchParams.get('run') !== first", arg=first, timeout=SOON
    )
    visitor.wait_for_status("running")
    left = visitor.page.request.get(f"{visitor.url}/api/runs/{first}").json()
    assert left["status"] == "paused" and left["iteration"] >= 50


def test_a_reload_shows_the_same_run_still_training(visit: Visit) -> None:
    visitor = visit("?iterations=10000000&pace=full&noise=0.2")
    visitor.press("train")
    visitor.wait_for_iteration(1000)
    run, iteration = visitor.link["run"], visitor.value("iteration")
    visitor.page.reload()
    visitor.wait_for_iteration(int(iteration) + 1)
    assert visitor.link["run"] == run and visitor.link["noise"] == "0.2"
    expect(visitor.page.locator("[data-action=pause]")).to_be_visible(timeout=SOON)
    visitor.wait_for_points(50)
    visitor.press("pause")
    visitor.wait_for_status("paused")


def test_two_visitors_never_mix(visit: Visit) -> None:
    one, other = visit("?iterations=1000000&pace=100"), visit("?iterations=1000000&pace=100&data=moons")
    for visitor in (one, other):
        visitor.press("train")
        visitor.wait_for_iteration(10)
    assert one.link["run"] != other.link["run"]
    one.press("pause")
    one.wait_for_status("paused")
    there = one.value("iteration")
    other.wait_for_iteration(int(other.value("iteration")) + 50)
    assert one.payload()["iteration"] == there and other.payload()["status"] == "running"
    guest = visit(f"?iterations=1000000&data=moons&run={other.link['run']}")
    expect(guest.page.get_by_text("You are watching somebody else's run")).to_be_visible(timeout=SOON)
    guest.wait_for_iteration(int(other.value("iteration")))
    guest.press("train")
    guest.page.wait_for_function(
        "run => new URL(location.href).searchParams.get('run') !== run", arg=other.link["run"], timeout=SOON
    )
    guest.wait_for_iteration(1)
    assert guest.link["run"] not in (one.link["run"], other.link["run"])
    assert other.payload()["status"] == "running"


def test_every_control_is_in_the_link(visit: Visit) -> None:
    visitor = visit()
    visitor.choose("Dataset", "Spirals")
    visitor.wait_for_link("data", "spirals")
    visitor.enter("Number of examples", 300)
    visitor.enter("Hidden layers", 3)
    visitor.choose("Initialiser", "He")
    visitor.enter("Units of layer 3", 5)
    visitor.choose("Activation function of layer 3", "SiLU (swish)")
    visitor.choose("Optimiser", "Adam")
    visitor.choose("Batch size", "32")
    visitor.enter("L2 regularisation λ", 0.5)
    visitor.wait_for_link("l2", "0.5")
    link = visitor.link
    assert {name: link[name] for name in ("data", "samples", "initializer", "hidden", "optimizer", "batch_size")} == {
        "data": "spirals",
        "samples": "300",
        "initializer": "he",
        "hidden": "8.tanh-5.tanh-5.silu",
        "optimizer": "adam",
        "batch_size": "32",
    }
    other = visit(f"?{visitor.query}")
    for label, value in (("Number of examples", "300"), ("Units of layer 3", "5"), ("L2 regularisation λ", "0.5")):
        expect(other.field(label)).to_have_value(value, timeout=SOON)
    assert other.link == link


def test_what_stands_in_a_closed_popover_shows_what_it_is_when_that_opens(visit: Visit) -> None:
    visitor = visit("?schedule=step&schedule_every=700&target_cost=0.01&seed=5&test_fraction=0.2")
    visitor.press("step_iteration")  # another run of the script, after which the controls do not change
    visitor.wait_for_iteration(1)
    visitor.page.get_by_role("button", name="More", exact=True).click()
    for label, value in (("Iterations per step", "700"), ("Stop at cost J ≤", "0.01"), ("Seed of the weights", "5")):
        expect(visitor.field(label)).to_have_value(value)
    visitor.page.keyboard.press("Escape")
    visitor.page.get_by_role("button", name="Split and scaling").click()
    expect(visitor.field("Test fraction")).to_have_value("0.2")
    assert visitor.link["schedule_every"] == "700" and visitor.link["test_fraction"] == "0.2"


def test_the_look_of_the_chart_is_in_the_link(visit: Visit) -> None:
    visitor = visit()
    visitor.press("step_epoch")
    visitor.wait_for_iteration(1)
    visitor.page.get_by_role("button", name="Log", exact=True).click()
    visitor.wait_for_link("scale", "log")
    slider = visitor.page.locator('input[data-role="smoothing"]')
    slider.focus()
    slider.press("ArrowRight")
    visitor.wait_for_link("smoothing", "0.05")
    other = visit("?scale=log&smoothing=0.5")
    expect(other.page.get_by_role("button", name="Log", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(other.page.locator('input[data-role="smoothing"]')).to_have_value("0.5")


def test_a_bad_link_is_answered_in_one_sentence(visit: Visit) -> None:
    visitor = visit("?learning_rate=-3")
    said = visitor.page.get_by_text(re.compile("Expected learning_rate to be a number above 0.*got -3"))
    expect(said).to_be_visible(timeout=SOON)
    assert visitor.page.get_by_text("Traceback").count() == 0


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://images.invalid/x.png) **b** $z$",
        "[x](http://images.invalid) <img src=x> :red[y]",
        "http://images.invalid www.images.invalid `c` :smile:",
    ],
)
def test_a_refused_value_is_shown_letter_by_letter(visit: Visit, text: str) -> None:
    visitor = visit(f"?{urlencode({'data': text})}")
    alert = visitor.page.locator("[data-testid=stAlert]").first
    expect(alert).to_contain_text("Expected", timeout=SOON)
    assert text in alert.inner_text().replace(WORD_JOINER, "")
    assert alert.locator("img, a, strong, code, .katex").count() == 0
    assert visitor.strangers == []


def test_a_run_that_explodes_says_where(visit: Visit) -> None:
    visitor = visit("?data=diabetes&learning_rate=50&iterations=5000")
    visitor.press("train")
    visitor.wait_for_status("stopped")
    said = visitor.page.locator(".st-key-notices").get_by_text(re.compile("first to become NaN or Inf.*Try a tenth"))
    expect(said).to_be_visible(timeout=SOON)
    expect(visitor.page.get_by_text("Diagnosis: NaN or Inf")).to_be_visible(timeout=SOON)


def test_the_keyboard_steers(visit: Visit) -> None:
    visitor = visit("?iterations=1000000&pace=100")
    visitor.page.keyboard.press("s")
    visitor.wait_for_iteration(1)
    visitor.page.keyboard.press("t")
    visitor.wait_for_iteration(20)
    visitor.page.keyboard.press("t")
    visitor.wait_for_status("paused")


def test_where_the_routes_are_not_served_the_page_falls_back(start_server: Callable[..., Server], visit: Visit) -> None:
    server = start_server(DNN_ROUTES="off")
    page = visit(url=server.url, live=False).page
    expect(page.get_by_text("This host does not serve the live stream")).to_be_visible(timeout=SOON)
    page.locator(".st-key-train button").click()
    expect(page.locator(".js-plotly-plot .scatterlayer .trace").first).to_be_visible(timeout=SOON)
    expect(page.get_by_text("5,000", exact=True)).to_be_visible(timeout=LONG)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("locale", "train"), [("en-GB", "Train"), ("zh-CN", "训练")])
def test_a_phone_shows_it_all_in_both_languages(visit: Visit, theme: str, locale: str, train: str) -> None:
    visitor = visit(size=PHONE, locale=locale, theme=theme)
    expect(visitor.page.locator("[data-action=train]")).to_contain_text(train)
    visitor.press("train")
    visitor.wait_for_points(10)
    overflow = visitor.page.evaluate(
        "() => (box => box.scrollWidth - box.clientWidth)(document.querySelector('[data-testid=stMain]'))"
    )
    assert overflow <= 0
    assert visitor.errors == [] and visitor.strangers == []


def test_on_a_phone_the_learning_rate_the_button_and_the_curve_are_on_one_screen(visit: Visit) -> None:
    visitor = visit("?iterations=1000000&pace=100&lang=en", size=PHONE, touch=True)
    rate = visitor.page.locator(".st-key-learning_rate_at_hand")
    for shown in (rate, visitor.page.locator("[data-action=train]"), visitor.shows("chart")):
        expect(shown).to_be_in_viewport(ratio=1)
    visitor.press("train")
    visitor.wait_for_iteration(10)
    rate.get_by_role("slider").press("ArrowRight")
    visitor.wait_for_link("learning_rate", "0.2")
    visitor.page.wait_for_function("() => document.querySelector('[data-role=chart]').dataset.changes === '1'")
    assert visitor.payload()["changes"][0]["new"] == 0.2


def test_one_screen_without_scrolling(visit: Visit) -> None:
    visitor = visit()
    for part in ("stMain", "stSidebarContent"):
        over = visitor.page.evaluate(
            "id => (box => box.scrollHeight - box.clientHeight)(document.querySelector(`[data-testid=${id}]`))",
            part,
        )
        assert over <= 0, part


def test_the_language_can_be_switched_and_is_in_the_link(visit: Visit) -> None:
    visitor = visit()
    visitor.page.get_by_role("radio", name="中文").click()
    expect(visitor.page.locator("[data-action=train]")).to_contain_text("训练")
    visitor.wait_for_link("lang", "zh")
    assert "训练" in visit("?lang=zh").page.locator("[data-action=train]").inner_text()
