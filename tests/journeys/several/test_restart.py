"""Journeys past the end of a server: one that forgets its runs leaves what the visitor saw until she decides, one with
a database goes on with them."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.conftest import Server
from tests.journeys.visitor import LONG, SOON, Visitor

QUERY = "?iterations=1000000&pace=100&l2=0.3&data=moons"
LAMBDA = "L2 regularisation λ"
NOTICE = "This run is not on the server"
"""The word of the new server, which has seen nothing of the run."""


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


def test_a_database_that_is_away_is_told_of_and_missed_by_nobody(
    start_server: Callable[..., Server], visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    """A file stands where the folder should be; once it is gone, all is saved that was trained before."""
    (tmp_path / "data").write_text("in the way")
    server = start_server(DNN_STORE="database", DNN_DATA=str(tmp_path / "data"))
    visitor = visit(QUERY, url=server.url)
    visitor.press("train")
    expect(visitor.shows("reason")).to_contain_text("Runs cannot be saved at the moment", timeout=SOON)
    visitor.wait_for_points(50)
    (tmp_path / "data").unlink()
    expect(visitor.shows("reason")).to_have_text("", timeout=SOON)
    assert visitor.wait_for_status("running") == "running" and (tmp_path / "data" / "runs.sqlite3").stat().st_size > 0


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGKILL")
def test_a_killed_server_with_a_database_goes_on_where_it_was(
    start_server: Callable[..., Server], visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    """The page that was open goes on by itself; the link shows the same curve to somebody else, who can only watch."""
    settings = {"DNN_STORE": "database", "DNN_DATA": str(tmp_path / "data")}
    server = start_server(**settings)
    visitor = visit(QUERY.replace("pace=100", "pace=1000"), url=server.url)
    visitor.press("train")
    visitor.wait_for_iteration(4_000)
    address = visitor.page.url
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    before = visitor.shows("iteration").get_attribute("data-value") or ""
    start_server(port=urlsplit(server.url).port, **settings)
    visitor.wait_for_iteration(int(before) + 1_000)
    assert visitor.wait_for_status("running") == "running" and visitor.link["run"] in address
    expect(visitor.page.locator(".st-key-notices").get_by_text(NOTICE)).to_have_count(0)
    visitor.page.reload()
    expect(visitor.page.locator("[data-action=pause]")).to_be_visible(timeout=SOON)
    watcher = visit(f"?{urlsplit(address).query}", url=server.url)
    watcher.wait_for_iteration(int(before) + 1_000)
    assert watcher.wait_for_points(50) >= 50
    expect(watcher.page.locator("[data-action=train]")).to_be_visible(timeout=SOON)
