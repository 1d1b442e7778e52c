"""Another configuration instead of the one on the page: the visitor's run gives way where the new one is let in."""

from __future__ import annotations

from dataclasses import replace

import pytest
import streamlit as st

from dnn.background.commands import Pause
from dnn.background.limits import TooManyRuns
from dnn.background.services import get_run_manager, open_runs
from dnn.background.settings import Settings
from dnn.configuration import RunConfig
from pages.shared.run import run_commands
from pages.shared.session import session
from pages.shared.session.run_view import MAIN
from pages.shared.session.values import VALUES

LONG = 100_000_000
OLD = RunConfig.from_dict({"dataset": {"name": "circles"}, "hyperparameters": {"iterations": LONG}})
NEW = replace(OLD, seed=5)


@pytest.fixture(autouse=True)
def _session(monkeypatch: pytest.MonkeyPatch) -> None:
    """A visitor who may train one run at a time, with the old configuration on the page."""
    monkeypatch.setattr(st, "session_state", {VALUES: {"language": "en"}})
    open_runs(Settings(executor="thread", store="memory", active_runs_per_visitor=1))
    session.set_config(OLD)


def put_on_page(*, owner: str, paused: bool) -> str:
    run = get_run_manager().start(OLD, owner, paused=paused)
    session.set_run(run.id)
    return run.id


def test_the_visitors_run_gives_way_to_the_new_one() -> None:
    old = put_on_page(owner=session.visitor(), paused=False)
    run_commands.start_with(MAIN, NEW)
    run = run_commands.current_run(MAIN)
    assert run is not None and run.moving and run.config == session.config() == NEW
    assert get_run_manager().get(old) is None
    assert session.take_problems() == []


def test_it_stays_where_the_new_one_is_refused() -> None:
    old = put_on_page(owner=session.visitor(), paused=True)
    get_run_manager().start(OLD, session.visitor())
    run_commands.start_with(MAIN, NEW)
    run = run_commands.current_run(MAIN)
    assert run is not None and run.id == old and run.config == session.config() == OLD
    (problem,) = session.take_problems()
    assert isinstance(problem, TooManyRuns)


@pytest.mark.parametrize("owner", [None, "somebody else"])
def test_the_settings_of_a_refused_one_are_on_the_page_where_the_visitor_has_no_run_there(owner: str | None) -> None:
    theirs = None if owner is None else put_on_page(owner=owner, paused=True)
    get_run_manager().start(OLD, session.visitor())
    run_commands.start_with(MAIN, NEW)
    assert session.config() == NEW and len(session.take_problems()) == 1
    assert theirs is None or get_run_manager().get(theirs) is not None


def test_a_command_to_a_run_that_the_server_has_just_forgotten_is_answered_in_words() -> None:
    run = get_run_manager().get(put_on_page(owner=session.visitor(), paused=True))
    assert run is not None
    get_run_manager().notebook.delete(run.id, session.visitor())
    run_commands.reporting(lambda: run_commands.send(MAIN, run, Pause()))
    assert ["press Train to repeat it" in str(problem) for problem in session.take_problems()] == [True]
