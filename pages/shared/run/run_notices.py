"""Notices about the run of a view: it is gone, belongs to somebody else, or stopped by itself."""

from __future__ import annotations

import streamlit as st

from dnn.background.run_snapshot import RunSnapshot
from pages.shared.frame.text import _, literal, say, sentences
from pages.shared.run import run_commands
from pages.shared.session import session
from pages.shared.session.run_view import RunView

SEEN = "seen_run"
"""The id of the run that a view has shown last."""


def about(view: RunView, snapshot: RunSnapshot | None) -> None:
    """Say what is special about the run of a view, if anything is."""
    if snapshot is None:
        if view.run_id is not None:
            _is_gone(view)
        return
    session.set_page_value(view.widget(SEEN), snapshot.id)
    if not run_commands.is_mine(snapshot):
        _is_not_yours()
    if snapshot.failure is not None:
        st.error(literal(say(snapshot.failure)), icon=":material/error:")
    elif snapshot.stop is not None and snapshot.stop.advice is not None:
        st.error(sentences(say(snapshot.stop.message), say(snapshot.stop.advice)), icon=":material/error:")


def _is_gone(view: RunView) -> None:
    """The visitor decides what becomes of what is shown of the run. Of one that this session has never seen, by a link
    or after a restart of the server, nothing more is known."""
    if session.page_value(view.widget(SEEN), None) == view.run_id:
        words = _(
            "This run is no longer on the server, or watching has ended. Curve and settings stay until you decide."
        )
        offer = _("Train again")
    else:
        words = _(
            "This run is not on the server: deleted, forgotten, mistyped or not to be watched. Its settings are here."
        )
        offer = _("Train with these settings")
    with st.container(key=view.widget("gone_run"), horizontal=True, gap="small", vertical_alignment="center"):
        st.info(words, icon=":material/history:", width="stretch")
        st.button(
            offer,
            key=view.widget("train_again"),
            icon=":material/play_arrow:",
            help=_("A new run with the same settings"),
            on_click=run_commands.train,
            args=(view,),
        )
        st.button(
            _("Dismiss"),
            key=view.widget("dismiss_run"),
            icon=":material/close:",
            help=_("Take the curve off the page; the settings stay"),
            on_click=run_commands.dismiss,
            args=(view,),
        )


def _is_not_yours() -> None:
    st.info(
        _("You are watching somebody else's run. Press Train to start one of your own with the same settings."),
        icon=":material/visibility:",
    )
