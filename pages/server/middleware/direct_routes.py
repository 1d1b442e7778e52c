"""The app's routes ahead of Streamlit: a request for one of them meets nothing of what is for Streamlit's own paths.

Hundreds of polls a second come from a class, and each would go through Streamlit's middleware, for sessions that no
route has and for paths of files that no route opens.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import BaseRoute, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.server.paths import API, under
from pages.server.routes import UNKNOWN_PATH

MIN_COMPRESSED_BYTES = 1_000
"""The shortest answer that is compressed: a shorter one is a packet of the network either way."""
COMPRESSION_LEVEL = 1
"""A curve of 70 kB shrinks to 40 % in a millisecond; at level 5, which is Streamlit's, to 36 % in twice the time."""


class DirectRoutes:
    """ASGI middleware that answers requests under the routes' path, below a server.baseUrlPath, itself."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute], base_path: str = "") -> None:
        self._app, self._path = app, f"{under(base_path)}/{API}"
        self._routes = GZipMiddleware(
            Router(routes, redirect_slashes=False, default=UNKNOWN_PATH), MIN_COMPRESSED_BYTES, COMPRESSION_LEVEL
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or connection."""
        is_of_routes = scope["type"] == "http" and f"{scope['path']}/".startswith(f"{self._path}/")
        await (self._routes if is_of_routes else self._app)(scope, receive, send)
