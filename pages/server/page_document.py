"""The HTML document of the pages: Streamlit's own, told where the server is and in which language it speaks.

Streamlit's script finds its server by asking at the page's address first and one level above then, so that every page
below the first one would begin with two answers 404 in the browser's console and lose two questions' time. All pages of
the app stand on one level, so the level of the document is the server's. Further scripts, which have to be there before
Streamlit's own, show a page once it stands, join the entries of the browser's history that belong together, and look
after the keyboard.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.locale.languages import LANGUAGES, preferred_language
from pages.server.files.assets import SCRIPTS, plotly_path, view_path
from pages.server.files.streamlit_scripts import element_scripts
from pages.server.paths import STREAMLIT_FILES, under
from pages.server.settings import ServerSettings

HEAD, END_OF_HEAD = b"<head>", b"</head>"
PARTS = ", ".join(f".st-key-{key}" for key in ("frame_header", "controls", "notices", "page", "turn_page"))
"""The parts of a page that are others on the next one: all but the menu."""
OPENING_STYLE = f"""
html.dnn-opening {{ color-scheme: light dark; background: Canvas; }}
html.dnn-opening :is(#root, #root *), html.dnn-turning :is({PARTS}), html.dnn-turning :is({PARTS}) * {{
  visibility: hidden !important; }}
:is(html.dnn-opening, html.dnn-turning)::before {{ content: ""; position: fixed; inset: 0 0 auto; height: 3px;
  background: #0072b2; transform-origin: left; animation: dnn-opening 5s cubic-bezier(0.1, 0.7, 0.2, 1) both; }}
@keyframes dnn-opening {{ from {{ transform: scaleX(0); }} to {{ transform: scaleX(0.95); }} }}
@media (prefers-reduced-motion: reduce) {{
  :is(html.dnn-opening, html.dnn-turning)::before {{ animation: none; transform: scaleX(0.5); }}
}}
"""
"""A bar at the top says that a page comes; nothing else is seen of it until it stands."""
LANGUAGE = b'<html lang="en">'
"""Streamlit's document begins so, whatever the language."""
SERVER = b'<script>window.__streamlit = { BACKEND_BASE_URL: new URL(".", location.href).href }</script>'
"""The server's address, as Streamlit's script reads it."""
VALIDATORS = ("etag", "last-modified")
"""Headers that tell Streamlit's file from an older one; the document is another."""


class PageDocument:
    """ASGI middleware that completes the HTML documents of the pages under a server.baseUrlPath."""

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self._app = app
        self._home = f"{under(base_path)}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or connection."""
        if scope["type"] != "http" or not asks_for_page(scope):
            await self._app(scope, receive, send)
            return
        hints = preloads() if scope["path"] == self._home else b""
        await self._app(_as_is(scope), receive, _Completion(send, requested_language(scope), head_scripts(), hints))


def asks_for_page(scope: Scope) -> bool:
    """True for a browser that opens a page."""
    return scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", "")


def requested_language(scope: Scope) -> str:
    """The language of the interface that a page is opened in: the link's, or else the browser's first."""
    linked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    if linked in LANGUAGES:
        return linked
    return browser_language(Headers(scope=scope))


def browser_language(headers: Headers) -> str:
    """The language of the interface nearest to the one that a browser wants first."""
    return preferred_language(headers.get("accept-language", "").split(",")[0].split(";")[0].strip())


@cache
def head_scripts() -> bytes:
    """The scripts that come before Streamlit's own; where the routes are off, nothing hands out all but the first."""
    if ServerSettings.from_environment().routes != "on":
        return SERVER
    scripts = "".join(f'<script src="{view_path(path)}"></script>' for path in SCRIPTS)
    keyboard = f'<script type="module" src="{view_path("page/keyboard.js")}"></script>'
    return SERVER + f"<style>{OPENING_STYLE}</style>{scripts}{keyboard}".encode()


@cache
def preloads() -> bytes:
    """Hints of what the page that trains needs beside the scripts that Streamlit's document names, to be fetched while
    those begin; plotly.js last, when the browser has nothing else to fetch."""
    if ServerSettings.from_environment().routes != "on":
        return b""
    modules = [view_path("view.js"), *(f"{STREAMLIT_FILES}/js/{name}" for name in element_scripts())]
    hints = "".join(f'<link rel="modulepreload" href="{path}">' for path in modules)
    return f'{hints}<link rel="prefetch" as="script" href="{plotly_path()}">'.encode()


def _as_is(scope: Scope) -> Scope:
    """The request for the whole document, uncompressed, whatever version of it the browser has; the answer is its body,
    not a file for the server to send."""
    left_out = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
    headers = [(name, value) for name, value in scope["headers"] if name not in left_out]
    return {**scope, "headers": headers, "extensions": {}}


class _Completion:
    """A way for an answer to the browser, on which an HTML document that was found is completed."""

    def __init__(self, send: Send, language: str, head: bytes, hints: bytes) -> None:
        self._send = send
        self._language = language
        self._head = head
        self._hints = hints
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        """Send one message on, or keep it until the document is whole."""
        if message["type"] == "http.response.start" and _is_document(message):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_document(self._start)

    async def _send_document(self, start: Message) -> None:
        body = self._body.replace(HEAD, HEAD + self._head, 1).replace(END_OF_HEAD, self._hints + END_OF_HEAD, 1)
        body = body.replace(LANGUAGE, f'<html lang="{self._language}">'.encode(), 1)
        headers = MutableHeaders(scope=start)
        headers["content-length"] = str(len(body))
        for name in VALIDATORS:
            del headers[name]
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _is_document(message: Message) -> bool:
    media_type = Headers(raw=message["headers"]).get("content-type", "")
    return message["status"] == 200 and media_type.startswith("text/html")
