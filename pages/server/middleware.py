"""The one list of the app's middleware: all that a request goes through, from the outside in."""

from __future__ import annotations

from starlette.middleware import Middleware

from pages.server.page_document import PageDocument
from pages.server.secure_cookies import SecureCookies
from pages.server.security_headers import SecurityHeaders
from pages.server.settings import ServerSettings
from pages.server.visitor import VisitorCookie


def middleware() -> list[Middleware]:
    """The app's middleware, as the operator's settings have it."""
    return [
        Middleware(SecurityHeaders, ServerSettings.from_environment().frame_ancestors),
        Middleware(SecureCookies),
        Middleware(VisitorCookie),
        Middleware(PageDocument),
    ]
