"""Notices about the run of a view: it is gone, belongs to somebody else, or stopped by itself."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dnn.background.notebook.read_only_entry import ReadOnlyRecord
from dnn.background.run_snapshot import RunSnapshot
from dnn.background.services import get_run_manager
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
            _is_gone(view, get_run_manager().notebook.read_only.find(view.run_id))
        return
    session.set_page_value(view.widget(SEEN), snapshot.id)
    if not run_commands.is_mine(snapshot):
        _is_not_yours()
    if snapshot.failure is not None:
        st.error(literal(say(snapshot.failure)), icon=":material/error:")
    elif snapshot.stop is not None and snapshot.stop.advice is not None:
        st.error(sentences(say(snapshot.stop.message), say(snapshot.stop.advice)), icon=":material/error:")


def _is_gone(view: RunView, read_only: ReadOnlyRecord | None) -> None:
    """The visitor decides what becomes of what is shown of the run; of one that cannot be continued she reads why. Of
    one that this session has never seen, by a link or after a restart of the server, nothing more is known."""
    with st.container(key=view.widget("gone_run"), horizontal=True, gap="small", vertical_alignment="center"):
        if read_only is not None:
            st.warning(literal(say(read_only.entry.reason)), icon=":material/lock:", width="stretch")
        else:
            words, offer = _words_of_a_gone_run(view)
            st.info(words, icon=":material/history:", width="stretch")
            _button(view, "train_again", offer, ":material/play_arrow:", run_commands.train)
        _button(view, "dismiss_run", _("Dismiss"), ":material/close:", run_commands.dismiss)


def _words_of_a_gone_run(view: RunView) -> tuple[str, str]:
    """The notice and the label of its button."""
    if session.page_value(view.widget(SEEN), None) == view.run_id:
        words = _(
            "This run is no longer on the server, or watching has ended. Curve and settings stay until you decide."
        )
        return words, _("Train again")
    words = _(
        "This run is not on the server: deleted, forgotten, mistyped or not to be watched. Its settings are here."
    )
    return words, _("Train with these settings")


def _button(view: RunView, name: str, label: str, icon: str, act: Callable[[RunView], None]) -> None:
    helps = {
        "train_again": _("A new run with the same settings"),
        "dismiss_run": _("Take the curve off the page; the settings stay"),
    }
    st.button(label, key=view.widget(name), icon=icon, help=helps[name], on_click=act, args=(view,))


def _is_not_yours() -> None:
    st.info(
        _("You are watching somebody else's run. Press Train to start one of your own with the same settings."),
        icon=":material/visibility:",
    )
