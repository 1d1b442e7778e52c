"""Cookies behind https: Secure where the visitor came by it, whoever tells so, and left alone elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from starlette.datastructures import MutableHeaders
from starlette.types import Receive, Scope, Send

from pages.server.forwarded import came_by_https
from pages.server.middleware.secure_cookies import SecureCookies
from tests.conftest import Server

PAGE = {"Accept": "text/html"}


def scope_of(client: str | None, *said: str, scheme: str = "http") -> Scope:
    """A request from an address, with X-Forwarded-Proto as often as it is said."""
    headers = [(b"host", b"app.test"), *((b"x-forwarded-proto", value.encode()) for value in said)]
    return {"type": "http", "scheme": scheme, "headers": headers, "client": None if client is None else (client, 1)}


def attributes(cookie: str) -> set[str]:
    return {attribute.strip() for attribute in cookie.split(";")[1:]}


@pytest.mark.parametrize("said", [(), ("http",), ("https",)])
def test_over_tls_itself_nobody_needs_to_tell(said: tuple[str, ...]) -> None:
    assert came_by_https(scope_of("203.0.113.5", *said, scheme="https"))


@pytest.mark.parametrize(
    "proxy",
    [
        "127.0.0.1",
        "::1",
        "::ffff:127.0.0.1",
        "10.1.2.3",
        "172.18.0.2",
        "::ffff:172.18.0.2",
        "192.168.1.1",
        "fd00::7",
        None,
    ],
)
def test_a_proxy_in_the_neighbourhood_is_believed(proxy: str | None) -> None:
    assert came_by_https(scope_of(proxy, "https"))
    assert not came_by_https(scope_of(proxy, "http")) and not came_by_https(scope_of(proxy))


@pytest.mark.parametrize(
    "stranger", ["203.0.113.5", "8.8.8.8", "172.32.0.1", "2001:db8::1", "::ffff:8.8.8.8", "testclient", ""]
)
def test_a_stranger_is_not_believed(stranger: str) -> None:
    assert not came_by_https(scope_of(stranger, "https"))


@pytest.mark.parametrize(
    ("said", "believed"),
    [
        (("HTTPS",), True),
        (("http, https",), True),
        (("http", "https"), True),
        (("https, http",), False),
        (("https", "http"), False),
        (("",), False),
        (("wss",), False),
    ],
)
def test_the_last_word_is_the_nearest_proxys(said: tuple[str, ...], believed: bool) -> None:
    assert came_by_https(scope_of("127.0.0.1", *said)) is believed


def test_every_cookie_is_marked_once() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        message = {"type": "http.response.start", "status": 200, "headers": []}
        for cookie in ("a=1; Path=/", "b=Secure", "c=3; secure; HttpOnly"):
            MutableHeaders(scope=message).append("Set-Cookie", cookie)
        await send(message)

    sent = sent_through(SecureCookies(app), scope_of("127.0.0.1", "https"))
    assert sent == ["a=1; Path=/; Secure", "b=Secure; Secure", "c=3; secure; HttpOnly"]
    assert sent_through(SecureCookies(app), scope_of("8.8.8.8", "https"))[0] == "a=1; Path=/"


def sent_through(app: Callable[[Scope, Receive, Send], object], scope: Scope) -> list[str]:
    """The cookies that an app sends."""
    cookies: list[str] = []

    async def send(message: dict[str, list[tuple[bytes, bytes]]]) -> None:
        cookies.extend(value.decode() for name, value in message.get("headers", ()) if name == b"set-cookie")

    coroutine = app(scope, None, send)  # type: ignore[arg-type]
    with pytest.raises(StopIteration):
        coroutine.send(None)  # type: ignore[attr-defined]
    return cookies


def test_the_visitors_key_returns_by_https_only(server: Server) -> None:
    """A proxy on this machine speaks http to the server and tells that the visitor came by https."""
    cookie = httpx.get(server.url, headers=PAGE | {"X-Forwarded-Proto": "https"}).headers["set-cookie"]
    assert cookie.startswith("dnn_visitor=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= attributes(cookie)
    without = httpx.get(server.url, headers=PAGE).headers["set-cookie"]
    assert "Secure" not in attributes(without) and "SameSite=Lax" in attributes(without)


def test_so_does_the_token_of_streamlit(server: Server) -> None:
    url = f"{server.url}/_stcore/health"
    cookie = httpx.get(url, headers={"X-Forwarded-Proto": "https"}).headers["set-cookie"]
    assert cookie.startswith("_streamlit_xsrf=") and "Secure" in attributes(cookie)
    assert "Secure" not in attributes(httpx.get(url).headers["set-cookie"])
