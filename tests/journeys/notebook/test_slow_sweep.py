"""Several values tried side by side where the host does not serve the app's routes."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.conftest import Server
from tests.journeys.notebook.runs_list import SHORT, Visit
from tests.journeys.visitor import LONG, SOON


def test_a_learner_tries_five_learning_rates_reads_which_is_best_and_compares_them(
    start_server: Callable[..., Server], visit: Visit
) -> None:
    server = start_server(DNN_ROUTES="off")
    visitor = visit(page=None, url=server.url)
    page = visitor.page
    page.goto(f"{server.url}/{SHORT}")
    page.get_by_test_id("stExpander").get_by_text("Try several").click(timeout=LONG)
    values = page.get_by_label("Values", exact=True)
    expect(values).to_have_value(re.compile(r"^[\d.]+(, [\d.]+){4}$"), timeout=SOON)
    page.get_by_role("button", name="Train 5 runs").click(timeout=SOON)
    sentence = page.get_by_text(re.compile(r"Best after 300 iterations: α = [\d.]+ \(test cost [\d.]+"))
    expect(sentence).to_be_visible(timeout=LONG)
    expect(page.get_by_text("With one seed each this could be luck.")).to_be_visible(timeout=SOON)
    expect(page.get_by_test_id("stPlotlyChart").locator(".legendtext", has_text="#")).to_have_count(5, timeout=SOON)
    best = re.findall(r"α = ([\d.]+)", sentence.inner_text())[0]
    page.get_by_role("button", name="Open the best").click(timeout=SOON)
    page.wait_for_function(f"() => location.search.includes('learning_rate={best}') || {best} === 0.1", timeout=SOON)
    expect(page.get_by_role("button", name="Compare 5 runs")).to_be_enabled(timeout=SOON)
    page.get_by_role("button", name="Compare 5 runs").click()
    page.wait_for_url(re.compile("/compare"), timeout=SOON)
    expect(page.get_by_test_id("stDataFrame")).to_be_visible(timeout=LONG)
