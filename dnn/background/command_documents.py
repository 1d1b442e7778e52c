"""Commands as JSON objects, checked where they come in: {"name": "step_iterations", "count": 10}.

The other keys of an object are the fields of its command, except that a run is reconfigured by the hyperparameters
alone that change: {"name": "reconfigure", "hyperparameters": {"learning_rate": 0.3}}. What is left out stays as the run
has it, so that two tabs that change two things do not undo each other's change.
"""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from typing import Any

from dnn.background.commands import (
    Command,
    NewWeights,
    Pause,
    Reconfigure,
    Reset,
    Resume,
    RunTo,
    SetParameter,
    SetSpeedLimit,
    StepEpoch,
    StepIterations,
)
from dnn.configuration import Hyperparameters, RunConfig
from dnn.configuration.sections import check_choice, check_keys, section
from dnn.errors import ConfigurationError
from dnn.text.messages import Text

COMMANDS: dict[str, type[Command]] = {
    "pause": Pause,
    "resume": Resume,
    "step_iterations": StepIterations,
    "step_epoch": StepEpoch,
    "run_to": RunTo,
    "reset": Reset,
    "new_weights": NewWeights,
    "reconfigure": Reconfigure,
    "set_speed_limit": SetSpeedLimit,
    "set_parameter": SetParameter,
}
"""All commands by their names in a document."""
CHANGES = "hyperparameters"
"""The key of what a reconfiguration changes."""


def name_of(command: Command) -> str:
    """The name of a command in a document."""
    return next(name for name, kind in COMMANDS.items() if isinstance(command, kind))


def command_of(document: object, config: RunConfig) -> Command:
    """The command that a JSON object describes, for a run of this configuration.

    Raises:
        ConfigurationError: no object, an unknown name or key, a key that is missing, or a value that is refused.
    """
    given = section("command", document)
    name = given.pop("name", None)
    check_choice("name", name, COMMANDS)
    if COMMANDS[name] is Reconfigure:
        return _reconfiguration(given, config)
    values = {field.name: field.default for field in fields(COMMANDS[name])}
    check_keys(given, values, Text("the command {name}", name=name))
    for key, default in values.items():
        if key not in given and default is MISSING:
            raise ConfigurationError(key, Text("given"), Text("nothing"), Text("a command that has it"))
    return COMMANDS[name](**given)


def _reconfiguration(given: dict[str, Any], config: RunConfig) -> Reconfigure:
    check_keys(given, [CHANGES], Text("the command {name}", name="reconfigure"))
    changes = section(CHANGES, given.get(CHANGES))
    hyperparameters = Hyperparameters.from_dict(config.hyperparameters.to_dict() | changes)
    return Reconfigure(replace(config, hyperparameters=hyperparameters))
