"""Cookies of a visitor who came by https return by https only, this app's and Streamlit's."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.forwarded import came_by_https

SET_COOKIE = b"set-cookie"
SECURE = b"secure"


class SecureCookies:
    """ASGI middleware that marks the cookies of an answer Secure where the request came by https."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or connection."""
        if scope["type"] != "http" or not came_by_https(scope):
            await self._app(scope, receive, send)
            return

        async def send_secure(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [_secure(*header) for header in message["headers"]]}
            await send(message)

        await self._app(scope, receive, send_secure)


def _secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A header with the attribute, if it sets a cookie and has none yet."""
    attributes = [attribute.strip().lower() for attribute in value.split(b";")[1:]]
    is_open = name == SET_COOKIE and SECURE not in attributes
    return name, value + b"; Secure" if is_open else value
