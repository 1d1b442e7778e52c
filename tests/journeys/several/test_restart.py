"""Journeys past a restart of the server, which forgets the runs: what the visitor saw stays until she decides."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.conftest import Server
from tests.journeys.visitor import LONG, SOON, Visitor

QUERY = "?iterations=1000000&pace=100&l2=0.3&data=moons"
LAMBDA = "L2 regularisation λ"
NOTICE = "This run is no longer on the server"


@pytest.fixture
def restarted(start_server: Callable[..., Server], visit: Callable[..., Visitor]) -> Visitor:
    """A visitor whose run trained when the server was restarted."""
    server = start_server()
    visitor = visit(QUERY, url=server.url)
    visitor.press("train")
    visitor.wait_for_points(50)
    visitor.wait_for_link("lang", "en")
    visitor.page.evaluate("() => { document.querySelector('[data-role=chart]').dataset.mark = 'the same element'; }")
    server.end()
    start_server(port=urlsplit(server.url).port)
    expect(visitor.page.locator(".st-key-notices").get_by_text(NOTICE)).to_be_visible(timeout=LONG)
    return visitor


def test_curve_network_and_settings_stay(restarted: Visitor) -> None:
    visitor = restarted
    assert visitor.shows("chart").get_attribute("data-mark") == "the same element"
    points, cost = visitor.wait_for_points(50), visitor.value("train-cost")
    assert visitor.wait_for_status("gone") == "gone" and visitor.link["data"] == "moons"
    assert visitor.page.locator("[data-role=below][data-unknown=false]").count() == 1
    for label, value in ((LAMBDA, "0.3"), ("Iterations", "1000000")):
        expect(visitor.field(label)).to_have_value(value)
    visitor.enter(LAMBDA, 0.2)
    visitor.wait_for_link("l2", "0.2")
    assert (visitor.wait_for_points(50), visitor.value("train-cost")) == (points, cost)
    visitor.press("dismiss_run")
    visitor.wait_for_status("idle")
    assert visitor.shows("chart").get_attribute("data-points") == "0"
    assert "run" not in visitor.link and visitor.link["l2"] == "0.2"


def test_the_same_is_trained_again(restarted: Visitor) -> None:
    visitor = restarted
    before = visitor.link["run"]
    visitor.press("train_again")
    visitor.wait_for_status("running")
    expect(visitor.page.locator("[data-action=pause]")).to_be_visible(timeout=SOON)
    expect(visitor.page.locator(".st-key-notices").get_by_text(NOTICE)).to_have_count(0)
    visitor.wait_for_points(1)
    assert visitor.link["run"] != before and visitor.link["l2"] == "0.3"
