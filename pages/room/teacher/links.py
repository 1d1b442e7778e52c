"""The links of a room: to join it, to teach it from another computer, and to look on."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from pages.menu import ROOM, ROOM_CODE, ROOM_KEY, ROOM_TAUGHT
from pages.room.teacher.taught_room import TaughtRoom
from pages.server.start.for_others import ForOthers, for_others
from pages.shared.frame.text import _, literal, sentences
from pages.shared.share import root
from pages.shared.share.links import Target
from pages.shared.share.share_link import share_link


def join_link(code: str) -> str:
    """The link by which students join, under an address that their own devices can open."""
    return Target(ROOM, {ROOM_CODE: code}).under(for_others(root.root()).root)


def teacher_link(room: TaughtRoom, key: str) -> str:
    """The link by which the room is taught, or, with the co-teacher's key, looked at. It holds the key."""
    return Target(ROOM, {ROOM_TAUGHT: room.id, ROOM_KEY: key}).under(for_others(root.root()).root)


def draw_warning() -> None:
    """Say where students find the room, where the teacher has opened it under an address of her own machine."""
    told = root.root()
    found = for_others(told)
    if found.kind != "reachable":
        st.warning(literal(in_words(told, found)), icon=":material/wifi:")


def in_words(told: str, found: ForOthers) -> str:
    """The warning, where the app's address is `told` for the teacher."""
    host = urlsplit(told).netloc
    opened = _("You have opened this page as {host}, an address that means each student's own device.").format(
        host=host
    )
    if found.kind == "alone":
        return sentences(
            opened,
            _("The server listens to this machine alone, so nobody else can join; start it with {option}.").format(
                option="--server.address=0.0.0.0"
            ),
        )
    if found.kind == "offline":
        return sentences(
            opened, _("This machine is in no network: join one, or open a hotspot, and open this page again.")
        )
    if found.kind == "unknown":
        return sentences(
            opened, _("Open it under the address of the server that students use, so that the code holds it.")
        )
    leads = _("The code and the links of this room lead to {address} instead, this machine's address in its network.")
    words = sentences(opened, leads.format(address=found.root))
    if not found.others:
        return words
    return sentences(words, _("It has others, too: {addresses}.").format(addresses=_(", ").join(found.others)))


def draw(room: TaughtRoom) -> None:
    """The links behind a button, so that no projector shows the secret one by itself."""
    with st.popover(_("Links of this room"), icon=":material/link:"), st.container(key="room_links", width=420):
        st.subheader(_("Join"), anchor=False)
        st.caption(_("For your students: it opens the room without an account."))
        share_link("room_join_link", _("Join"), join_link(room.code))
        st.subheader(_("Look on"), anchor=False)
        st.caption(_("For a colleague: it shows the wall, and changes nothing."))
        share_link("room_looking_link", _("Look on"), teacher_link(room, room.co_teacher_key))
        if not room.is_looking:
            with st.expander(_("Teach: the secret link"), icon=":material/key:"):
                st.caption(
                    _(
                        "For yourself: it steers this room from any computer or phone, also from two at once. Whoever "
                        "sees it can do the same, so open it on no projector."
                    )
                )
                share_link("room_teacher_link", _("Teach"), teacher_link(room, room.key))
