"""Hyperparameters that the controls have changed: checked, applied once, and taken over from the run before drawing."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
import streamlit as st

from dnn.background.commands import Reconfigure, Resume
from dnn.background.services import get_run_manager, open_runs
from dnn.background.settings import Settings
from dnn.configuration import LIVE_FIELDS, RunConfig
from dnn.errors import ConfigurationError
from pages.shared.run import hyperparameter_edits, run_commands
from pages.shared.run.hyperparameter_edits import FIELDS, with_hyperparameters
from pages.shared.session import session
from pages.shared.session.link import default_config, hyperparameter_query
from pages.shared.session.run_view import MAIN
from pages.shared.session.values import VALUES
from tests.pages.opened import control, opened

KEY = "hyperparameters"


@pytest.fixture
def visitor(monkeypatch: pytest.MonkeyPatch) -> str:
    """A visitor's session."""
    monkeypatch.setattr(st, "session_state", {VALUES: {"language": "en"}})
    open_runs(Settings(executor="thread", store="memory"))
    return session.visitor()


def sent(*changes: object) -> None:
    """The controls send changes, numbered from 1."""
    edits = [{"number": number, "name": KEY, "value": change} for number, change in enumerate(changes, start=1)]
    st.session_state[KEY] = SimpleNamespace(edits=edits)
    hyperparameter_edits.take(KEY)


def changed(config: RunConfig, **values: object) -> RunConfig:
    return replace(config, hyperparameters=replace(config.hyperparameters, **values))


def test_the_fields_are_what_a_run_takes_over_while_it_trains() -> None:
    assert set(FIELDS) == set(LIVE_FIELDS) - {"target_cost"}  # which stands among what is seldom touched


def test_values_are_put_into_the_configuration() -> None:
    config = default_config()
    values = {"learning_rate": 0.3, "iterations": 7, "batch_size": 32, "optimizer": "adam", "l2": 0.5}
    assert with_hyperparameters(config, values) == changed(config, **values)
    assert with_hyperparameters(changed(config, batch_size=8), {"batch_size": None}) == config
    assert with_hyperparameters(config, {}) == config


@pytest.mark.parametrize(
    "refused",
    [
        None, [], "0.3", {"learning_rate": 0}, {"learning_rate": "0.3"}, {"learning_rate": float("nan")},
        {"l2": -1}, {"l2": True}, {"iterations": 0}, {"iterations": 2.5}, {"batch_size": 10**9}, {"optimizer": "sgd"},
        {"seed": 3}, {"precision": "float32"}, {"learning_rate": 1e4},
    ],
)  # fmt: skip
def test_what_is_none_is_an_error_in_words(refused: object) -> None:
    with pytest.raises(ConfigurationError):
        with_hyperparameters(default_config(), refused)


def test_each_change_is_applied_once_and_a_refused_one_does_not_drop_the_others(visitor: str) -> None:
    config = session.config()
    sent({"l2": 0.5}, {"l2": -1}, {"learning_rate": 0.3})
    assert session.config() == changed(config, l2=0.5, learning_rate=0.3)
    (problem,) = session.take_problems()
    assert "l2" in str(problem) and session.edits_done(KEY) == 3
    session.set_config(config)
    sent({"l2": 0.5}, {"l2": -1}, {"learning_rate": 0.3})
    assert session.config() == config and session.take_problems() == []


@pytest.mark.parametrize("edits", [None, 3, [3], [{"number": "1"}], [{"number": True, "name": KEY, "value": {}}]])
def test_what_is_no_list_of_changes_is_said(visitor: str, edits: object) -> None:
    st.session_state[KEY] = SimpleNamespace(edits=edits)
    hyperparameter_edits.take(KEY)
    assert len(session.take_problems()) == 1


def test_the_controls_show_what_a_command_has_given_the_run(visitor: str) -> None:
    run = get_run_manager().start(session.config(), visitor, paused=True)
    MAIN.set_run(run.id)
    MAIN.set_known_config(run.config)
    session.store_config(changed(session.config(), iterations=77))
    get_run_manager().command(run.id, visitor, Reconfigure(changed(run.config, l2=0.5)))
    run_commands.take_over_hyperparameters(MAIN, FIELDS)
    assert session.config() == changed(run.config, l2=0.5, iterations=77)
    assert run_commands.follow(MAIN, session.config())
    now = run_commands.current_run(MAIN)
    assert now is not None and now.config == session.config()


def test_what_a_run_has_got_before_the_page_knew_of_it_is_not_taken_back(visitor: str) -> None:
    """The first press begins the run, the next change reaches it, and only then is the page drawn anew."""
    config = session.config()
    run_id = run_commands.own_run_id(MAIN, None, config)
    get_run_manager().command(run_id, visitor, Resume())
    get_run_manager().command(run_id, visitor, Reconfigure(changed(config, l2=0.5)))
    run_commands.take_over_hyperparameters(MAIN, FIELDS)
    assert MAIN.run_id == run_id and session.config() == changed(config, l2=0.5)
    assert run_commands.follow(MAIN, session.config())
    now = run_commands.current_run(MAIN)
    assert now is not None and now.config == changed(config, l2=0.5) and MAIN.known_config == now.config


def test_a_link_that_is_opened_counts_more_than_what_the_run_has_got(visitor: str) -> None:
    run = get_run_manager().start(session.config(), visitor, paused=True)
    MAIN.set_run(run.id)
    MAIN.set_known_config(run.config)
    get_run_manager().command(run.id, visitor, Reconfigure(changed(run.config, l2=0.5)))
    run_commands.take_run_as_known(MAIN)
    run_commands.take_over_hyperparameters(MAIN, FIELDS)
    assert run_commands.follow(MAIN, run.config)
    now = run_commands.current_run(MAIN)
    assert now is not None and now.config == run.config


def test_the_query_leaves_out_what_is_usual() -> None:
    query = hyperparameter_query(changed(default_config(), l2=0.5, batch_size=32))
    assert set(query) == set(LIVE_FIELDS)
    assert {name: value for name, value in query.items() if value is not None} == {"l2": "0.5", "batch_size": "32"}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_draws_the_controls_of_its_own_and_on_other_hosts_those_of_streamlit(language: str) -> None:
    own, slow = opened(lang=language), opened(routes=False, lang=language)
    names = [key for key in (widget.key for widget in own.number_input) if key and key.startswith("control_l2")]
    assert names == [] and control(slow.number_input, "l2").value == 0.0
