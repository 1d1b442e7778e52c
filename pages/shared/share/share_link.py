"""A link to give away: its QR code, the link in a field, and a button that copies it, also where the page has come
without TLS, as in a class room, and browsers withhold the clipboard.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dnn.background.wire import ShareLinkData
from pages.shared.frame.text import _
from pages.shared.session import values
from pages.shared.share import root
from pages.shared.share.qr_code import qr_code

_component = st.components.v2.component(
    "dnn_share_link",
    html="""<div class="link">
  <img class="code" hidden>
  <div class="field">
    <input type="text" readonly>
    <button type="button"></button>
    <p role="status"></p>
  </div>
</div>""",
    css=Path(__file__).with_suffix(".css").read_text("utf-8"),
    js=Path(__file__).with_suffix(".js").read_text("utf-8"),
)


def share_link(key: str, title: str, address: str) -> None:
    """Show a link.

    Args:
        title: what it is called by those who hear the page.
        address: the whole link.
    """
    code = qr_code(address)
    data: ShareLinkData = {
        "address": address,
        "root": root.root(),
        "image": code.image if code else None,
        "side": code.side if code else 0,
        "image_label": _("QR code: {title}").format(title=title),
        "field_label": _("Link: {title}").format(title=title),
        "copy": _("Copy"),
        "copied": _("Copied."),
        "by_hand": _("The link is selected; copy it with the keyboard or the menu."),
        "too_long": _("The link is too long for a QR code; copy it."),
    }
    _component(key=key, data=data, on_root_change=lambda: root.take(values.component_value(key, "root")))
