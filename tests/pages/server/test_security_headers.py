"""The headers that protect the visitor: on every answer, whoever gives it; what the policy of the pages allows."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
import socket
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from pages.server.files.assets import plotly_path, view_path
from pages.server.security_headers import SecurityHeaders
from tests.conftest import Server

UNKNOWN_RUN = "A" * 22
PROTECTION = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
UPGRADE = (
    "GET /_stcore/stream HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


def directives(policy: str) -> dict[str, set[str]]:
    """A Content-Security-Policy: sources by directive."""
    return {name: set(sources) for name, *sources in (part.split() for part in policy.split(";"))}


def assert_protects(headers: httpx.Headers, *, document: bool = False) -> None:
    assert {name: headers.get_list(name) for name in PROTECTION} == {
        name: [value] for name, value in PROTECTION.items()
    }
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(headers["permissions-policy"].split(", "))
    (policy,) = headers.get_list("content-security-policy")
    assert directives(policy)["default-src"] == {"'none'"}
    assert ("script-src" in directives(policy)) is document
    assert "frame-ancestors" not in policy and "x-frame-options" not in headers


@pytest.mark.parametrize("path", ["/", "/iteration", "/no_such_page", "/?embed=true&lang=zh"])
@pytest.mark.parametrize("accept", ["text/html", "*/*"])
def test_every_page_is_protected(server: Server, path: str, accept: str) -> None:
    answer = httpx.get(server.url + path, headers={"Accept": accept})
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/html")
    assert_protects(answer.headers, document=True)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", f"/{view_path('view.js')}", 200),
        ("GET", f"/{plotly_path()}", 200),
        ("GET", "/favicon.png", 200),
        ("GET", "/_stcore/health", 200),
        ("OPTIONS", "/_stcore/health", 204),
        ("GET", "/_stcore/host-config", 200),
        ("GET", "/iteration/", 301),
        ("GET", f"/api/runs/{UNKNOWN_RUN}?since=x", 400),
        ("GET", "/%5c%5chost%5cfile", 400),
        ("PUT", "/_stcore/upload_file/a/b", 403),
        ("GET", f"/api/runs/{UNKNOWN_RUN}", 404),
        ("GET", "/api/other", 404),
        ("GET", "/media/no_such_file", 404),
        ("GET", "/_stcore/agent/other", 404),
        ("POST", f"/api/runs/{UNKNOWN_RUN}", 405),
        ("POST", "/", 405),
        ("HEAD", "/_stcore/health", 200),
    ],
)
def test_every_other_answer_is_protected(server: Server, method: str, path: str, status: int) -> None:
    answer = httpx.request(method, server.url + path)
    assert answer.status_code == status
    assert_protects(answer.headers)


def test_the_files_of_streamlit_are_protected_whether_new_or_known(server: Server) -> None:
    page = httpx.get(server.url, headers={"Accept": "text/html"}).text
    scripts = re.findall(r'src="\./(static/js/[^"]+)"', page)
    assert scripts
    answer = httpx.get(f"{server.url}/{scripts[0]}")
    known = httpx.get(f"{server.url}/{scripts[0]}", headers={"If-None-Match": answer.headers["etag"]})
    assert (answer.status_code, known.status_code) == (200, 304)
    assert_protects(answer.headers)
    assert_protects(known.headers)


def test_the_handshake_of_a_websocket_is_protected(server: Server) -> None:
    assert_protects(head_of(server, UPGRADE, status=101))


def test_what_is_no_request_is_refused_in_protection(server: Server) -> None:
    assert_protects(head_of(server, "NONSENSE\r\n\r\n", status=400))


def head_of(server: Server, request: str, *, status: int) -> httpx.Headers:
    """The header fields of the answer to a request as it stands."""
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        connection.sendall(request.format(host=address.netloc).encode())
        with connection.makefile("rb") as answer:
            first, *lines = iter(lambda: answer.readline().decode().strip(), "")
    assert first.split()[1] == str(status)
    return httpx.Headers([tuple(line.split(": ", 1)) for line in lines])


def serving(app: Callable[[Scope, Receive, Send], object], **settings: str) -> httpx.AsyncClient:
    """A client of an app behind the middleware."""
    protected = SecurityHeaders(app, **settings)  # type: ignore[arg-type]
    transport = httpx.ASGITransport(protected, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://app.test")


async def failing(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("a secret of the server")


async def greeting(scope: Scope, receive: Receive, send: Send) -> None:
    headers = {"Referrer-Policy": "unsafe-url", "X-Content-Type-Options": "sniff"}
    await HTMLResponse("<p>Hello</p>", headers=headers)(scope, receive, send)


def run(client: httpx.AsyncClient) -> httpx.Response:
    """The answer to one request."""

    async def ask() -> httpx.Response:
        async with client:
            return await client.get("/")

    return asyncio.run(ask())


def test_a_failure_is_protected_and_tells_nothing() -> None:
    answer = run(serving(failing))
    assert answer.status_code == 500 and answer.json() == {"error": "something went wrong on the server"}
    assert_protects(answer.headers)


def test_weaker_headers_of_the_same_name_are_replaced() -> None:
    assert_protects(run(serving(greeting)).headers, document=True)


@pytest.mark.parametrize(
    ("sources", "older"),
    [("'self'", "SAMEORIGIN"), ("'none'", "DENY"), ("'self' https://school.example", None)],
)
def test_who_may_show_the_app_in_a_frame(sources: str, older: str | None) -> None:
    answer = run(serving(greeting, frame_ancestors=sources))
    assert directives(answer.headers["content-security-policy"])["frame-ancestors"] == set(sources.split())
    assert answer.headers.get("x-frame-options") == older


class TestPolicyOfThePages:
    @pytest.fixture
    def page(self, server: Server) -> httpx.Response:
        return httpx.get(server.url, headers={"Accept": "text/html"})

    def test_nothing_comes_from_another_host(self, page: httpx.Response) -> None:
        policy = directives(page.headers["content-security-policy"])
        here = {"'self'", "'none'", "data:", "blob:", "'unsafe-inline'", "'wasm-unsafe-eval'"}
        assert {source for sources in policy.values() for source in sources if "sha256-" not in source} <= here
        assert policy["img-src"] == {"'self'", "data:", "blob:"}
        assert policy["base-uri"] == policy["form-action"] == policy["worker-src"] == {"'none'"}

    def test_the_scripts_of_the_document_are_known_by_their_hashes(self, page: httpx.Response) -> None:
        allowed = directives(page.headers["content-security-policy"])["script-src"]
        inline = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
        others = len(re.findall(r"<script (?:type|src)=", page.text))
        assert len(inline) == page.text.count("<script") - others == 2
        digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in inline)
        assert {source for source in allowed if "sha256-" in source} == {f"'sha256-{digest}'" for digest in digests}
        assert not {"'unsafe-inline'", "'unsafe-eval'", "data:", "*"} & allowed
