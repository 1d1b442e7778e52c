"""Commands as JSON objects: each command has a form, and every other object is refused in words."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_args

import pytest

from dnn.background.command_documents import COMMANDS, command_of
from dnn.background.commands import Command, Reconfigure, SetParameter
from dnn.errors import ConfigurationError
from tests.dnn.background.running import config

EXAMPLES: dict[str, dict[str, Any]] = {
    "step_iterations": {"count": 10},
    "run_to": {"iteration": 1_000},
    "new_weights": {"seed": 7},
    "reconfigure": {"hyperparameters": {"learning_rate": 0.3}},
    "set_speed_limit": {"iterations_per_second": None},
    "set_parameter": {"layer": 1, "quantity": "W", "row": 0, "column": 1, "value": -0.5},
}
"""The further keys of the commands that have any."""
ENTRY = {"name": "set_parameter", **EXAMPLES["set_parameter"]}


def test_every_command_has_a_name() -> None:
    assert set(COMMANDS.values()) == set(get_args(Command))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_what_its_object_says(name: str) -> None:
    given = EXAMPLES.get(name, {})
    command = command_of({"name": name, **given}, config())
    assert type(command) is COMMANDS[name]
    if not isinstance(command, Reconfigure):
        assert {field.name: getattr(command, field.name) for field in fields(command)} == given


def test_what_is_left_out_has_its_default() -> None:
    assert command_of({"name": "step_iterations"}, config()) == COMMANDS["step_iterations"](1)  # type: ignore[call-arg]


def test_a_run_is_reconfigured_by_what_changes() -> None:
    before = config(300, l2=0.5, optimizer="adam")
    command = command_of({"name": "reconfigure", "hyperparameters": {"learning_rate": 0.3, "batch_size": 8}}, before)
    assert isinstance(command, Reconfigure)
    assert command.config == config(300, l2=0.5, optimizer="adam", learning_rate=0.3, batch_size=8)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (None, "command to be an object"), ([], "command to be an object"), ("pause", "command to be an object"),
        ({}, "name to be one of pause"), ({"name": 3}, "name to be one of pause"),
        ({"name": ["pause"]}, "name to be one of pause"), ({"name": "puase"}, "try pause"),
        ({"name": "__class__"}, "name to be one of"), ({"name": "pause", "count": 1}, "the command pause to be made"),
        ({"name": "run_to"}, "iteration to be given, got nothing"), ({"name": "new_weights"}, "seed to be given"),
        ({"name": "step_iterations", "count": 0}, "count to be a whole number from 1 to 1000000000000, got 0"),
        ({"name": "step_iterations", "count": 1.5}, "got 1.5"),
        ({"name": "step_iterations", "count": True}, "got True"),
        ({"name": "step_iterations", "count": "3"}, "got '3'"),
        ({"name": "run_to", "iteration": 10**13}, "got 10000000000000"),
        ({"name": "run_to", "iteration": None}, "got None"),
        ({"name": "new_weights", "seed": -1}, "seed to be a whole"),
        ({"name": "new_weights", "seed": 0.5}, "seed to be a whole"), ({"name": "new_weights", "seed": [1]}, "got [1]"),
        ({"name": "set_speed_limit", "iterations_per_second": 0}, "a positive number, got 0"),
        ({"name": "set_speed_limit", "iterations_per_second": "fast"}, "a positive number, got 'fast'"),
        ({"name": "set_speed_limit", "iterations_per_second": float("nan")}, "a positive number, got nan"),
        ({"name": "reconfigure"}, "hyperparameters to be an object"),
        ({"name": "reconfigure", "config": {}}, "the command reconfigure to be made of the keys hyperparameters"),
        ({"name": "reconfigure", "hyperparameters": [0.3]}, "hyperparameters to be an object"),
        ({"name": "reconfigure", "hyperparameters": {"lr": 0.3}}, "learning_rate"),
        ({"name": "reconfigure", "hyperparameters": {"learning_rate": -1}}, "learning_rate to be a number above 0"),
        ({"name": "reconfigure", "hyperparameters": {"learning_rate": float("inf")}}, "learning_rate to be a number"),
        ({**ENTRY, "quantity": "c"}, "one of W, b"), ({**ENTRY, "row": -1}, "row to be a whole"),
        ({**ENTRY, "value": 1e7}, "W to be a number"), ({**ENTRY, "value": "1"}, "W to be a number"),
        ({**ENTRY, "value": float("nan")}, "W to be a number"),
        ({key: ENTRY[key] for key in ENTRY if key != "value"}, "value to be given"),
    ],
)  # fmt: skip
def test_another_object_is_refused_in_words(document: object, words: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        command_of(document, config())
    assert words in str(refused.value)


def test_an_entry_is_named_as_in_the_book() -> None:
    command = command_of({"name": "set_parameter", **EXAMPLES["set_parameter"]}, config())
    assert isinstance(command, SetParameter) and command.field == "W^[1]_1,2"
