"""The address under which links are given away: one that other devices can open, also where the app was opened as
localhost; and what is said where there is none, or another one.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from pages.server.start.for_others import ForOthers, for_others
from pages.shared.frame.text import _, literal, sentences
from pages.shared.share import root


def root_for_others() -> str:
    """The app's address for other devices, with a slash at its end; where none is known, the visitor's own."""
    return for_others(root.root()).root


def draw_warning() -> None:
    """Say where others find the app, where the visitor has opened it under an address of her own machine."""
    own_root = root.root()
    found = for_others(own_root)
    if found.kind != "reachable":
        st.warning(literal(in_words(own_root, found)), icon=":material/wifi:")


def in_words(own_root: str, found: ForOthers) -> str:
    """The warning, where the app's address is `told` for the visitor."""
    host = urlsplit(own_root).netloc
    opened = _("You have opened this page as {host}, which on any other device means that device itself.").format(
        host=host
    )
    if found.kind == "alone":
        return sentences(
            opened,
            _(
                "The server listens to this machine alone, so no other device can open it; start it with {option}."
            ).format(option="--server.address=0.0.0.0"),
        )
    if found.kind == "offline":
        return sentences(
            opened, _("This machine is in no network: join one, or open a hotspot, and open this page again.")
        )
    if found.kind == "unknown":
        return sentences(
            opened,
            _(
                "Open it under the address that others use; otherwise the links and QR codes will not work on their "
                "devices."
            ),
        )
    leads = _("The links and codes lead to {address} instead, this machine's address in its network.")
    words = sentences(opened, leads.format(address=found.root))
    if not found.others:
        return words
    return sentences(words, _("It has others, too: {addresses}.").format(addresses=_(", ").join(found.others)))
