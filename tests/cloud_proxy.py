"""A proxy that does to the app what Streamlit Community Cloud is known to do to it.

A visitor's address shows a shell page, whatever its path; the app stands in a frame of it, under PREFIX, which is
stripped. Of cookies the app gets four of Streamlit's own, of request headers the usual ones: no Authorization, none
that an app or a proxy has made up, so that only an origin tells of https, which visitors of that host speak. Answers
lose `Link`. WebSockets on which nothing is said are closed. Where it is not known what that host does, this one gives
less.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from urllib.parse import urlsplit

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.conftest import START_SECONDS, server_port

PREFIX = "/~/+"
COOKIES = ("_streamlit_user", "_streamlit_user_tokens", "_streamlit_xsrf", "_streamlit_session")
REQUEST_HEADERS = frozenset(
    {
        *("accept", "accept-encoding", "accept-language", "cache-control", "content-length", "content-type", "host"),
        *("if-modified-since", "if-none-match", "origin", "pragma", "range", "referer", "user-agent"),
    }
)
KEPT_BACK = ("connection", "keep-alive", "link", "transfer-encoding")
"""Headers of answers: those of one connection, and the one that is stripped."""
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
IDLE_SECONDS = 60.0
SHELL = f"""<!doctype html>
<html lang="en"><head><title>Shell</title><link rel="icon" href="data:,"></head><body style="margin: 0">
<iframe title="app" style="border: 0; display: block; width: 100vw; height: 100vh"></iframe>
<script>
const frame = document.querySelector("iframe");
frame.src = `{PREFIX}${{location.pathname}}${{location.search}}`;
addEventListener("message", ({{ source, data }}) => {{
  if (source !== frame.contentWindow) return;
  if (data.type === "SET_QUERY_PARAM") history.replaceState(null, "", location.pathname + data.queryParams);
  if (data.type === "SET_CURRENT_PAGE_NAME")
    history.replaceState(null, "", `/${{data.currentPageName}}${{location.search}}`);
}});
</script></body></html>"""
"""The page about the app, whose address follows the messages that Streamlit sends to whoever frames it."""


class CommunityCloud:
    """The proxy in front of the app at `upstream`.

    Attributes:
        url: the address of the shell, without a slash at the end.
        requested: the paths that were asked for, in order.
        next_idle_seconds: how long the next WebSocket may be silent in both directions; those after it IDLE_SECONDS.
        hung_up: how many were closed for that.
    """

    def __init__(self, upstream: str) -> None:
        self._upstream, self._port = upstream, server_port()
        self.url = f"http://127.0.0.1:{self._port}"
        self.requested: list[str] = []
        self.next_idle_seconds, self.hung_up = IDLE_SECONDS, 0

    @contextmanager
    def serving(self) -> Iterator[CommunityCloud]:
        """Answer until the block ends."""
        path = f"{PREFIX}{{path:path}}"
        routes = [
            WebSocketRoute(path, self._connect),
            Route(path, self._forward, methods=METHODS),
            Route("/{path:path}", self._shell, methods=METHODS),
        ]
        config = uvicorn.Config(
            Starlette(routes=routes, lifespan=self._lifespan), host="127.0.0.1", port=self._port, log_level="warning",
            ws="websockets-sansio", server_header=False, date_header=False, timeout_graceful_shutdown=1,
        )  # fmt: skip
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            _wait_until_started(server, thread)
            yield self
        finally:
            server.should_exit = True
            thread.join()

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        async with httpx.AsyncClient(base_url=self._upstream, trust_env=False, timeout=None) as self._client:
            yield

    async def _shell(self, request: Request) -> Response:
        self.requested.append(request.url.path)
        return HTMLResponse(SHELL)

    async def _forward(self, request: Request) -> Response:
        """Pass a request on, and the answer back as it is."""
        self.requested.append(request.url.path)
        asked = self._client.build_request(
            request.method, _target(request), headers=forwarded(request), content=await request.body()
        )
        answer = await self._client.send(asked, stream=True)
        passed = StreamingResponse(answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose))
        passed.raw_headers = [header for header in answer.headers.raw if header[0].decode().lower() not in KEPT_BACK]
        return passed

    async def _connect(self, browser: WebSocket) -> None:
        """Pass the messages of a WebSocket on in both directions until one side closes it or nobody says anything."""
        self.requested.append(browser.url.path)
        idle_seconds, self.next_idle_seconds = self.next_idle_seconds, IDLE_SECONDS
        now = asyncio.get_running_loop().time
        host, there = browser.headers["host"], urlsplit(self._upstream)
        headers = {name: value for name, value in forwarded(browser) if name not in ("host", "user-agent")}
        async with connect(
            f"ws://{host}{_target(browser)}", host=there.hostname, port=there.port, additional_headers=headers,
            subprotocols=browser.scope["subprotocols"], compression=None, max_size=None, ping_interval=None, proxy=None,
        ) as app:  # fmt: skip
            await browser.accept(app.subprotocol)
            try:
                async with asyncio.timeout(idle_seconds) as patience:
                    await _relay(browser, app, lambda: patience.reschedule(now() + idle_seconds))
            except TimeoutError:
                self.hung_up += 1
            with suppress(RuntimeError, WebSocketDisconnect):  # it may have left
                await browser.close(1001)


async def _relay(browser: WebSocket, app: ClientConnection, heard: Callable[[], None]) -> None:
    """Pass messages on until one side closes its connection; `heard` is called after each."""

    async def to_app() -> None:
        with suppress(WebSocketDisconnect):
            while True:
                await app.send(await browser.receive_bytes())
                heard()

    async def to_browser() -> None:
        with suppress(ConnectionClosed):
            while True:
                await browser.send_bytes(await app.recv(decode=False))
                heard()

    directions = [asyncio.create_task(each()) for each in (to_app, to_browser)]
    try:
        await asyncio.wait(directions, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for direction in directions:
            direction.cancel()
        await asyncio.gather(*directions, return_exceptions=True)


def forwarded(asked: HTTPConnection) -> list[tuple[str, str]]:
    """The headers of a request that the app gets to see."""
    kept = [(name, value) for name, value in asked.headers.items() if name in REQUEST_HEADERS]
    as_https = [(name, value.replace("http:", "https:", 1) if name == "origin" else value) for name, value in kept]
    cookies = "; ".join(f"{name}={value}" for name, value in asked.cookies.items() if name in COOKIES)
    return [*as_https, *([("cookie", cookies)] if cookies else [])]


def _target(asked: HTTPConnection) -> str:
    """The path and the query of a request without the prefix."""
    path = asked.url.path.removeprefix(PREFIX)
    return f"{path}?{asked.url.query}" if asked.url.query else path


def _wait_until_started(server: uvicorn.Server, thread: threading.Thread) -> None:
    for _attempt in range(START_SECONDS * 100):
        if server.started or not thread.is_alive():
            break
        thread.join(0.01)
    assert server.started, "the proxy did not start"
