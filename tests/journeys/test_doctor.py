"""Journeys to the doctor: each finding is there on the link of its case, a button brings it, the remedy cures it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from dnn.lessons.diagnosis import RULES
from pages.shared.session import link
from tests.journeys.visitor import LONG, PHONE, SOON, Visitor

Visit = Callable[..., Visitor]


def finding(name: str) -> str:
    return f".dnn-finding[data-rule={name}]"


@pytest.mark.parametrize("name", RULES)
def test_each_finding_is_visible_on_its_scenario_link(visit: Visit, name: str) -> None:
    rule = RULES[name]
    visitor = visit(f"?{link.query_string(link.to_query(rule.example))}&pace=full&lang=en")
    visitor.press("train")
    visitor.wait_for_status("finished", "stopped", timeout=LONG)
    found = visitor.page.locator(finding(name))
    expect(found).to_be_visible(timeout=SOON)
    expect(found).to_contain_text(str(rule.title))
    expect(visitor.page.locator("[data-role=doctor-summary] a")).to_contain_text(str(rule.title))


def test_the_doctor_is_in_sight_while_a_run_trains(visit: Visit) -> None:
    """With a penalty, which adds to what the card says."""
    visitor = visit("?l2=0.5&iterations=1000000&pace=100&lang=en")
    summary = visitor.page.locator("[data-role=doctor-summary]")
    expect(summary).to_contain_text("nothing trained yet")
    assert visitor.sees_the_doctor_below(".dnn-live-facts")
    visitor.press("train")
    expect(summary).to_contain_text("no problems found", timeout=SOON)
    visitor.wait_for_status("running")
    assert visitor.sees_the_doctor_below(".dnn-live-facts")


def test_on_a_phone_a_finding_is_named_at_the_foot_of_the_window(visit: Visit) -> None:
    rule = RULES["stuck_at_base_rate"]
    visitor = visit(f"?{link.query_string(link.to_query(rule.example))}&pace=full&lang=en", size=PHONE, touch=True)
    visitor.press("train")
    name = visitor.page.locator("[data-role=doctor-bar] a")
    expect(name).to_contain_text(str(rule.title), timeout=LONG)
    expect(name).to_be_in_viewport(ratio=0.9)
    visitor.expect_no_shift()
    name.tap()
    expect(visitor.page.locator(finding("stuck_at_base_rate"))).to_be_in_viewport(ratio=0.5)


def test_the_finding_is_named_beside_the_curve_and_the_name_leads_to_it(visit: Visit) -> None:
    rule = RULES["stuck_at_base_rate"]
    visitor = visit(f"?{link.query_string(link.to_query(rule.example))}&pace=full&lang=en")
    visitor.press("train")
    visitor.wait_for_status("finished", "stopped", timeout=LONG)
    before = visitor.link
    visitor.page.locator("[data-role=doctor-summary] a").click(timeout=SOON)
    expect(visitor.page.locator(finding("stuck_at_base_rate"))).to_be_in_viewport(ratio=0.9)
    assert visitor.link == before
    visitor.page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")
    assert visitor.sees_the_doctor_below(".dnn-live-facts")


def test_from_the_casebook_to_the_finding_and_to_its_cure(visit: Visit) -> None:
    visitor = visit("?lang=en", page="casebook")
    visitor.page.locator(".st-key-example_oscillating button").first.click(timeout=SOON)
    visitor.wait_for_status("finished", timeout=LONG)
    expect(visitor.page.locator(finding("oscillating"))).to_be_visible(timeout=SOON)
    first = visitor.link["run"]
    visitor.page.locator("[data-remedy=oscillating]").first.click(timeout=SOON)
    visitor.page.wait_for_function(
        "first => new URL(location.href).searchParams.get('run') !== first", arg=first, timeout=SOON
    )
    visitor.wait_for_status("finished", timeout=LONG)
    expect(visitor.page.locator("[data-role=findings]")).to_contain_text("no problems found", timeout=SOON)
    expect(visitor.page.locator("[data-role=doctor-summary] a")).to_have_count(0)
    assert visitor.link.get("learning_rate", "0.1") == "0.1"


RECORD_ITERATIONS = """() => {
    window.iterations = [];
    const record = () => {
        const found = document.body.innerText.match(/iteration ([\\d,]+) of 1,000/);
        const iteration = found && Number(found[1].replace(",", ""));
        if (iteration && window.iterations.at(-1) !== iteration) window.iterations.push(iteration);
    };
    new MutationObserver(record).observe(document.body, {childList: true, subtree: true, characterData: true});
}"""
"""Each iteration that the page shows is noted as it appears: the next one may replace it within a moment."""


def test_the_race_of_initialisers_goes_by_itself_to_its_end(visit: Visit) -> None:
    visitor = visit("?lang=en", page="initialisation")
    charts = visitor.page.locator(".dnn-live-plotly.js-plotly-plot")
    expect(charts).to_have_count(3, timeout=SOON)
    charts.evaluate_all("charts => { window.charts = charts; }")
    visitor.page.evaluate(RECORD_ITERATIONS)
    visitor.page.locator(".st-key-race_start button").first.click(timeout=SOON)
    visitor.page.get_by_text("iteration 1,000 of 1,000").wait_for(timeout=LONG)
    shown = visitor.page.evaluate("window.iterations")
    assert shown == sorted(shown) and shown[-1] == 1000 and len(shown) > 3, shown
    expect(visitor.page.get_by_text("no weight has changed")).to_be_visible()
    expect(visitor.page.get_by_text("one unit 8 times over")).to_be_visible()
    lines = visitor.page.locator(".st-key-race_costs .scatterlayer .trace")
    expect(lines).to_have_count(7)
    assert charts.evaluate_all(
        "charts => charts.length === 3 && charts.every((chart, i) => chart === window.charts[i])"
    )
    visitor.page.locator(".st-key-race_train_constant button").first.click(timeout=SOON)
    visitor.wait_for_iteration(10)
    assert visitor.link["initializer"] == "constant"
