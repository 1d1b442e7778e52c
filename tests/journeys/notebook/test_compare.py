"""Runs side by side: from the list to the comparison, its link in another browser, its files, one slider for all."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Server
from tests.journeys.notebook.runs_list import SHORT, Visit, rows
from tests.journeys.visitor import LONG, PHONE, SOON, Visitor

LINK = (
    "?compare=number.3*colour.2*data.circles*iterations.300"
    "**number.4*colour.5*learning_rate.0.3**number.9*colour.7*learning_rate.0.3*l2.1&at=60"
)
WORDS = {
    "en": (r"After 300 iterations #\d .*is best \(test cost [\d.]+, −[\d.]+ against #1\)\.", "Same weights"),
    "zh": (r"300 次迭代后，#\d .*最佳（测试成本 [\d.]+，与 #1 相比 −[\d.]+）。", "第 0 次迭代时权重相同"),
}
BOUNDARY = ".dnn-compare-cell[data-panel=boundary][data-drawn=true] canvas"


def wait_until_done(page: Page) -> None:
    """Wait until all runs have been trained again and drawn."""
    page.wait_for_selector(".dnn-compare[data-done=true]", timeout=LONG)
    expect(page.locator(".dnn-compare-cell[data-panel=gradients][data-drawn=true]").first).to_be_visible(timeout=SOON)


def shown(page: Page) -> list[str]:
    """Every number of the table, and every norm and count of the pictures."""
    return page.locator(".dnn-compare td, .dnn-compare-norm b, .dnn-compare .dnn-net-matrix td").all_inner_texts()


def look_at(page: Page, position: int) -> None:
    """Move the slider, and wait until all is drawn for the iteration there, or for the last one."""
    slider = page.locator(".dnn-compare [data-role=slider]")
    slider.fill(str(position))
    expect(page.locator(".dnn-compare")).to_have_attribute("data-position", slider.input_value(), timeout=SOON)


def compared(visitor: Visitor, language: str) -> Visitor:
    """A visitor who has trained three rates, and turned from the list to their comparison."""
    visitor.open(f"{SHORT}&lang={language}")
    visitor.press("try_several")
    visitor.page.locator(".dnn-sweep-form [name=values]").first.fill("0.03, 0.1, 0.3")
    visitor.page.locator(".dnn-sweep-form [type=submit]").click(timeout=SOON)
    visitor.page.wait_for_selector("[data-role=sweep-progress]", state="hidden", timeout=LONG)
    expect(rows(visitor)).to_have_count(3, timeout=SOON)
    expect(visitor.page.locator("[data-runs=compare]")).to_be_disabled()
    for box in visitor.page.locator(".dnn-runs tbody [type=checkbox]").all():
        box.check()
    visitor.page.locator("[data-runs=compare]").click(timeout=SOON)
    wait_until_done(visitor.page)
    return visitor


@pytest.mark.parametrize("language", WORDS)
def test_from_the_list_to_the_comparison_and_its_link_in_another_browser(visit: Visit, language: str) -> None:
    sentence, start = WORDS[language]
    visitor = compared(visit(page=None), language)
    page = visitor.page
    expect(page.locator("[data-role=sentence]")).to_have_text(re.compile(sentence), timeout=SOON)
    expect(page.locator("[data-role=notes]")).to_contain_text(start)
    expect(page.locator(BOUNDARY).first).to_be_visible(timeout=SOON)
    last = shown(page)
    look_at(page, 12)
    iteration = int(str(page.locator(".dnn-compare").get_attribute("data-iteration")))
    assert 0 < iteration < 300 and shown(page) != last
    visitor.wait_for_link("at", str(iteration))
    assert len(page.url) < 2_000
    there = visit(page=None, locale="zh-CN" if language == "zh" else "en-GB")
    there.page.goto(page.url)
    wait_until_done(there.page)
    expect(there.page.locator(".dnn-compare")).to_have_attribute("data-iteration", str(iteration), timeout=SOON)
    assert shown(there.page) == shown(page)
    look_at(there.page, 40)
    expect(there.page.locator("[data-role=sentence]")).to_have_text(re.compile(sentence), timeout=SOON)
    assert shown(there.page) == last  # to the last digit what the runs themselves came to
    assert visitor.errors == [] and there.errors == []


def test_the_figures_are_those_of_the_runs_themselves(visit: Visit) -> None:
    visitor = visit(page=None)
    visitor.open(SHORT)
    visitor.press("train")
    visitor.wait_for_status("finished")
    cost = visitor.shows("test-cost").inner_text()
    link = "?compare=number.1*data.circles*iterations.300**number.2*learning_rate.0.3"
    visitor.page.goto(f"{visitor.url}/compare{link}")
    wait_until_done(visitor.page)
    expect(visitor.page.locator("tr[data-figure=test_cost] td").first).to_contain_text(cost, timeout=SOON)


def test_one_slider_and_a_button_that_plays(visit: Visit) -> None:
    visitor = visit(LINK, page="compare")
    page = visitor.page
    wait_until_done(page)
    expect(page.locator("[data-role=position]")).to_have_text(re.compile(r"^iteration \d+ of 300$"))
    look_at(page, 0)
    costs = page.locator("tr[data-figure=test_cost] td span").all_inner_texts()
    assert len(costs) == 3 and len(set(costs)) == 1  # the same weights at iteration 0
    page.locator(".dnn-compare-play").click()
    page.wait_for_function(
        "() => Number(document.querySelector('.dnn-compare').dataset.iteration) === 300", timeout=LONG
    )
    expect(page.locator(".dnn-compare-play")).to_have_attribute("aria-pressed", "false", timeout=SOON)
    page.locator(".dnn-compare [data-scale=log]").click()
    page.wait_for_function(
        "() => document.querySelector('[data-role=chart]')._fullLayout?.yaxis.type === 'log'", timeout=SOON
    )
    assert visitor.errors == []


def test_the_files_show_the_same(visit: Visit, tmp_path: Path) -> None:
    visitor = visit(LINK, page="compare")
    page = visitor.page
    wait_until_done(page)
    expect(page.locator(".dnn-compare")).to_have_attribute("data-iteration", re.compile(r"\d+"))
    there = shown(page)
    with page.expect_download(timeout=LONG) as csv:
        page.get_by_role("button", name="Figures as CSV").click()
    text = Path(csv.value.path()).read_text("utf-8")
    assert text.startswith("run,name,iteration,cost_of_batch,") and "\n4,α 0.1 → 0.3,300," in text
    with page.expect_download(timeout=LONG) as html:
        page.get_by_role("button", name="All of it as one HTML file").click()
    file = tmp_path / "comparison.html"
    html.value.save_as(file)
    offline = visit(page=None)
    offline.page.context.set_offline(True)
    try:
        offline.page.goto(file.as_uri())
        wait_until_done(offline.page)
        assert shown(offline.page) == there
        look_at(offline.page, 0)
        assert shown(offline.page) != there
        expect(offline.page.locator("[data-role=chart] .main-svg").first).to_be_visible(timeout=SOON)
    finally:
        offline.page.context.set_offline(False)
    assert offline.errors == [] and visitor.errors == []


@pytest.mark.parametrize(
    ("link", "panels"),
    [
        (
            "number.1*data.digits*iterations.20*hidden.16.relu**number.2*learning_rate.0.3",
            {"boundary": 0, "verdict": 2},
        ),
        ("number.1*data.diabetes*iterations.20**number.2*learning_rate.0.3", {"boundary": 0, "verdict": 2}),
        ("number.1*data.moons*iterations.20**number.2*data.circles*iterations.30", {"boundary": 2, "verdict": 2}),
    ],
)
def test_each_kind_of_data_has_its_pictures(visit: Visit, link: str, panels: dict[str, int]) -> None:
    visitor = visit(f"?compare={link}", page="compare", size=PHONE)
    wait_until_done(visitor.page)
    for name, count in panels.items():
        drawn = visitor.page.locator(f".dnn-compare-cell[data-panel={name}][data-drawn=true]")
        expect(drawn).to_have_count(count, timeout=SOON)
    is_comparable = "moons" not in link
    assert (visitor.page.locator("[data-role=sentence]").inner_text() != "") == is_comparable
    assert visitor.errors == []


def test_a_run_that_diverges_and_one_that_is_shorter(visit: Visit) -> None:
    rates = "number.1*data.plane*hidden.4.linear*iterations.400*learning_rate.0.01"
    visitor = visit(f"?compare={rates}**number.2*learning_rate.1000**number.3*iterations.50", page="compare")
    wait_until_done(visitor.page)
    expect(visitor.page.locator("[data-role=notes]")).to_contain_text(re.compile(r"#2 .*diverged at iteration \d+\."))
    expect(visitor.page.locator(".dnn-compare-head").nth(2)).to_contain_text("ended at iteration 50", timeout=SOON)
    expect(visitor.page.locator("tr[data-figure=test_cost] td").nth(2)).to_have_class(re.compile("dnn-compare-over"))


def test_a_link_that_is_none_says_so_and_offers_other_runs(visit: Visit) -> None:
    visitor = visit("?compare=number.1*learning_rate.**x", page="compare")
    expect(visitor.page.get_by_role("alert").first).to_contain_text("Expected", timeout=SOON)
    visitor.page.get_by_role("button", name="To the page that trains").click()
    expect(visitor.page.locator(".dnn-run-buttons")).to_be_visible(timeout=SOON)


def test_without_the_app_s_routes(start_server: Callable[..., Server], visit: Visit) -> None:
    server = start_server(DNN_ROUTES="off")
    visitor = visit(page=None, url=server.url)
    visitor.page.goto(f"{server.url}/compare{LINK}")
    expect(visitor.page.get_by_test_id("stDataFrame")).to_be_visible(timeout=LONG)
    expect(visitor.page.locator(".js-plotly-plot").first).to_be_visible(timeout=SOON)
