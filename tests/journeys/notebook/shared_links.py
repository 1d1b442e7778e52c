"""The Share dialog as a journey sees it."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.journeys.visitor import SOON, Visitor


def open_share(visitor: Visitor) -> Locator:
    """Press Share; the dialog, once its settings are there."""
    visitor.app.locator(".st-key-share_button button").locator("visible=true").click(timeout=SOON)
    dialog = visitor.app.get_by_role("dialog")
    expect(link_field(visitor, "settings")).not_to_have_value("", timeout=SOON)
    return dialog


def close_share(visitor: Visitor) -> None:
    """Close the dialog, as the keyboard does."""
    visitor.page.keyboard.press("Escape")
    expect(visitor.app.get_by_role("dialog")).to_have_count(0, timeout=SOON)
    visitor.wait_for_rest()


def link_field(visitor: Visitor, name: str) -> Locator:
    """The field with a link."""
    return visitor.app.locator(f".st-key-share_link_{name} input")


def link(visitor: Visitor, name: str) -> str:
    """A link that the dialog shows."""
    return link_field(visitor, name).input_value(timeout=SOON)


def query(address: str) -> str:
    """The query of a link, with its question mark."""
    return f"?{urlsplit(address).query}"


def scanned(visitor: Visitor, name: str) -> str:
    """The link that a camera reads off the screen."""
    code = visitor.app.locator(f".st-key-share_link_{name} .code")
    code.scroll_into_view_if_needed(timeout=SOON)
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(code.screenshot())))
    return str(found.text)
