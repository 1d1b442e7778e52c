"""The one list of the app's middleware: all that a request goes through, from the outside in. Behind it are Streamlit's
own paths; those of the app's routes end here."""

from __future__ import annotations

from starlette.middleware import Middleware

from pages.server.files.compressed_files import CompressedFiles
from pages.server.middleware.direct_routes import DirectRoutes
from pages.server.middleware.route_errors import RouteErrors
from pages.server.middleware.secure_cookies import SecureCookies
from pages.server.page_document import PageDocument
from pages.server.paths import ASSETS, STREAMLIT_FILES, under
from pages.server.rooms.join_page import JoinPage
from pages.server.rooms.short_address import ShortAddress
from pages.server.routes import routes
from pages.server.security_headers import SecurityHeaders
from pages.server.settings import ServerSettings
from pages.server.visitor import VisitorCookie


def middleware(base_path: str) -> list[Middleware]:
    """The app's middleware under server.baseUrlPath, as the operator's settings have it."""
    settings, app_routes = ServerSettings.from_environment(), routes(base_path)
    files = [f"{under(base_path)}/{folder}/" for folder in (STREAMLIT_FILES, ASSETS)]
    return [
        Middleware(SecurityHeaders, settings.frame_ancestors),
        Middleware(CompressedFiles, files, settings.compression == "best"),
        Middleware(SecureCookies),
        Middleware(VisitorCookie),
        Middleware(ShortAddress, base_path),
        *([Middleware(JoinPage, base_path)] if app_routes else []),
        Middleware(PageDocument, base_path),
        Middleware(RouteErrors, base_path),
        *([Middleware(DirectRoutes, app_routes, base_path)] if app_routes else []),
    ]
