"""Hyperparameters that the visitor has changed in the controls, checked and put into a configuration."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from dnn.configuration import Hyperparameters, RunConfig
from dnn.configuration.sections import check_keys, section
from dnn.text.messages import Text
from pages.shared.run import run_commands
from pages.shared.run.edit_queue import edits_after
from pages.shared.session import session, values
from pages.shared.session.run_view import MAIN

FIELDS = ("learning_rate", "iterations", "batch_size", "optimizer", "l2")
"""The hyperparameters that the controls have a field of their own for."""


def with_hyperparameters(config: RunConfig, sent: object) -> RunConfig:
    """The configuration with other values of some of FIELDS, as a browser sends them.

    Raises:
        ConfigurationError: no object, another key, or a value that is refused.
    """
    changes = section("hyperparameters", sent)
    check_keys(changes, FIELDS, Text("the controls"))
    changed = Hyperparameters.from_dict(config.hyperparameters.to_dict() | changes)
    return replace(config, hyperparameters=changed)


def take_over_from_run() -> None:
    """Take over what a command has given the run on the page, before the controls are drawn. Streamlit's own, where the
    routes are missing, command nothing."""
    if not session.routes_missing():
        run_commands.take_over_hyperparameters(MAIN, FIELDS)


def take(key: str) -> None:
    """Take over what the controls of this key have sent, each change once."""

    def act() -> None:
        for number, _name, value in edits_after(session.edits_done(key), values.component_value(key, "edits")):
            session.set_edits_done(number, key)
            run_commands.reporting(partial(_change, value))

    run_commands.reporting(act)


def _change(sent: object) -> None:
    MAIN.store_config(with_hyperparameters(MAIN.config, sent))
