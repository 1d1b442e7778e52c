"""The visitor's key: a random cookie by which somebody owns the runs that he or she started, and nothing else.

It is given with the page itself, HttpOnly, so that no script can read it, and says nothing about the visitor.
"""

from __future__ import annotations

import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "dnn_visitor"
SECONDS = 365 * 24 * 3600


class VisitorCookie:
    """ASGI middleware that gives a key to whoever asks for a page and has none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or connection."""
        if scope["type"] != "http" or not _asks_for_page(scope) or _has_key(scope):
            await self._app(scope, receive, send)
            return

        async def send_with_key(message: Message) -> None:
            if message["type"] == "http.response.start":
                cookie = f"{COOKIE}={secrets.token_urlsafe(16)}; Max-Age={SECONDS}; Path=/; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        await self._app(scope, receive, send_with_key)


def _header(scope: Scope, name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


def _asks_for_page(scope: Scope) -> bool:
    return scope["method"] == "GET" and "text/html" in _header(scope, b"accept")


def _has_key(scope: Scope) -> bool:
    """Whether the browser has a key; it may have any other cookies, of other apps at the same address."""
    return COOKIE in cookie_parser(_header(scope, b"cookie"))
