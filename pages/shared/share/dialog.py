"""The Share dialog: every link that can be given away, and the end of watching for the owner of the run."""

from __future__ import annotations

import streamlit as st

from dnn.background.run_snapshot import RunSnapshot
from dnn.background.services import get_run_manager
from dnn.configuration import DatasetConfig
from pages.menu import COMPARE, TRAIN
from pages.shared.frame.text import _, say
from pages.shared.run import page_history, run_commands
from pages.shared.session import session
from pages.shared.session.run_view import MAIN
from pages.shared.share import for_others, table_sharing
from pages.shared.share.links import LINKS, SETTINGS, WATCH, SharedLink
from pages.shared.share.share_link import share_link

OPEN = "share_open"
ENDED = "watching_ended"
"""The id that a run was given when watching it ended, for the word about it."""


def button() -> None:
    """The button that opens the dialog."""
    st.button(
        _("Share"),
        key="share_button",
        icon=":material/share:",
        type="tertiary",
        help=_("Links to these settings and to this run, with QR codes"),
        on_click=_set_open,
        args=(True,),
    )


def draw() -> None:
    """Show the dialog while it is open; a page that cannot open it closes it."""
    if session.page_entry() not in (TRAIN, COMPARE) or session.is_presenting():
        _set_open(False)
    elif session.page_value(OPEN, False):
        show = st.dialog(_("Share"), width="medium", icon=":material/share:", on_dismiss=lambda: _set_open(False))
        show(_content)()


def _set_open(is_open: bool) -> None:
    if session.page_value(OPEN, False) != is_open:
        session.set_page_value(OPEN, is_open)
        session.set_page_value(ENDED, None)


def _content() -> None:
    run = run_commands.current_run(MAIN)
    with st.container(key="share", gap="medium"):
        for_others.draw_warning()
        table_sharing.draw(_datasets(run))
        own = session.page_entry().name  # a page whose link has its name offers that one first
        for link in sorted(LINKS.values(), key=lambda link: link.name != own):
            _section(link, run)


def _datasets(run: RunSnapshot | None) -> list[DatasetConfig]:
    """The data that the links of the page lead to."""
    of_view = [] if session.page_entry() is COMPARE else [MAIN.config.dataset]
    of_run = [] if run is None else [run.config.dataset]
    return [*of_view, *of_run, *session.compared_datasets()]


def _section(link: SharedLink, run: RunSnapshot | None) -> None:
    """One link: what it gives, and itself."""
    target = link.target(MAIN, run)
    if target is None and link.absent is None:
        return
    with st.container(key=f"share_{link.name}", gap="xsmall"):
        st.subheader(say(link.title), anchor=False)
        if target is None:
            st.caption(say(link.absent or link.explanation))
            return
        st.caption(say(link.explanation))
        if link.name == SETTINGS and run is not None and run.changes:
            st.caption(_("This run was changed while it trained; the link begins with the settings of now."))
        if link.name == SETTINGS and run is not None and run.has_given_weights:
            st.caption(_("This run began with weights from a file; the link begins with those that the seed draws."))
        share_link(f"share_link_{link.name}", say(link.title), target.under(for_others.root_for_others()))
        if link.name == WATCH and run is not None and run_commands.is_mine(run):
            _end_of_watching(run)


def _end_of_watching(run: RunSnapshot) -> None:
    """The owner's button, with what it does or has done."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        is_pressed = st.button(
            _("End watching"),
            key="end_watching",
            icon=":material/visibility_off:",
            on_click=_end_watching,
            args=(run.id,),
        )
        st.caption(_("Whoever watches sees no more from now on; your run goes on under another link."), width="stretch")
    if session.page_value(ENDED, None) == run.id:
        st.success(_("Watching has ended. The link above is a new one; those given away show nothing any more."))
    if is_pressed:
        st.rerun()  # the page goes on with the run under its new id


def _end_watching(run_id: str) -> None:
    """Give the run another id, by which the page goes on with it. Where that cannot be, the dialog makes room for the
    sentence on the page."""
    _set_open(False)

    def act() -> None:
        renamed = get_run_manager().watching.end(run_id, session.visitor())
        page_history.go_on_as(MAIN, run_id, renamed.id)
        _set_open(True)
        session.set_page_value(ENDED, renamed.id)

    run_commands.acting_on_a_run(act)
