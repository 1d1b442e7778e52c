"""The headers by which a browser protects the visitor, on every answer of the server."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.content_policy import document_policy, file_policy
from pages.server.errors import error_response
from pages.server.settings import ANYBODY

Headers = list[tuple[bytes, bytes]]

SWITCHED_OFF = (
    *("camera", "microphone", "geolocation", "display-capture", "payment", "usb", "serial", "hid", "midi"),
    *("accelerometer", "gyroscope", "magnetometer"),
)
"""Powers of a browser for which the app has no use; copying and the full screen are left to it."""
FRAME_OPTIONS = {"'none'": "DENY", "'self'": "SAMEORIGIN"}
"""Lists of sources that the older header can express."""
STARTS = ("http.response.start", "websocket.accept", "websocket.http.response.start")
INTERNAL_ERROR = "something went wrong on the server"


def headers_of_documents(frame_ancestors: str = ANYBODY) -> Headers:
    """The headers of an HTML document."""
    return _headers(document_policy(frame_ancestors), frame_ancestors)


def headers_of_files(frame_ancestors: str = ANYBODY) -> Headers:
    """The headers of all else."""
    return _headers(file_policy(frame_ancestors), frame_ancestors)


def _headers(policy: str, frame_ancestors: str) -> Headers:
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{power}=()" for power in SWITCHED_OFF),
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if frame_ancestors in FRAME_OPTIONS:
        headers["X-Frame-Options"] = FRAME_OPTIONS[frame_ancestors]
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


class SecurityHeaders:
    """ASGI middleware that puts the headers on every answer, in place of any of the same name."""

    def __init__(self, app: ASGIApp, frame_ancestors: str = ANYBODY) -> None:
        self._app = app
        self._documents = headers_of_documents(frame_ancestors)
        self._files = headers_of_files(frame_ancestors)
        self._names = frozenset(name for name, _value in self._documents)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or connection."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        started = False

        async def send_protected(message: Message) -> None:
            nonlocal started
            if message["type"] in STARTS:
                started = True
                message = {**message, "headers": self._protected(message.get("headers", ()))}
            await send(message)

        try:
            await self._app(scope, receive, send_protected)
        except Exception:
            if scope["type"] == "http" and not started:
                await error_response(INTERNAL_ERROR, 500)(scope, receive, send_protected)
            raise

    def _protected(self, headers: Iterable[tuple[bytes, bytes]]) -> Headers:
        """The headers of an answer with those that protect."""
        kept = [(name, value) for name, value in headers if name not in self._names]
        return kept + (self._documents if _is_document(kept) else self._files)


def _is_document(headers: Headers) -> bool:
    return any(name == b"content-type" and value.startswith(b"text/html") for name, value in headers)
