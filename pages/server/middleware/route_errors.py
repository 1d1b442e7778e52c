"""Refusals under the routes' common path in the routes' own form, whoever refuses.

Streamlit refuses paths that may lead out of a folder, and Starlette those with a line break in them, in two words of
plain text, before a route is asked.
"""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.errors import error_response
from pages.server.json_response import FastJSONResponse
from pages.server.paths import API, under


class RouteErrors:
    """ASGI middleware that tells every refusal under the routes' path, below a server.baseUrlPath, as they do."""

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self._app = app
        self._routes = f"{under(base_path)}/{API}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or connection."""
        if scope["type"] != "http" or not scope["path"].startswith(self._routes):
            await self._app(scope, receive, send)
            return
        has_replaced = False

        async def send_refusal(message: Message) -> None:
            nonlocal has_replaced
            if message["type"] == "http.response.start" and _is_foreign(message):
                has_replaced = True
                status = message["status"]
                await error_response(HTTPStatus(status).phrase.lower(), status)(scope, receive, send)
            elif not has_replaced:
                await send(message)

        await self._app(scope, receive, send_refusal)


def _is_foreign(message: Message) -> bool:
    """Return whether the beginning of an answer is that of a refusal in another form."""
    media_type = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] >= HTTPStatus.BAD_REQUEST and media_type != FastJSONResponse.media_type
