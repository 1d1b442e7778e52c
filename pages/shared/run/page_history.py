"""Undo and redo on a page: the settings and the run of a view before each action that took the run off the page, or
that changed settings which are nowhere else. Commands to the run itself are remembered by the run.
"""

from __future__ import annotations

import time

from dnn.background.run_snapshot import RunSnapshot
from dnn.background.services import get_run_manager
from dnn.configuration import RunConfig, difference
from pages.shared.session import session
from pages.shared.session.run_view import RunView
from pages.shared.session.undo_history import PageMoment

NETWORK, DATA, SETTINGS, REMEDY, OPENING = "network", "data", "settings", "remedy", "opening"
"""Actions that can be undone, by the names that the live view has words for."""


def kind_of(before: RunConfig, after: RunConfig) -> str:
    """The action that makes one configuration of another."""
    if before.dataset != after.dataset:
        return DATA
    return NETWORK if before.architecture != after.architecture else SETTINGS


def note(view: RunView, action: str, config: RunConfig, run_id: str | None) -> None:
    """Note what the view showed before an action."""
    moment = PageMoment(action, time.time(), config, run_id, view.previous_run)
    view.set_history(view.history.did(moment))


def note_change(view: RunView, shown: RunConfig) -> None:
    """Note the settings that were drawn last, where others have taken their place that no run could take over; the view
    has no run that would remember them."""
    before = view.drawn_config
    if before is not None and difference(before, shown).needs_new_run:
        note(view, kind_of(before, shown), before, None)


def undo(view: RunView, snapshot: RunSnapshot | None) -> None:
    """Take back the latest action, be it the page's or a command to the visitor's own run `snapshot`."""
    history = view.history
    page_at, run_at = _at(history.done), -1.0 if snapshot is None else snapshot.undo_at
    if snapshot is not None and run_at > page_at:
        get_run_manager().notebook.undo(snapshot.id, session.visitor())
        view.count_command()
    elif history.done:
        now = _now(view, history.done[-1].action, snapshot)
        _show(view, history.done[-1])
        view.set_history(history.undid(now))


def redo(view: RunView, snapshot: RunSnapshot | None) -> None:
    """Do again what was undone last."""
    history = view.history
    page_at, run_at = _at(history.undone), -1.0 if snapshot is None else snapshot.redo_at
    if snapshot is not None and run_at > page_at:
        get_run_manager().notebook.redo(snapshot.id, session.visitor())
        view.count_command()
    elif history.undone:
        now = _now(view, history.undone[-1].action, snapshot)
        _show(view, history.undone[-1])
        view.set_history(history.redid(now))


def _at(moments: tuple[PageMoment, ...]) -> float:
    return moments[-1].at if moments else -1.0


def _now(view: RunView, action: str, snapshot: RunSnapshot | None) -> PageMoment:
    """The settings and the run that the view shows; the visitor's own run rests from now on."""
    config, previous = view.config, view.previous_run
    if snapshot is not None:
        get_run_manager().leave(snapshot.id, session.visitor())
    return PageMoment(action, time.time(), config, view.run_id, previous)


def _show(view: RunView, moment: PageMoment) -> None:
    """Show what there was at a moment; where its run is gone, its settings alone."""
    run = None if moment.run_id is None else get_run_manager().get(moment.run_id)
    view.set_config(moment.config)
    view.set_run(None if run is None else run.id)
    view.set_previous_run(moment.previous)
    view.set_drawn_config(moment.config)
    if run is not None:
        view.set_known_config(run.config)
    view.count_command()
