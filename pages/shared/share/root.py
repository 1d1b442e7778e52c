"""The app's own address as visitors see it, by which links are made that hold on any other machine.

The server cannot know it: a proxy may strip a path, take TLS off and say nothing. The browser knows it, and Streamlit
tells the server the address of the window, which is nearly always it. Where another page of the same host shows the app
in a frame, it is that page's; so the browser says, once a link is drawn, which one is right.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from pages.shared.session import session

CLOUD_FRAME = "/~/+"
"""The path at which Streamlit Community Cloud has its frame with the app; visitors see the address without it."""
MAX_ROOT_LENGTH = 2_000
APP_ROOT = "app_root"


def root() -> str:
    """The app's address, with a slash at its end; "/" where no browser has said one."""
    said: str | None = session.page_value(APP_ROOT, None)
    return said if said is not None else without_frame(without_page(st.context.url or "", session.page_entry().name))


def without_page(url: str, page: str) -> str:
    """The address of a window without the page that it shows, which is none of the app's own."""
    return url.rstrip("/").removesuffix(f"/{page}")


def without_frame(url: str) -> str:
    """The address of a window with the first page as the app's own."""
    return url.rstrip("/").removesuffix(CLOUD_FRAME).rstrip("/") + "/"


def take(sent: object) -> None:
    """Take over what the browser says; anything but the address of a folder is passed over."""
    if isinstance(sent, str) and _is_root(sent):
        session.set_page_value(APP_ROOT, sent)


def _is_root(sent: str) -> bool:
    if len(sent) > MAX_ROOT_LENGTH or not sent.isascii() or not sent.isprintable():
        return False
    try:
        parts = urlsplit(sent)
    except ValueError:
        return False
    folder = f"{parts.scheme}://{parts.netloc}{parts.path}"
    return parts.scheme in ("http", "https") and bool(parts.netloc) and sent == folder and folder.endswith("/")
