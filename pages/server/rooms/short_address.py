"""The short address of rooms, which a projector shows for who types rather than scans: it asks for the code.

It leads to the join link without its code. That is the light page where there is one, and the app's page of rooms else.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.menu import ROOM, ROOM_CODE
from pages.server.errors import NO_STORE
from pages.server.paths import SHORT_JOIN, under

METHODS = ("GET", "HEAD")


class ShortAddress:
    """ASGI middleware that leads from the short address under a server.baseUrlPath to where the code is typed."""

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self._app = app
        self._path = f"{under(base_path)}/{SHORT_JOIN}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or connection."""
        if scope["type"] != "http" or scope["method"] not in METHODS or scope["path"].lower() != self._path.lower():
            await self._app(scope, receive, send)
            return
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))
        address = f"{ROOM.name}?{urlencode({ROOM_CODE: ''} | query)}"
        await RedirectResponse(address, headers=NO_STORE)(scope, receive, send)
