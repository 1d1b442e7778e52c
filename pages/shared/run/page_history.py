"""Undo and redo on a page: the settings and the run of a view before each action that took the run off the page, or
that changed settings which are nowhere else. Commands to the run itself are remembered by the run.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from dnn.background.run_snapshot import RunSnapshot
from dnn.background.services import get_run_manager
from dnn.configuration import RunConfig, difference
from pages.shared.session import session
from pages.shared.session.run_view import RunView
from pages.shared.session.undo_history import PageHistory, PageMoment

NETWORK, DATA, SETTINGS, REMEDY, OPENING, IMPORT = "network", "data", "settings", "remedy", "opening", "import"
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
    notebook, history = get_run_manager().notebook, view.history
    if snapshot is not None and snapshot.undo_at > _at(history.done):
        _of_the_run(view, snapshot, notebook.undo)
    elif history.done:
        view.set_history(history.undid(_go_to(view, history.done[-1], snapshot)))


def redo(view: RunView, snapshot: RunSnapshot | None) -> None:
    """Do again what was undone last."""
    notebook, history = get_run_manager().notebook, view.history
    if snapshot is not None and snapshot.redo_at > _at(history.undone):
        _of_the_run(view, snapshot, notebook.redo)
    elif history.undone:
        view.set_history(history.redid(_go_to(view, history.undone[-1], snapshot)))


def go_on_as(view: RunView, before: str, after: str) -> None:
    """Show the visitor's run under its new id, also where something is undone."""

    def renamed(moments: tuple[PageMoment, ...]) -> tuple[PageMoment, ...]:
        return tuple(
            replace(
                each,
                run_id=after if each.run_id == before else each.run_id,
                previous=after if each.previous == before else each.previous,
            )
            for each in moments
        )

    known = view.known_config
    view.set_history(PageHistory(renamed(view.history.done), renamed(view.history.undone)))
    if view.previous_run == before:
        view.set_previous_run(after)
    if view.run_id == before:
        view.set_run(after)
        if known is not None:
            view.set_known_config(known)
    view.count_command()


def _of_the_run(view: RunView, snapshot: RunSnapshot, act: Callable[[str, str], object]) -> None:
    act(snapshot.id, session.visitor())
    view.count_command()


def _at(moments: tuple[PageMoment, ...]) -> float:
    return moments[-1].at if moments else -1.0


def _go_to(view: RunView, moment: PageMoment, snapshot: RunSnapshot | None) -> PageMoment:
    """Show what there was at a moment; returns what was shown until then. The visitor's own run rests from now on."""
    config, previous = view.config, view.previous_run
    if snapshot is not None:
        get_run_manager().leave(snapshot.id, session.visitor())
    now = PageMoment(moment.action, time.time(), config, view.run_id, previous)
    _show(view, moment)
    return now


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
