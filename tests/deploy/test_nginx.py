"""The app behind nginx with the configuration of docs/deploy: pages, polls, cookies, links, files, streams."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Server, running_server
from tests.deploy.nginx import Nginx, running_nginx
from tests.journeys.notebook.shared_links import close_share, link, open_share, scanned
from tests.journeys.visitor import Visitor
from tests.tabs import Tabs

pytestmark = pytest.mark.workers
BASE_PATH = "/dnn"
SECONDS = 10
TABLE_BYTES = 3_000_000
GIVEN_UP = 0
"""The status of a poll that the page itself does not wait for, since something else is to be asked."""
REQUESTED = "() => performance.getEntriesByType('resource').map(({ name, nextHopProtocol, responseStatus }) => " + (
    "({ name, nextHopProtocol, responseStatus }))"
)


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Nginx]]:
    """The app under a path, and nginx in front of it."""
    folder = tmp_path_factory.mktemp("deployed")
    with (
        running_server(folder / "server.log", base_path=BASE_PATH) as server,
        running_nginx(folder / "nginx", urlsplit(server.url).port or 0) as nginx,
    ):
        yield server, nginx


@pytest.fixture(scope="module")
def nginx(behind: tuple[Server, Nginx]) -> Nginx:
    return behind[1]


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    """Somebody who trusts the certificate."""
    with httpx.Client(verify=False, trust_env=False, timeout=SECONDS) as trusting:
        yield trusting


class TrustingTabs(Tabs):
    """Tabs of a browser that trusts the certificate."""

    def lend(self, **options: Any) -> Page:
        """A tab, as those of other tests."""
        return super().lend(ignore_https_errors=True, **options)


def test_a_visitor_trains_and_shares(nginx: Nginx, browser: Browser) -> None:
    root = f"{nginx.url}{BASE_PATH}"
    visitor = Visitor(TrustingTabs(browser), root)
    try:
        streams = visitor.streams()
        visitor.open()
        visitor.press("train")
        visitor.wait_for_iteration(200)
        (stream,) = streams
        assert stream.url == f"{root.replace('https', 'wss')}/_stcore/stream" and not stream.is_closed()

        requested = visitor.page.evaluate(REQUESTED)
        polls = [each for each in requested if f"{BASE_PATH}/api/runs/" in each["name"]]
        assert {each["nextHopProtocol"] for each in polls} == {"h2"}
        assert 200 in (statuses := {each["responseStatus"] for each in polls}) and statuses <= {200, GIVEN_UP}
        assert [each["name"] for each in requested if not each["name"].startswith((f"{root}/", "blob:", "data:"))] == []

        cookies = {cookie["name"]: cookie for cookie in visitor.page.context.cookies()}
        assert cookies["dnn_visitor"]["secure"] and cookies["dnn_visitor"]["httpOnly"]
        assert [name for name, cookie in cookies.items() if not cookie["secure"]] == []

        open_share(visitor)
        for name in ("settings", "watch"):
            address = link(visitor, name)
            assert address.startswith(f"{root}/?") and scanned(visitor, name) == address
        close_share(visitor)
        assert visitor.errors == []
    finally:
        visitor.close()


def test_a_file_that_never_changes_is_asked_of_the_app_once(nginx: Nginx, client: httpx.Client) -> None:
    document = client.get(f"{nginx.url}{BASE_PATH}/").text
    script = next(part for part in document.split('"') if part.startswith("./static/js/") and part.endswith(".js"))
    address = f"{nginx.url}{BASE_PATH}/{script.removeprefix('./')}"
    answers = [client.get(address, headers={"Accept-Encoding": "gzip, test"}) for _time in range(2)]
    assert [answer.headers["x-cache-status"] for answer in answers] == ["MISS", "HIT"]
    for answer in answers:
        assert answer.headers["content-encoding"] == "gzip" and "immutable" in answer.headers["cache-control"]
    plain = client.get(address, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers and plain.text == answers[1].text


def test_a_page_is_in_no_cache(nginx: Nginx, client: httpx.Client) -> None:
    answer = client.get(f"{nginx.url}{BASE_PATH}/iteration", headers={"Accept": "text/html"})
    assert answer.status_code == 200 and "x-cache-status" not in answer.headers
    assert "; Secure" in answer.headers["set-cookie"]


def test_a_cookie_is_secure_where_the_app_knows_the_visitors_own_address(behind: tuple[Server, Nginx]) -> None:
    """As behind the file on another machine than the visitor's: uvicorn takes over what a proxy beside it says."""
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9", "Accept": "text/html"}
    answer = httpx.get(f"{behind[0].url}/", headers=headers)
    assert "; Secure" in answer.headers["set-cookie"]


def test_who_comes_without_tls_is_sent_to_it(nginx: Nginx, client: httpx.Client) -> None:
    answer = client.get(f"{nginx.plain_url}{BASE_PATH}/?data=moons&lang=zh")
    assert (answer.status_code, answer.headers["location"]) == (301, "https://127.0.0.1/dnn/?data=moons&lang=zh")


def test_a_table_is_not_too_large_for_nginx(nginx: Nginx, client: httpx.Client) -> None:
    """Streamlit, which has no such session, refuses it, and not nginx with 413."""
    content = {"file": ("table.csv", b"1,2\n" * (TABLE_BYTES // 4))}
    answer = client.put(f"{nginx.url}{BASE_PATH}/_stcore/upload_file/nobody/nothing", files=content)
    assert answer.status_code in (400, 403) and "nginx" not in answer.text
    refused = client.put(f"{nginx.url}{BASE_PATH}/other", files=content)
    assert refused.status_code == 413


class Upstream(threading.Thread):
    """An app that answers one request with two events, the second once the first has arrived.

    Attributes:
        port: where it listens.
        head: the request's head.
        arrived: to be set when the first event has arrived.
    """

    def __init__(self) -> None:
        super().__init__()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.head = ""
        self.arrived = threading.Event()

    def run(self) -> None:
        """Answer the first connection on which something is asked."""
        with self._listener, self._listener.accept()[0] as connection:
            while not self.head.endswith("\r\n\r\n"):
                self.head += connection.recv(1).decode()
            connection.sendall(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: 1\n\n"
            )
            if self.arrived.wait(SECONDS):
                connection.sendall(b"data: 2\n\n")


@pytest.mark.parametrize("base_path", [BASE_PATH, ""])
def test_a_stream_goes_on_as_it_comes_with_the_headers_that_the_app_believes(
    tmp_path: Path, client: httpx.Client, base_path: str
) -> None:
    upstream = Upstream()
    upstream.start()
    forged = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"}
    with (
        running_nginx(tmp_path / "nginx", upstream.port, base_path) as nginx,
        client.stream("GET", f"{nginx.url}{base_path}/api/events", headers=forged) as answer,
    ):
        pieces = answer.iter_bytes()
        assert next(pieces) == b"data: 1\n\n"
        upstream.arrived.set()
        assert b"".join(pieces) == b"data: 2\n\n"
    upstream.join(SECONDS)
    fields = [line.split(": ", 1) for line in upstream.head.lower().split("\r\n")[1:] if line]
    sent = [(name, value) for name, value in fields if name in ("host", "x-forwarded-for", "x-forwarded-proto")]
    host = urlsplit(nginx.url).netloc
    assert sorted(sent) == sorted([("host", host), ("x-forwarded-proto", "https"), ("x-forwarded-for", "127.0.0.1")])
