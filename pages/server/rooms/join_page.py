"""The light page of a room, which who opens its join link sees first: title, what is stored, one press to join.

Streamlit's page is a hundred files, two megabytes and a run of the script, before a word of it is seen; three hundred
who open it together would wait for each other. This one is a document of a few kilobytes and one small script. It joins
by the routes, waits in the queue where there is one, and opens the app then. In a frame, as on Community Cloud, whose
address it could not turn, and where the routes are off, the app itself is opened, whose page of rooms joins as well.
"""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dnn.background.rooms.codes import EXAMPLE, read_code
from dnn.background.services import get_rooms, get_run_manager
from dnn.background.wire import JoinPageData
from dnn.errors import DnnError
from dnn.text.messages import Text
from pages.locale.languages import LANGUAGES, translations
from pages.menu import APP, JOINED, NOT_JOINED, ROOM, ROOM_CODE, ROOM_ENTERED, ROOM_TAUGHT
from pages.server.errors import NO_STORE
from pages.server.files.assets import view_path
from pages.server.files.streamlit_scripts import text_font
from pages.server.page_document import asks_for_page, requested_language
from pages.server.paths import ROOM_ENTER, ROOM_JOIN, under
from pages.server.rooms.kept_words import what_is_kept
from pages.server.visitor import COOKIE, is_key, new_key

HERE = Path(__file__).parent
DOCUMENT = Template((HERE / "join_page.html").read_text("utf-8"))
STYLE = (HERE / "join_page.css").read_text("utf-8")
SIGN = HERE.parents[1] / "shared" / "frame" / "images" / "logo.svg"
LANGUAGE = "lang"
FOR_THE_APP = (ROOM_ENTERED, ROOM_TAUGHT, "embed")
"""Parameters of links that lead to the app itself."""
JOIN_PAGE_TEXTS = {
    "you": Text("You are {name} in this room."),
    "opening": Text("The room opens …"),
    "lost": Text("No connection at the moment; this page goes on by itself."),
}
"""The words of the page's script."""
WORDS = {
    "join_a_room": Text("Join a room"),
    "label": Text("Code of the room"),
    "join": Text("Join"),
    "leave": Text("Do not wait"),
    "language": Text("Language"),
    "needs_script": Text("This app needs JavaScript; switch it on for this page."),
}
"""The other words of the document."""
COLOURS = ("primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor")


class JoinPage:
    """ASGI middleware that answers join links under a server.baseUrlPath with the light page."""

    def __init__(self, app: ASGIApp, base_path: str = "") -> None:
        self._app = app
        self._path = f"{under(base_path)}/{ROOM.name}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or connection."""
        if scope["type"] != "http" or scope["path"] != self._path or not _asks_for_light_page(scope):
            await self._app(scope, receive, send)
            return
        await HTMLResponse(join_document(scope), headers=NO_STORE)(scope, receive, send)


def _asks_for_light_page(scope: Scope) -> bool:
    """True for a join link that is opened in a window, or in what does not say that it is none."""
    query = _query(scope)
    is_window = Headers(scope=scope).get("sec-fetch-dest", "document") == "document"
    return asks_for_page(scope) and ROOM_CODE in query and is_window and not any(name in query for name in FOR_THE_APP)


def join_document(scope: Scope) -> str:
    """The document that answers a request for a join link. A code that is wrong counts, and is said."""
    query, language = _query(scope), requested_language(scope)
    catalogue = translations(language)
    code, title, problem = query.pop(ROOM_CODE), "", ""
    try:
        code, title = read_code(code) if code.strip() else "", ""
        title = get_rooms().title_of(code, _visitor(scope)) if code else ""
        known = code
    except DnnError as refusal:
        known, problem = "", refusal.message.render(catalogue)
    words = {name: text.render(catalogue) for name, text in WORDS.items()}
    data: JoinPageData = {
        "join_url": ROOM_JOIN,
        "enter_url": ROOM_ENTER,
        "app_url": _address(query | {LANGUAGE: language, ROOM_ENTERED: JOINED}),
        "joining_url": _address(query | {LANGUAGE: language, ROOM_ENTERED: NOT_JOINED}),
        "code": known,
        "language": language,
        "texts": {name: text.render(catalogue) for name, text in JOIN_PAGE_TEXTS.items()},
    }
    parts = {
        **words,
        "code": code,
        "example": EXAMPLE,
        "title": title or (Text("Room {code}", code=known).render(catalogue) if known else words["join_a_room"]),
        "app": APP.render(catalogue),
        "lang": language,
        "problem": problem,
        "kept": what_is_kept(get_run_manager().settings.room_hours).render(catalogue),
        "data": json.dumps(data),
        "script": view_path("join_page.js"),
    }
    marks = {
        "style": _style(),
        "sign": _sign(),
        "code_hidden": "hidden" if known else "",
        "kind_hidden": "" if known else "hidden",
        "languages": _languages(query | {ROOM_CODE: code}, language),
    }
    return DOCUMENT.substitute({name: escape(part) for name, part in parts.items()} | marks)


def _query(scope: Scope) -> dict[str, str]:
    """The parameters of an address, the last of each name, also where one is empty."""
    return dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True))


def _address(query: dict[str, str]) -> str:
    """The address of the app's page of rooms, from this page on."""
    return f"{ROOM.name}?{urlencode(query)}"


def _visitor(scope: Scope) -> str:
    """The key of who asks: that of her cookie, or, as she has none, a new one that nobody else has."""
    key = cookie_parser(Headers(scope=scope).get("cookie", "")).get(COOKIE)
    return key if is_key(key) else new_key()


def _languages(query: dict[str, str], current: str) -> str:
    """Links to the page in the other languages."""
    return "".join(
        f'<a href="{escape(_address(query | {LANGUAGE: code}))}" lang="{code}" hreflang="{code}">{language.name}</a>'
        for code, language in LANGUAGES.items()
        if code != current
    )


@cache
def _sign() -> str:
    return f"data:image/svg+xml;base64,{b64encode(SIGN.read_bytes()).decode()}"


@cache
def _style() -> str:
    """The style sheet, with the colours of the app's theme and its font."""
    font = text_font()
    face = f'@font-face {{ font-family: "Source Sans"; font-weight: 200 900; src: url("{font}"); font-display: swap; }}'
    light, dark = (_colours(theme) for theme in ("light", "dark"))
    button = st.get_option("theme.light.primaryColor")  # of the app's main buttons on both backgrounds
    themes = (
        f":root {{ --buttonColor: {button}; {light} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}"
    )
    return f"{face if font else ''}\n{themes}\n{STYLE}"


def _colours(theme: str) -> str:
    """The colours of a theme as variables of CSS."""
    return " ".join(f"--{name}: {st.get_option(f'theme.{theme}.{name}')};" for name in COLOURS)
