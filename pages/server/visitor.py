"""The visitor's key: a random one by which somebody owns the runs that he or she started, and nothing else.

It is given as a cookie with the page itself and says nothing about the visitor. The page has the browser keep it as
well (pages/shared/frame/visitor_browser.py), since some hosts forward no cookies of an app's own.
"""

from __future__ import annotations

import re
import secrets
from typing import TypeGuard

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.page_document import asks_for_page

COOKIE = "dnn_visitor"
KEY = re.compile(r"[A-Za-z0-9_-]{22}")
"""The form of the keys that are given; any other value is none."""
SECONDS = 365 * 24 * 3600


class VisitorCookie:
    """ASGI middleware that gives a key to whoever asks for a page and has none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or connection."""
        if scope["type"] != "http" or not asks_for_page(scope) or _has_key(scope):
            await self._app(scope, receive, send)
            return

        async def send_with_key(message: Message) -> None:
            if message["type"] == "http.response.start":
                cookie = f"{COOKIE}={new_key()}; Max-Age={SECONDS}; Path=/; HttpOnly; SameSite=Lax"
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        await self._app(scope, receive, send_with_key)


def new_key() -> str:
    """A key that nobody can guess, of 16 random bytes."""
    return secrets.token_urlsafe(16)


def is_key(value: object) -> TypeGuard[str]:
    """True for what has the form of a key."""
    return isinstance(value, str) and KEY.fullmatch(value) is not None


def _has_key(scope: Scope) -> bool:
    """Return whether the browser sends a key; it may send other cookies too, of other apps at the same address."""
    return is_key(cookie_parser(Headers(scope=scope).get("cookie", "")).get(COOKIE))
