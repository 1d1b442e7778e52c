"""Journeys through a proxy that does what Streamlit Community Cloud does: the app in a frame under another path,
without its cookie, without most headers, on connections that are closed when nothing is said."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import expect
from starlette.requests import HTTPConnection

from tests.cloud_proxy import PREFIX, CommunityCloud, forwarded
from tests.conftest import Server
from tests.journeys.notebook.shared_links import link, link_field, open_share, query, scanned
from tests.journeys.visitor import SOON, Visitor

QUERY = "?iterations=1000000&pace=100"
WATCHING = "You are watching somebody else's run"
SLOW = "This host does not serve the live stream"


@pytest.fixture(scope="module")
def cloud(server: Server) -> Iterator[CommunityCloud]:
    """The proxy in front of the app."""
    with CommunityCloud(server.url).serving() as proxy:
        yield proxy


@pytest.fixture
def come(visit: Callable[..., Visitor], cloud: CommunityCloud) -> Callable[..., Visitor]:
    """A function that sends a visitor to the app through the proxy."""
    return lambda query="", **habits: visit(query, url=cloud.url, frame=PREFIX, **habits)


@pytest.fixture
def cloud_without_routes(start_server: Callable[..., Server]) -> Iterator[CommunityCloud]:
    """The proxy in front of an app whose routes are switched off, and which only its own host may show in a frame."""
    with CommunityCloud(start_server(DNN_ROUTES="off", DNN_FRAME_ANCESTORS="'self'").url).serving() as proxy:
        yield proxy


def training(visitor: Visitor) -> Visitor:
    """Have a visitor train."""
    visitor.press("train")
    visitor.wait_for_iteration(20)
    return visitor


def reloaded(visitor: Visitor, query: dict[str, str]) -> Visitor:
    """Have a visitor reload the page about the app, whose address has come to hold this."""
    for name, value in query.items():
        visitor.page.wait_for_function(
            "([name, value]) => new URL(location.href).searchParams.get(name) === value",
            arg=[name, value],
            timeout=SOON,
        )
    visitor.page.reload()
    visitor.wait_for_status("running")
    return visitor


def test_a_run_is_trained_changed_and_still_ones_own_after_a_reload(come: Callable[..., Visitor]) -> None:
    visitor = come(QUERY)
    handed = visitor.keys_handed_over()
    training(visitor)
    visitor.wait_for_page()
    visitor.enter("Learning rate α, exactly", 0.3)
    visitor.wait_for_link("learning_rate", "0.3")
    (change,) = visitor.payload()["changes"]
    assert (change["field"], change["new"]) == ("learning_rate", 0.3)
    run = visitor.link["run"]
    reloaded(visitor, {"run": run, "learning_rate": "0.3"})
    visitor.press("pause")
    visitor.wait_for_status("paused")
    assert (visitor.link["run"], visitor.link["learning_rate"]) == (run, "0.3")
    assert visitor.payload()["changes"] == [change]
    expect(visitor.app.get_by_text(WATCHING)).to_have_count(0)
    visitor.turn_to("iteration")
    visitor.page.wait_for_function("() => location.pathname === '/iteration'", timeout=SOON)
    visitor.page.reload()
    expect(visitor.app.locator(".st-key-apply_update button").first).to_be_enabled(timeout=SOON)
    assert handed and visitor.errors == []


def test_two_visitors_do_not_mix_and_a_guest_only_watches(come: Callable[..., Visitor]) -> None:
    one, other = training(come(QUERY)), training(come(f"{QUERY}&data=moons"))
    run = one.link["run"]
    assert run != other.link["run"]
    one.press("pause")
    one.wait_for_status("paused")
    other.wait_for_iteration(int(other.value("iteration")) + 20)
    guest = come(f"?run={other.link['run']}")
    for come_again in (guest.page.reload, lambda: None):
        guest.wait_for_status("running")
        expect(guest.app.get_by_text(WATCHING)).to_be_visible(timeout=SOON)
        expect(guest.app.locator("[data-action=pause]")).to_have_count(0)
        come_again()
    assert guest.errors == [] and one.payload()["status"] == "paused"


def training_slowly(cloud_without_routes: CommunityCloud, visit: Callable[..., Visitor]) -> Visitor:
    """A visitor whose run trains on a host that does not serve the app's routes."""
    visitor = visit(QUERY, url=cloud_without_routes.url, frame=PREFIX, live=False)
    expect(visitor.app.get_by_text(SLOW)).to_be_visible(timeout=SOON)
    visitor.press("train")
    expect(visitor.app.locator(".st-key-pause button")).to_be_visible(timeout=SOON)
    return visitor


def test_where_the_routes_are_not_served_a_run_is_still_ones_own(
    cloud_without_routes: CommunityCloud, visit: Callable[..., Visitor]
) -> None:
    visitor = training_slowly(cloud_without_routes, visit)
    visitor.page.wait_for_function("() => location.search.includes('run=')", timeout=SOON)
    visitor.page.reload()
    expect(visitor.app.get_by_text(SLOW)).to_be_visible(timeout=SOON)
    visitor.press("pause")
    expect(visitor.app.locator(".st-key-train button")).to_contain_text("Continue training", timeout=SOON)


def expect_links_of_the_shell(visitor: Visitor, url: str) -> None:
    """The links of the Share dialog, and what a camera reads, are under the address that visitors see."""
    open_share(visitor)
    for name in ("settings", "watch"):
        expect(link_field(visitor, name)).to_have_value(re.compile(rf"^{re.escape(url)}/\?"), timeout=SOON)
        assert PREFIX not in link(visitor, name) and scanned(visitor, name) == link(visitor, name)


def test_links_to_be_shared_have_the_address_that_visitors_see(
    cloud: CommunityCloud, come: Callable[..., Visitor]
) -> None:
    visitor = training(come(QUERY))
    visitor.wait_for_page()
    expect_links_of_the_shell(visitor, cloud.url)
    guest = come(query(link(visitor, "watch")))
    guest.wait_for_status("running")
    expect(guest.app.get_by_text(WATCHING)).to_be_visible(timeout=SOON)
    assert visitor.errors == guest.errors == []


def test_so_they_have_where_the_routes_are_not_served(
    cloud_without_routes: CommunityCloud, visit: Callable[..., Visitor]
) -> None:
    visitor = training_slowly(cloud_without_routes, visit)
    expect_links_of_the_shell(visitor, cloud_without_routes.url)
    before = link(visitor, "watch")
    visitor.app.get_by_role("button", name="End watching").click()
    expect(link_field(visitor, "watch")).not_to_have_value(before, timeout=SOON)
    expect(visitor.app.get_by_text("Watching has ended.")).to_be_visible(timeout=SOON)


def test_a_page_comes_back_when_its_connection_was_closed(cloud: CommunityCloud, come: Callable[..., Visitor]) -> None:
    hung_up, cloud.next_idle_seconds = cloud.hung_up, 1.0
    visitor = come(QUERY, page=None)
    streams = visitor.streams()
    training(visitor.open(QUERY))
    if len(streams) < 2:
        visitor.page.wait_for_event("websocket", timeout=SOON)
    run = visitor.link["run"]
    visitor.enter("Learning rate α, exactly", 0.3)
    visitor.wait_for_link("learning_rate", "0.3")
    visitor.press("pause")
    visitor.wait_for_status("paused")
    assert cloud.hung_up == hung_up + 1
    assert visitor.link["run"] == run and visitor.payload()["changes"][0]["new"] == 0.3


def test_nothing_is_asked_for_outside_of_the_apps_own_path(cloud: CommunityCloud, come: Callable[..., Visitor]) -> None:
    cloud.requested.clear()
    visitor = training(come(QUERY))
    for page in ("iteration", "gradients", "practice", "train"):
        visitor.turn_to(page)
        visitor.wait_for_rest()
    visitor.page.reload()
    visitor.wait_for_status("running")
    outside = [path for path in cloud.requested if not path.startswith(f"{PREFIX}/")]
    assert outside == ["/", "/"] and f"{PREFIX}/_stcore/stream" in cloud.requested and visitor.errors == []


def test_the_app_gets_few_headers_and_cookies() -> None:
    sent = {
        "host": "app.example",
        "origin": "http://app.example",
        "authorization": "Bearer x",
        "x-xsrftoken": "x",
        "x-forwarded-proto": "https",
        "sec-fetch-site": "same-origin",
        "cookie": "dnn_visitor=x; _streamlit_xsrf=y",
    }
    headers = [(name.encode(), value.encode()) for name, value in sent.items()]
    got = dict(forwarded(HTTPConnection({"type": "http", "headers": headers})))
    assert got == {"host": "app.example", "origin": "https://app.example", "cookie": "_streamlit_xsrf=y"}


def test_the_proxy_is_as_strict_as_it_says(cloud: CommunityCloud) -> None:
    shell = httpx.get(f"{cloud.url}/api/runs/{'a' * 22}")
    assert shell.status_code == 200 and shell.headers["content-type"].startswith("text/html")
    inside = httpx.get(f"{cloud.url}{PREFIX}/api/runs/{'a' * 22}")
    assert inside.status_code == 404 and json.loads(inside.text) == {"error": "unknown run"}
    headers = {"Accept": "text/html", "Cookie": f"dnn_visitor={'k' * 22}"}
    assert "dnn_visitor=" in httpx.get(f"{cloud.url}{PREFIX}/", headers=headers).headers["set-cookie"]
